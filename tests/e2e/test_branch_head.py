"""The branch head's and the officer's way: who has finished, who has not, and whom to nudge."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e


def figures(page: Page) -> list[int]:
    """Finished, learning, not started: as the legend says them."""
    return [int(text.rsplit(":")[1]) for text in page.locator("ul.legend").first.locator("li").all_inner_texts()]


def names(page: Page) -> list[str]:
    return page.locator("ul.names li > span:first-child").all_inner_texts()


def test_she_sees_who_has_not_started_and_copies_a_message_for_them(open_phone, sign_in, accessible):
    phone = open_phone(permissions=["clipboard-read", "clipboard-write"])
    phone.goto("/dang-nhap/")
    sign_in(phone, "0500 000 002")
    phone.get_by_role("link", name="Chi hội", exact=True).tap()
    expect(phone.get_by_role("heading", name="Chi hội thôn Hạ")).to_be_visible()
    accessible(phone)
    phone.locator("main a.whole").first.tap()
    expect(phone.get_by_role("heading", name="Danh sách")).to_be_visible()
    accessible(phone)
    finished, learning, not_started = figures(phone)
    assert sum((finished, learning, not_started)) == 37
    behind = names(phone)
    assert len(behind) == not_started
    phone.get_by_role("button", name="Chép lời nhắn").tap()
    expect(phone.get_by_role("button", name="Đã chép. Chị dán vào Zalo nhé.")).to_be_visible()
    copied = phone.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Mời các chị chưa bắt đầu,\nChi hội thôn Hạ đang cùng học")

    phone.get_by_role("link", name="Đã xong").tap()
    expect(phone.get_by_role("link", name="Đã xong")).to_have_attribute("aria-current", "page")
    assert "Phạm Thị Liên" in names(phone)
    accessible(phone)


def test_the_officer_sees_her_branches_and_their_sums(open_phone, sign_in, accessible):
    phone = open_phone()
    phone.goto("/dang-nhap/?next=/chi-hoi/")
    sign_in(phone, "0500 000 005")
    expect(phone.get_by_role("heading", name="Xã Đồng Sen")).to_be_visible()
    phone.locator("main a.whole").first.tap()
    expect(phone.get_by_role("heading", name="Danh sách")).to_be_visible()
    accessible(phone)
    children = phone.locator("ul.cards li.card")
    parts = [text.split("\n") for text in children.all_inner_texts()]
    finished = sum(int(next(line for line in lines if "/" in line).split("/")[0]) for lines in parts)
    assert finished == figures(phone)[0]
    assert "Chi hội thôn Hạ" in children.first.inner_text()


@pytest.mark.parametrize("number", ["0500 000 012", "0500 000 001", "0500 000 004"])
def test_the_wrong_person_finds_nothing(open_phone, sign_in, number: str):
    phone = open_phone()
    phone.goto("/dang-nhap/")
    sign_in(phone, number)
    expect(phone.get_by_role("status").first).to_contain_text("Chào chị")
    for path in ("/chi-hoi/99001-1/", "/chi-hoi/99001/", "/chi-hoi/99001-1/4/?ai=da-xong"):
        assert phone.goto(path).status == 404
        assert "thôn Hạ" not in phone.content()


def test_a_stranger_finds_nothing_and_is_told_where_to_sign_in(phone: Page, accessible):
    assert phone.goto("/chi-hoi/99001-1/").status == 404
    expect(phone.locator("main").get_by_role("link", name="Đăng nhập")).to_be_visible()
    accessible(phone)
