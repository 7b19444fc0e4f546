"""The branch head brings her list from Zalo: pastes five lines, mends one, writes them, and takes them back."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e

LINES = """DANH SÁCH TỔ EM
1. Nguyễn Thị Thu Ngà 1965 0912 000 678
2. LÝ THỊ XOAN, 15/03/1968
- chị Cao Thị Nhài 0912.000.679 - 1970
0912000680"""


def found(page: Page, typed: str) -> list[str]:
    """Who is on the roster by this name."""
    page.goto("/chi-hoi/99001-1/danh-sach/")
    page.get_by_label("Tìm theo tên hoặc đuôi số điện thoại").fill(typed)
    page.get_by_role("button", name="Tìm").tap()
    page.wait_for_url("**tim=*")
    return page.locator(".person > span:first-child").all_inner_texts()


def test_she_brings_her_list_from_zalo_and_takes_it_back(phone: Page, sign_in, accessible):
    phone.goto("/dang-nhap/?next=/chi-hoi/99001-1/")
    sign_in(phone, "0500 000 002")
    phone.get_by_role("link", name="Danh sách hội viên").tap()
    expect(phone.get_by_role("heading", name="Danh sách hội viên")).to_be_visible()
    accessible(phone)
    phone.get_by_role("link", name="Nhập nhiều người").tap()
    expect(phone.get_by_role("heading", name="Nhập nhiều người")).to_be_visible()
    phone.get_by_label("Danh sách", exact=True).fill(LINES)
    accessible(phone)
    phone.get_by_role("button", name="Xem danh sách").tap()
    expect(phone.get_by_text("Có 5 dòng.")).to_be_visible()
    expect(phone.get_by_text("Không thấy tên.")).to_be_visible()
    accessible(phone)
    preview = phone.url
    phone.get_by_role("link", name="Sửa").tap()
    expect(phone.get_by_role("heading", name="Dòng 5")).to_be_visible()
    phone.get_by_label("Họ và tên").fill("lò thị sen")
    phone.get_by_role("button", name="Thế này là đúng").tap()
    expect(phone.get_by_role("button", name="Ghi 4 người vào danh sách")).to_be_visible()
    assert found(phone, "thu nga") == []
    phone.goto(preview)
    phone.get_by_role("button", name="Ghi 4 người vào danh sách").tap()
    expect(phone.get_by_text("Đã thêm 4 người")).to_be_visible()
    accessible(phone)
    assert (found(phone, "ly thi xoan"), found(phone, "680")) == (["Lý Thị Xoan"], ["Lò Thị Sen"])
    phone.goto(preview)
    phone.get_by_role("button", name="Hoàn tác tất cả").tap()
    expect(phone.get_by_role("status")).to_contain_text("4 người ra khỏi danh sách")
    assert found(phone, "ly thi xoan") == []


def test_the_button_for_a_file_is_in_our_words_and_says_what_was_chosen(phone: Page, sign_in, accessible):
    phone.goto("/dang-nhap/?next=/chi-hoi/99001-1/danh-sach/nhap/")
    sign_in(phone, "0500 000 002")
    with phone.expect_file_chooser() as chooser:
        phone.get_by_role("button", name="Chọn tệp").tap()
    chooser.value.set_files({"name": "hội viên.csv", "mimeType": "text/csv", "buffer": "Lê Thị Nụ;1961".encode()})
    expect(phone.get_by_text("hội viên.csv")).to_be_visible()
    accessible(phone)
    phone.get_by_role("button", name="Xem tệp").tap()
    expect(phone.get_by_text("Lê Thị Nụ").first).to_be_visible()
