"""The whole way of a member whose phone runs no JavaScript. Last, because it needs the clips of all five lessons."""

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
