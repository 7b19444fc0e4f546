"""What a branch head hands in, and what her members are told of it."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect
from pypdf import PdfReader

pytestmark = pytest.mark.e2e


def test_she_takes_her_list_and_her_report_and_a_member_reads_who_looked(
    open_phone, sign_in, accessible, readable, tmp_path: Path
):
    phone = open_phone()
    phone.goto("/dang-nhap/?next=/chi-hoi/99001-1/")
    sign_in(phone, "0500 000 002")
    expect(phone.get_by_role("heading", name="Để nộp lên")).to_be_visible()
    accessible(phone)
    phone.get_by_role("link", name="Danh sách Excel").tap()
    expect(phone.get_by_role("heading", name="Danh sách Excel")).to_be_visible()
    accessible(phone)
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Tải file Excel").tap()
    assert download.value.suggested_filename.startswith("danh-sach-chi-hoi-thon-ha-")
    with download.value.path().open("rb") as file:
        sums = list(load_workbook(file)["Tổng hợp"].iter_rows(values_only=True))
    assert sums[-1][:2] == ("Cộng", 37)

    phone.goto("/chi-hoi/99001-1/bao-cao/")
    phone.get_by_text("Kỳ báo cáo, nhận xét, người ký").tap()
    expect(phone.get_by_label("Từ ngày")).to_be_hidden()
    phone.get_by_label("Kỳ báo cáo", exact=True).select_option("khac")
    expect(phone.get_by_label("Từ ngày")).to_be_visible()
    phone.get_by_label("Kỳ báo cáo", exact=True).select_option("nam-nay")
    phone.get_by_label("Nhận xét, kiến nghị").fill("Chị em học đều.")
    accessible(phone)
    phone.get_by_role("button", name="Lưu và xem báo cáo").tap()
    expect(phone.locator("article").get_by_text("Chị em học đều.")).to_be_visible()
    readable(phone)
    phone.set_viewport_size({"width": 320, "height": 640})
    readable(phone)
    paper = tmp_path / "paper.pdf"
    phone.pdf(path=paper, prefer_css_page_size=True)
    printed = " ".join(page.extract_text() for page in PdfReader(paper).pages)
    assert ("Chị em học đều." in printed, "Mở bản PDF" in printed) == (True, False)

    member = open_phone()
    member.goto("/dang-nhap/?next=/toi/")
    sign_in(member, "0500 000 001")
    member.get_by_role("link", name="Ai đã xem kết quả của tôi").tap()
    expect(member.get_by_text("trong file danh sách đã xuất")).to_be_visible()
    expect(member.get_by_text("Chị Liên · Chi hội trưởng").first).to_be_visible()
    accessible(member)
