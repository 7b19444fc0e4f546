"""The way of a member whose phone runs no JavaScript. Last by name: her clip is the second to be packaged."""

import re
from collections.abc import Mapping, Sequence

import pytest
from playwright.sync_api import Page, expect

from lms.demo import data_files

pytestmark = pytest.mark.e2e
QUESTIONS = 20  # more than any quiz of the demo asks


def questions() -> dict[str, Mapping]:
    """What the demo's lessons ask, by the words of the question."""
    lessons = data_files.course("k1.yaml")["lessons"]
    return {question["ask"]: question for lesson in lessons for question in lesson["questions"]}


def choose(page: Page, *texts: str) -> None:
    for text in texts:
        page.locator("label.option", has_text=re.compile(rf"^\s*{re.escape(text)}\s*$")).click()


def put_in_order(page: Page, right: Sequence[str]) -> None:
    """With the buttons up, one page for each press."""
    steps = page.locator("[data-pick]")
    for place, text in enumerate(right):
        for here in range(steps.all_inner_texts().index(text), place, -1):
            with page.expect_navigation():
                page.locator(f"button[value='up {here}']").click()


def answer(page: Page, asked: Mapping) -> None:
    match asked["kind"]:
        case "true_false":
            choose(page, "Đúng" if asked["answer"] else "Sai")
        case "scam":
            choose(page, "Là lừa đảo" if asked["answer"] else "Không phải lừa đảo")
        case "order":
            put_in_order(page, asked["order"])
        case "tap":
            page.get_by_text("Hoặc chọn theo tên").click()
            choose(page, *([asked["target"]] if isinstance(asked["target"], str) else asked["target"]))
        case _:
            choose(page, *[text for text, right, _words in asked["options"] if right])


def pass_quiz(page: Page) -> None:
    """Answer every question of the lesson's quiz rightly, and come back to the lesson."""
    asked = questions()
    with page.expect_navigation():
        page.get_by_role("button", name="Trả lời câu hỏi").click()
    for _question in range(QUESTIONS):
        if not page.locator("fieldset.options").count():
            break
        answer(page, asked[page.locator("legend, .happens").last.inner_text()])
        with page.expect_navigation():
            page.get_by_role("button", name="Trả lời").click()
        expect(page.locator("#verdict")).to_contain_text("Chị trả lời đúng!")
        with page.expect_navigation():
            page.locator("main a.button.wide").click()
    expect(page.get_by_role("heading", name="Chị làm tốt lắm!")).to_be_visible()
    page.locator("main a.button", has_text="Về bài học").click()


def come_back_until_ready(page: Page) -> None:
    """Without JavaScript a page says that its clip is being prepared, and asks her to open it again."""
    for _again in range(90):
        if not page.get_by_text("Clip đang được xử lý").count():
            break
        page.wait_for_timeout(2000)
        page.reload()
    expect(page.get_by_text("Clip đang được xử lý")).to_have_count(0)


def test_she_finishes_her_last_lesson_and_has_her_certificate(open_phone, first_clip: str, sign_in):
    phone = open_phone(java_script_enabled=False)
    phone.goto("/lam-chu-chiec-dien-thoai/quet-ma-qr-de-tra-tien-cho-dung-nguoi/")
    come_back_until_ready(phone)
    phone.get_by_role("button", name="Tôi đã xem xong").click()
    expect(phone.locator("[data-left]")).to_have_text("Còn 5 việc")
    phone.locator("main a.button", has_text="Đăng nhập").click()
    sign_in(phone, "0500 000 046")  # Trần Thị Ân has done the four others
    expect(phone.locator("[data-left]")).to_have_text("Còn 5 việc")
    for done in ("Tôi đã làm theo được", "Tôi đã xem hết các màn hình", "Tôi đã làm được"):
        phone.get_by_role("button", name=done).click()
    for answer in ("Quét mã là để trả tiền", "Em mua chỗ khác cũng được.", "Chị không đọc mã cho ai."):
        phone.get_by_role("link", name=answer).click()
    phone.get_by_role("button", name="Tôi đã nhớ các dấu hiệu").click()
    expect(phone.locator("[data-left]")).to_have_text("Còn 1 việc")
    pass_quiz(phone)
    expect(phone.locator("[data-left]")).to_have_text("Chị đã xong bài này")
    phone.get_by_role("link", name="Xem giấy chứng nhận của chị").click()
    expect(phone.get_by_role("link", name="Mở bản để in (PDF)")).to_be_visible()
