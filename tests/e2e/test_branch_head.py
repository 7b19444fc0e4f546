"""The branch head's and the officer's way: who has finished, who has not, and whom to nudge."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e


def shares(page: Page) -> None:
    """A phone with a share sheet, which tells what was handed to it."""
    page.add_init_script(
        "navigator.canShare = () => true; navigator.share = async (what) => { window.shared = what.text; };"
    )


def figures(page: Page) -> list[int]:
    """Finished, learning, not started: as the legend says them."""
    return [int(text.rsplit(":")[1]) for text in page.locator("ul.legend").first.locator("li").all_inner_texts()]


def names(page: Page) -> list[str]:
    return page.locator("#danh-sach ul.names a.name").all_inner_texts()


def test_she_sees_who_has_not_started_and_copies_a_message_for_them(open_phone, sign_in, accessible):
    phone = open_phone(permissions=["clipboard-read", "clipboard-write"])
    phone.goto("/dang-nhap/")
    sign_in(phone, "0500 000 002")
    phone.get_by_role("link", name="Chi hội", exact=True).tap()
    expect(phone.get_by_role("heading", name="Chi hội thôn Hạ")).to_be_visible()
    expect(phone.locator("p.aim")).to_contain_text("Mục tiêu đến 31/12/2026: 26 chị (70%).")
    accessible(phone)
    phone.get_by_role("link", name="Ai đã xong, ai chưa").tap()
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


def test_one_button_hands_the_message_for_three_to_the_share_sheet(open_phone, sign_in):
    phone = open_phone()
    shares(phone)
    phone.goto("/dang-nhap/?next=/chi-hoi/99001-1/")
    sign_in(phone, "0500 000 002")
    expect(phone.locator("ul.names a.name")).to_have_count(3)
    three = [name.split()[-1] for name in phone.locator("ul.names a.name").all_inner_texts()]
    phone.get_by_role("button", name="Soạn tin Zalo cho các chị này").tap()
    shared = phone.evaluate("window.shared")
    assert shared.startswith("Mời các chị ")
    assert [name for name in three if name not in shared.split("\n")[0]] == []


def test_she_writes_down_what_a_woman_learnt_beside_her_and_takes_it_back(open_phone, sign_in, accessible):
    phone = open_phone()
    phone.goto("/dang-nhap/?next=/chi-hoi/99001-1/")
    sign_in(phone, "0500 000 002")
    phone.get_by_role("link", name="Ai đã xong, ai chưa").tap()
    phone.get_by_label("Tìm theo tên").fill("dao thi oanh")
    phone.get_by_role("button", name="Tìm").tap()
    phone.get_by_role("link", name="Đào Thị Oanh").tap()
    expect(phone.get_by_role("heading", name="Đào Thị Oanh")).to_be_visible()
    accessible(phone)
    phone.get_by_role("link", name="Ghi bài chị ấy học cùng nhóm").tap()
    expect(phone.get_by_role("button", name="Ghi vào sổ")).to_be_visible()
    accessible(phone)
    phone.get_by_label("Chữ to hơn, tiếng rõ hơn").check()
    phone.get_by_role("button", name="Ghi vào sổ").tap()
    expect(phone.get_by_role("status")).to_have_text("Đã ghi 1 bài.")
    expect(phone.locator("ol.names .vouched")).to_contain_text("chị Liên ghi")
    accessible(phone)
    phone.get_by_role("link", name="Ghi nhầm? Thu hồi").tap()
    expect(phone.get_by_role("heading", name="Thu hồi")).to_be_visible()
    accessible(phone)
    phone.get_by_label("Ghi nhầm người").check()
    phone.get_by_role("button", name="Thu hồi").tap()
    expect(phone.get_by_role("status")).to_have_text("Đã thu hồi. Bài này không tính nữa.")
    expect(phone.locator("ol.names .vouched")).to_have_count(0)


def test_the_officer_sees_her_branches_and_their_sums(open_phone, sign_in, accessible):
    phone = open_phone()
    phone.goto("/dang-nhap/?next=/chi-hoi/")
    sign_in(phone, "0500 000 005")
    expect(phone.get_by_role("heading", name="Xã Đồng Sen")).to_be_visible()
    accessible(phone)
    children = phone.locator("#don-vi li.card")
    parts = [text.split("\n") for text in children.all_inner_texts()]
    finished = sum(int(next(line for line in lines if "/" in line).split("/")[0]) for lines in parts)
    assert finished == figures(phone)[0]
    assert "Chi hội thôn Hạ" in children.first.inner_text()
    phone.get_by_label("Tìm đơn vị").fill("to phu nu 2")
    phone.get_by_role("button", name="Tìm").tap()
    expect(phone.locator("#don-vi ul.names li")).to_have_text(
        [re.compile("Chi hội thôn Hạ"), re.compile("Chi hội thôn Thượng")]
    )
    accessible(phone)


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
