"""A member's way: from a link in Zalo to her certificate, on a cheap phone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from lms.demo import reading
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


def right_answers() -> Iterator[tuple[str, list[str]]]:
    for lesson in reading.course("k1.yaml")["lessons"]:
        for question in lesson["questions"]:
            if question["kind"] == "true_false":
                yield question["ask"], ["Đúng" if question["answer"] else "Sai"]
            elif "options" in question:
                yield question["ask"], [text for text, right, _words in question["options"] if right]


def pass_quiz(page: Page) -> None:
    """Answer every question of the lesson's quiz rightly, and come back to the lesson."""
    right = dict(right_answers())
    with page.expect_navigation():
        page.get_by_role("button", name="Trả lời câu hỏi").click()
    while page.locator("fieldset.options").count():
        for text in right[page.locator("legend").inner_text()]:
            page.locator("label.option", has_text=re.compile(rf"^\s*{re.escape(text)}\s*$")).click()
        with page.expect_navigation():
            page.get_by_role("button", name="Trả lời").click()
        expect(page.locator("#verdict")).to_contain_text("Đúng rồi chị!")
        with page.expect_navigation():
            page.locator("main a.button.wide").click()
    expect(page.get_by_role("heading", name="Chị làm tốt lắm!")).to_be_visible()
    page.locator("main a.button", has_text="Về bài học").click()


def come_back_until_ready(page: Page) -> None:
    """Without JavaScript a page says that its clip is being prepared, and asks her to open it again."""
    while page.get_by_text("Clip đang được xử lý").count():
        page.wait_for_timeout(2000)
        page.reload()


def test_what_she_watched_before_signing_in_counts_and_she_goes_on_where_she_stopped(
    phone: Page, first_clip: str, sign_in, accessible
):
    fetched: list[str] = []
    phone.on("request", lambda request: fetched.append(request.url))
    phone.goto(first_clip)
    expect(phone.locator("[data-left]")).to_have_text("Còn 3 việc")
    accessible(phone)
    assert [url for url in fetched if url.endswith((".mp4", ".m3u8"))] == []

    play(phone, second=20)
    assert any(url.endswith("master.m3u8") for url in fetched)
    assert phone.locator(CLIP).evaluate("(video) => video.textTracks[0].mode") == "showing"
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
    assert phone.locator(CLIP).evaluate("(video) => video.played.start(0)") > 18


def test_watching_most_of_the_clip_is_one_thing_less_to_do(open_phone, first_clip: str, sign_in):
    phone = open_phone()
    phone.goto("/dang-nhap/?next=/lam-chu-chiec-dien-thoai/chu-to-hon-tieng-ro-hon/")
    sign_in(phone, "0500 000 029")
    left = phone.locator("[data-left]")
    expect(left).to_have_text("Còn 3 việc")
    play(phone, second=50)
    expect(left).to_have_text("Còn 2 việc")
    phone.reload()
    expect(phone.get_by_text("Chị đã xem clip này")).to_be_visible()


def test_without_javascript_she_learns_all_five_lessons_and_has_her_certificate(
    open_phone, first_clip: str, sign_in, accessible
):
    phone = open_phone(java_script_enabled=False)
    phone.goto(first_clip)
    phone.get_by_role("button", name="Tôi đã xem xong").click()
    expect(phone.locator("[data-left]")).to_have_text("Còn 2 việc")
    phone.locator("main a.button", has_text="Đăng nhập").click()
    sign_in(phone, "0500 000 020", who="Chị Đào")
    expect(phone.locator("[data-left]")).to_have_text("Còn 2 việc")
    for number in range(5):
        if number:
            come_back_until_ready(phone)
            phone.get_by_role("button", name="Tôi đã xem xong").click()
        phone.get_by_role("button", name="Tôi đã làm theo được").click()
        pass_quiz(phone)
        expect(phone.locator("[data-left]")).to_have_text("Chị đã xong bài này")
        if number < 4:
            phone.get_by_role("link", name="Bài tiếp:").click()
    phone.get_by_role("link", name="Xem giấy chứng nhận của chị").click()
    expect(phone.locator("dl.facts")).to_contain_text("Nguyễn Thị Đào")


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


def test_a_wrong_answer_is_answered_kindly_and_she_tries_again(phone: Page, first_clip: str, accessible):
    phone.goto(first_clip)
    phone.get_by_role("button", name="Trả lời câu hỏi").tap()
    expect(phone.get_by_role("heading", name="Câu 1 trên 2")).to_be_visible()
    accessible(phone)
    assert "Khoan đã" not in phone.content()
    phone.get_by_text("Mua điện thoại khác").tap()
    phone.get_by_role("button", name="Trả lời").tap()
    expect(phone.locator("#verdict")).to_contain_text("Chưa đúng, không sao chị nhé.")
    expect(phone.locator("#verdict")).to_contain_text("Khoan đã, thử bấm phím tăng tiếng trước nhé.")
    accessible(phone)
    phone.get_by_role("link", name="Câu tiếp theo").tap()
    phone.get_by_text("Đúng", exact=True).tap()
    phone.get_by_role("button", name="Trả lời").tap()
    phone.get_by_role("link", name="Xem kết quả").tap()
    expect(phone.get_by_text("0/2")).to_be_visible()
    accessible(phone)
    phone.get_by_role("button", name="Làm lại").tap()
    expect(phone.get_by_role("heading", name="Câu 1 trên 2")).to_be_visible()


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
    head.locator("main a.whole").first.tap()
    head.get_by_role("link", name="Mời chọn mã PIN").first.tap()
    expect(head.get_by_label("Đường dẫn cho riêng chị ấy")).to_be_visible()
    accessible(head)
    link = head.get_by_label("Đường dẫn cho riêng chị ấy").input_value()
    phone = open_phone()
    phone.goto(link)
    accessible(phone)
    phone.get_by_label("Chọn mã PIN 6 chữ số").fill("135791")
    phone.get_by_label("Gõ lại lần nữa").fill("135791")
    phone.get_by_role("button", name="Giữ mã PIN này").tap()
    expect(phone.get_by_role("status").first).to_contain_text("Đã giữ mã PIN của chị.")
    assert phone.goto(link).status == 410
    accessible(phone)
