"""The way of a member whose phone runs no JavaScript. Last by name: her clip is the second to be packaged."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from lms.demo import reading

pytestmark = pytest.mark.e2e


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
        expect(page.locator("#verdict")).to_contain_text("Chị trả lời đúng!")
        with page.expect_navigation():
            page.locator("main a.button.wide").click()
    expect(page.get_by_role("heading", name="Chị làm tốt lắm!")).to_be_visible()
    page.locator("main a.button", has_text="Về bài học").click()


def come_back_until_ready(page: Page) -> None:
    """Without JavaScript a page says that its clip is being prepared, and asks her to open it again."""
    while page.get_by_text("Clip đang được xử lý").count():
        page.wait_for_timeout(2000)
        page.reload()


def test_she_finishes_her_last_lesson_and_has_her_certificate(open_phone, first_clip: str, sign_in):
    phone = open_phone(java_script_enabled=False)
    phone.goto("/lam-chu-chiec-dien-thoai/quet-ma-qr-de-tra-tien-cho-dung-nguoi/")
    come_back_until_ready(phone)
    phone.get_by_role("button", name="Tôi đã xem xong").click()
    expect(phone.locator("[data-left]")).to_have_text("Còn 2 việc")
    phone.locator("main a.button", has_text="Đăng nhập").click()
    sign_in(phone, "0500 000 046")  # Trần Thị Ân has done the four others
    expect(phone.locator("[data-left]")).to_have_text("Còn 2 việc")
    phone.get_by_role("button", name="Tôi đã làm theo được").click()
    expect(phone.locator("[data-left]")).to_have_text("Còn 1 việc")
    pass_quiz(phone)
    expect(phone.locator("[data-left]")).to_have_text("Chị đã xong bài này")
    phone.get_by_role("link", name="Xem giấy chứng nhận của chị").click()
    expect(phone.get_by_role("link", name="Mở bản để in (PDF)")).to_be_visible()
