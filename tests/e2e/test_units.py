"""The keeper merges two branches on her phone: she finds one, looks at what will happen, and lets it happen."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.crawling import english

pytestmark = pytest.mark.e2e


@pytest.fixture
def desk(open_phone) -> Page:
    desk = open_phone(reduced_motion="reduce")
    desk.goto("/admin/")
    desk.get_by_label("Tên đăng nhập").fill("quantri")
    desk.get_by_label("Mật khẩu").fill("hoc-cung-chi-em")
    desk.get_by_role("button", name="Đăng nhập").tap()
    expect(desk.get_by_role("heading", name="Soạn bài học trong ba bước")).to_be_visible()
    return desk


def test_two_groups_become_one(desk: Page, accessible):
    def look() -> None:
        accessible(desk)
        assert [words for words in english(desk) if "Wagtail" not in words and words != "quantri"] == []  # her menu

    desk.goto("/admin/don-vi/?q=to+phu+nu+xom")
    look()
    desk.get_by_role("link", name="Tổ phụ nữ xóm Bãi").tap()
    expect(desk.get_by_role("link", name="Chi hội thôn Hạ")).to_be_visible()
    look()
    desk.get_by_role("link", name="Gộp").tap()
    desk.get_by_label("Tổ phụ nữ 2", exact=True).check()
    desk.get_by_label("Gộp thành").select_option("Một đơn vị mới")
    look()
    desk.get_by_role("button", name="Xem trước").tap()
    expect(desk.get_by_text("Đơn vị phải có tên.")).to_be_visible()
    look()
    desk.get_by_label("Tên đơn vị mới").fill("Tổ phụ nữ Bãi Hai")
    desk.get_by_role("button", name="Xem trước").tap()
    expect(desk.get_by_text("Những việc sau sẽ xảy ra. Hiện chưa thay đổi gì.")).to_be_visible()
    look()
    desk.get_by_role("button", name="Làm như vậy").tap()
    expect(desk.get_by_role("heading", name="Tổ phụ nữ Bãi Hai").first).to_be_visible()
    expect(desk.get_by_text("Tổ phụ nữ xóm Bãi")).to_be_visible()  # came from it
    look()
