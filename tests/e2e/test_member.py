"""A member's way: from a link in Zalo to her certificate, on a cheap phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import until

pytestmark = pytest.mark.e2e
CLIP = "figure[data-clip] video"


def play(page: Page, second: float, speed: int = 8) -> None:
    """Press the big button, let the clip run until it stands at that second, then stop it."""
    video = page.locator(CLIP)
    video.evaluate("(video) => { video.muted = true }")
    page.get_by_role("button", name="Xem clip").tap()
    until(page, f"document.querySelector('{CLIP}').readyState > 2")
    video.evaluate("(video, speed) => { video.playbackRate = speed }", speed)
    until(page, f"document.querySelector('{CLIP}').currentTime >= {second}", seconds=60)
    video.evaluate("(video) => video.pause()")


def test_what_she_watched_before_signing_in_counts_and_she_goes_on_where_she_stopped(
    phone: Page, first_clip: str, sign_in, accessible
):
    fetched: list[str] = []
    phone.on("request", lambda request: fetched.append(request.url))
    phone.goto(first_clip)
    expect(phone.locator("[data-left]")).to_have_text("Còn 6 việc")
    accessible(phone)
    assert [url for url in fetched if url.endswith((".mp4", ".m3u8"))] == []

    play(phone, second=20)
    assert {url.rsplit("/", 1)[1] for url in fetched if url.endswith(".mp4")} == {"saver.mp4", "audio.mp4"}
    expect(phone.locator("[data-said]")).to_be_visible()
    assert phone.locator(CLIP).evaluate("(video) => video.textTracks[0].cues.length") > 5

    phone.locator("main a.button", has_text="Đăng nhập").tap()
    expect(phone.get_by_label("Số điện thoại của chị")).to_be_visible()
    accessible(phone)
    sign_in(phone, "0500 000 001")
    expect(phone.get_by_role("status").first).to_have_text("Chào chị Thanh.")
    until(phone, "JSON.parse(localStorage.facts || '[]').length === 0")

    phone.goto("/")
    accessible(phone)
    phone.get_by_role("link", name="Học tiếp").tap()
    expect(phone.get_by_text("Xem tiếp từ 0:2")).to_be_visible()
    play(phone, second=21, speed=1)
    assert phone.locator(CLIP).evaluate("(video) => video.buffered.start(0)") > 15


def test_watching_most_of_the_clip_is_one_thing_less_to_do(open_phone, first_clip: str, sign_in):
    phone = open_phone()
    phone.goto("/dang-nhap/?next=/lam-chu-chiec-dien-thoai/chu-to-hon-tieng-ro-hon/")
    sign_in(phone, "0500 000 029")
    left = phone.locator("[data-left]")
    expect(left).to_have_text("Còn 6 việc")
    play(phone, second=50)
    expect(left).to_have_text("Còn 5 việc")
    phone.reload()
    expect(phone.get_by_text("Chị đã xem clip này")).to_be_visible()


def test_she_shows_her_certificate_and_anybody_may_confirm_it(open_phone, sign_in, accessible):
    phone = open_phone()
    phone.goto("/dang-nhap/?next=/giay-chung-nhan/")
    sign_in(phone, "0500 000 002")
    phone.locator("main a.whole").tap()
    expect(phone.get_by_role("heading", name="Giấy chứng nhận hoàn thành")).to_be_visible()
    picture = phone.locator("figure.certificate img")
    until(phone, "document.querySelector('figure.certificate img').naturalWidth === 1080")
    expect(picture).to_be_visible()
    accessible(phone)
    pdf = phone.request.get(phone.get_by_role("link", name="Mở bản để in").get_attribute("href"))
    assert (pdf.status, pdf.headers["content-type"], pdf.body()[:5]) == (200, "application/pdf", b"%PDF-")

    number = phone.url.rstrip("/").rsplit("/", 1)[1]
    stranger = open_phone()
    stranger.goto(f"/xac-nhan/{number}/")
    expect(stranger.get_by_text("Giấy chứng nhận này là thật và còn giá trị.")).to_be_visible()
    expect(stranger.locator("dl.facts dd").first).to_have_text("P. T. Liên")
    accessible(stranger)
    assert stranger.goto(f"/giay-chung-nhan/{number}/").status == 404
    accessible(stranger)


def test_five_wrong_pins_lock_her_account_and_nobody_elses(open_phone, sign_in, accessible):
    phone = open_phone()
    phone.goto("/dang-nhap/")
    sign_in(phone, "0500 000 013", pin="111111")
    for _wrong in range(5):
        phone.get_by_label("Mã PIN 6 chữ số của chị").fill("111111")
        phone.get_by_role("button", name="Đăng nhập").tap()
    expect(phone.get_by_role("alert")).to_have_text("Chị đã gõ sai 5 lần. Mời chị nghỉ 15 phút rồi thử lại.")
    accessible(phone)
    phone.goto("/dang-nhap/")
    sign_in(phone, "0500 000 012")
    expect(phone.get_by_role("status").first).to_contain_text("Chào chị")


def answered(phone: Page, words: str) -> None:
    """Press the answer button, and hear the words."""
    phone.get_by_role("button", name="Trả lời").tap()
    expect(phone.locator("#verdict")).to_contain_text(words)


def test_wrong_answers_are_answered_kindly_and_she_tries_again(phone: Page, first_clip: str, accessible):
    phone.goto(first_clip)
    phone.get_by_role("button", name="Trả lời câu hỏi").tap()
    expect(phone.get_by_role("heading", name="Câu 1 trên 4")).to_be_visible()
    accessible(phone)
    phone.locator("[data-tap] input").tap(position={"x": 144, "y": 480})
    expect(phone.get_by_text("Đã đánh dấu.")).to_be_visible()
    answered(phone, "Chị tìm hình bánh răng nhé.")
    accessible(phone)
    phone.get_by_role("link", name="Câu tiếp theo").tap()
    for number in range(4):
        phone.locator("[data-order] li").nth(number).locator(".pick").tap()
    accessible(phone)
    answered(phone, "Nhớ bốn chặng")
    accessible(phone)
    phone.get_by_role("link", name="Câu tiếp theo").tap()
    expect(phone.get_by_role("heading", name="Câu 3 trên 4")).to_be_visible()
    assert "Khoan đã" not in phone.content()
    phone.get_by_text("Mua điện thoại khác").tap()
    answered(phone, "Khoan đã, thử bấm phím tăng tiếng trước nhé.")
    accessible(phone)
    phone.get_by_role("link", name="Câu tiếp theo").tap()
    phone.get_by_text("Đúng", exact=True).tap()
    answered(phone, "Chưa đúng, không sao chị nhé.")
    phone.get_by_role("link", name="Xem kết quả").tap()
    expect(phone.get_by_text("0/4")).to_be_visible()
    accessible(phone)
    phone.get_by_role("button", name="Làm lại").tap()
    expect(phone.get_by_role("heading", name="Câu 1 trên 4")).to_be_visible()


def test_she_taps_and_puts_in_order_with_the_keyboard_alone(phone: Page, first_clip: str):
    phone.goto(first_clip)
    phone.get_by_role("button", name="Trả lời câu hỏi").press("Enter")
    expect(phone.get_by_role("heading", name="Câu 1 trên 4")).to_be_visible()
    phone.wait_for_load_state()  # the arrow keys work once the script is there; she would press again
    phone.locator("[data-tap] input").press("ArrowLeft")
    phone.keyboard.press("Enter")
    phone.get_by_role("button", name="Trả lời").press("Enter")
    expect(phone.locator("#verdict")).to_be_visible()
    phone.get_by_role("link", name="Câu tiếp theo").press("Enter")
    for number in range(4):
        phone.locator("[data-order] li").nth(number).locator(".pick").press("Enter")
    phone.get_by_role("button", name="Đưa lên:").last.press("Enter")
    phone.get_by_role("button", name="Trả lời").press("Enter")
    expect(phone.locator("#verdict")).to_be_visible()


def test_a_phone_that_is_shared_shows_nothing_of_one_to_the_next(open_phone, sign_in, accessible):
    phone = open_phone()
    phone.goto("/dang-nhap/")
    phone.get_by_label("Số điện thoại của chị").fill("0500 000 020")
    phone.get_by_role("button", name="Tiếp tục").tap()
    expect(phone.get_by_role("button", name="Chị Hạnh")).to_be_visible()
    accessible(phone)
    phone.get_by_role("button", name="Chị Hạnh").tap()
    expect(phone.get_by_label("Mã PIN 6 chữ số của chị")).to_be_visible()
    accessible(phone)
    phone.get_by_label("Mã PIN 6 chữ số của chị").fill("246802")
    phone.get_by_role("button", name="Đăng nhập").tap()
    expect(phone.get_by_text("Chị đã xong khóa học này")).to_be_visible()
    phone.get_by_role("link", name="Chị Hạnh").tap()
    expect(phone.get_by_role("heading", name="Chị Hạnh")).to_be_visible()
    accessible(phone)
    phone.get_by_role("button", name="Thoát, hoặc đổi người học").tap()
    expect(phone.get_by_text("Chị đã thoát.")).to_be_visible()
    expect(phone.get_by_text("Chị đã xong khóa học này")).to_have_count(0)
    phone.go_back()
    expect(phone.get_by_role("heading", name="Chị Hạnh")).to_have_count(0)


def test_she_chooses_a_pin_from_the_invitation_that_her_head_shows_her(open_phone, sign_in, accessible):
    head = open_phone()
    head.goto("/dang-nhap/?next=/chi-hoi/99001-1/")
    sign_in(head, "0500 000 002")
    head.get_by_role("link", name="Ai đã xong, ai chưa").tap()
    head.get_by_role("link", name="Phạm Thị Gái").tap()
    head.get_by_role("link", name="Thẻ hoặc lời mời").tap()
    expect(head.get_by_label("Đường dẫn cho riêng chị ấy")).to_be_visible()
    accessible(head)
    link = head.get_by_label("Đường dẫn cho riêng chị ấy").input_value().split()[-1]
    phone = open_phone()
    phone.goto(link)
    accessible(phone)
    phone.get_by_label("Chọn mã PIN 6 chữ số").fill("135791")
    phone.get_by_label("Gõ lại lần nữa").fill("135791")
    phone.get_by_role("button", name="Giữ mã PIN này").tap()
    expect(phone.get_by_role("status").first).to_contain_text("Đã giữ mã PIN của chị.")
    assert phone.goto(link).status == 410
    accessible(phone)
