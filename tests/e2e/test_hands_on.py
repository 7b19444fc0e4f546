"""Practice, conversation and task on a small phone: by touch, by keyboard, without JavaScript, with her helper."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import PIN

pytestmark = pytest.mark.e2e
LESSON = "/lam-chu-chiec-dien-thoai/chu-to-hon-tieng-ro-hon/"
SCREENS = ["Cài đặt", "Màn hình", "Cỡ chữ", "Nấc 4"]
SMALL_PLACES = """() => [...document.querySelectorAll("[data-place]")].filter((place) => place.checkVisibility())
  .map((place) => place.getBoundingClientRect()).filter(({ width, height }) => width < 48 || height < 48).length"""


def practice(page: Page) -> Locator:
    """It comes to life when she is near it."""
    found = page.locator("[data-practice]")
    found.scroll_into_view_if_needed()
    return found


def screen(page: Page) -> Locator:
    return page.locator("[data-screen]:not([hidden])")


def left(page: Page, words: str) -> None:
    expect(page.locator("[data-left]")).to_have_text(words)


def test_she_practises_by_touch_and_a_wrong_tap_is_answered_kindly(open_phone, site, accessible):
    phone = open_phone(viewport={"width": 320, "height": 640})
    phone.goto(LESSON)
    left(phone, "Còn 6 việc")
    practice(phone).get_by_role("button", name="Làm có nhắc").tap()
    accessible(phone)
    assert phone.evaluate(SMALL_PLACES) == 0

    wrong = screen(phone).get_by_role("button", name="Zalo")
    wrong.tap()
    expect(screen(phone).get_by_role("status")).to_have_text("Gần đúng rồi. Chị tìm hình bánh răng nhé.")
    expect(screen(phone)).not_to_have_attribute("data-hinted", "")
    wrong.tap()
    expect(screen(phone)).to_have_attribute("data-hinted", "")
    for number, name in enumerate(SCREENS, 1):
        expect(screen(phone).locator("[data-count]")).to_have_text(f"Màn hình {number}")
        screen(phone).get_by_role("button", name=name, exact=True).tap()
    expect(phone.get_by_text("Chị làm được rồi!")).to_be_visible()
    left(phone, "Còn 5 việc")
    accessible(phone)
    phone.reload()
    left(phone, "Còn 5 việc")


def test_she_is_shown_first_and_may_stop_at_any_time(open_phone, site):
    phone = open_phone()
    phone.goto(LESSON)
    practice(phone).get_by_role("button", name="Xem làm mẫu").tap()
    expect(screen(phone)).to_have_attribute("data-hinted", "")
    expect(screen(phone).get_by_role("status")).to_have_text("Chị chạm vào chỗ khoanh nhé.")
    practice(phone).get_by_role("button", name="Nghỉ, xem bài tiếp").tap()
    expect(practice(phone).get_by_role("button", name="Làm có nhắc")).to_be_visible()
    left(phone, "Còn 6 việc")


def test_she_practises_and_talks_with_the_keyboard_alone(open_phone, site):
    page = open_phone(has_touch=False, is_mobile=False)
    page.goto(LESSON)
    practice(page).get_by_role("button", name="Tự làm").focus()
    page.keyboard.press("Enter")
    for name in SCREENS:
        place = screen(page).get_by_role("button", name=name, exact=True)
        expect(screen(page).locator("[data-words]")).to_be_focused()
        for _tab in range(12):
            page.keyboard.press("Tab")
            if place.evaluate("(it) => it === document.activeElement"):
                break
        page.keyboard.press("Enter")
    left(page, "Còn 5 việc")

    page.locator("[data-talk]").scroll_into_view_if_needed()
    page.locator("[data-talk] [data-now] button").first.focus()
    for answer in ("Tôi tự chỉnh chữ to", "Tôi tắt máy đây."):
        while not page.evaluate("(words) => document.activeElement.textContent.includes(words)", answer):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Chị nói rất đúng.")).to_be_visible()
    left(page, "Còn 4 việc")


def test_a_bad_answer_has_her_choose_again_and_the_signs_are_named(open_phone, site, accessible):
    phone = open_phone(reduced_motion="reduce")
    phone.goto(LESSON)
    talk = phone.locator("[data-talk]")
    talk.scroll_into_view_if_needed()
    talk.get_by_role("button", name="Em gửi đi").tap()
    expect(talk.locator("[data-lines] .word")).to_contain_text("Khoan đã chị.")
    for answer in ("Tôi tự chỉnh chữ to", "Tôi sẽ hỏi con tôi", "Tôi không đọc mã"):
        talk.get_by_role("button", name=answer).tap()
    expect(talk.locator(".signs b")).to_have_text(["Gấp", "Giấu", "Gửi"])
    left(phone, "Còn 5 việc")
    accessible(phone)
    talk.get_by_role("link", name="Nói chuyện lại từ đầu").tap()
    expect(talk.locator("[data-lines] li")).to_have_count(1)


def test_ticked_steps_stay_ticked(open_phone, site):
    phone = open_phone()
    phone.goto(LESSON)
    steps, ticks = phone.locator("[data-steps]"), phone.get_by_label("Xong bước này")
    steps.scroll_into_view_if_needed()
    ticks.first.check()
    phone.reload()
    steps.scroll_into_view_if_needed()
    expect(ticks.first).to_be_visible()
    assert [ticks.nth(n).is_checked() for n in range(ticks.count())] == [True] + [False] * 5
    for n in range(1, 6):
        ticks.nth(n).check()
    left(phone, "Còn 5 việc")


def test_all_of_it_works_without_javascript(open_phone, site):
    phone = open_phone(java_script_enabled=False)
    phone.goto(LESSON)
    expect(phone.locator("[data-screen] img")).to_have_count(4)
    phone.get_by_role("button", name="Tôi đã xem hết các màn hình").click()
    left(phone, "Còn 5 việc")
    for answer in ("Tôi tự chỉnh chữ to", "Tôi tắt máy đây."):
        phone.get_by_role("link", name=answer).click()
    expect(phone.get_by_role("heading", name="Chị nói rất đúng.")).to_be_visible()
    phone.get_by_role("button", name="Tôi đã nhớ các dấu hiệu").click()
    left(phone, "Còn 4 việc")
    phone.get_by_role("button", name="Tôi đã làm được").click()
    left(phone, "Còn 3 việc")


def test_her_helper_confirms_on_her_phone_and_on_her_own(open_phone, site, sign_in, accessible):
    phone = open_phone()
    phone.goto(f"/dang-nhap/?next={LESSON}")
    sign_in(phone, "0500 000 001")
    phone.get_by_role("link", name="Nhờ người hướng dẫn xác nhận").tap()
    expect(phone.get_by_role("heading", name="Trên máy của người hướng dẫn")).to_be_visible()
    accessible(phone)
    code = phone.locator("[data-share]").get_attribute("data-url")

    helper = open_phone()
    helper.goto(code.replace(code.split("/ghi/")[0], site))
    sign_in(helper, "0500 000 004")
    expect(helper.get_by_text("Nguyễn Thị Thanh")).to_be_visible()
    accessible(helper)

    phone.get_by_label("Số điện thoại của người hướng dẫn").fill("0500 000 004")
    phone.get_by_label("Mã PIN của người hướng dẫn").fill(PIN)
    phone.get_by_role("button", name="Tôi đã thấy chị ấy làm được").tap()
    expect(phone.get_by_text("Chị Mai đã xác nhận ngày")).to_be_visible()
    helper.get_by_role("button", name="Tôi đã thấy chị ấy làm được").tap()
    expect(helper.get_by_text("Cảm ơn chị. Việc này đã tính cho chị Thanh.")).to_be_visible()
