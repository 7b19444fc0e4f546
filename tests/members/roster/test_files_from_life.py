"""Files as offices have them: two rows of headings, breaks in cells, hidden rows, old formats, identity numbers."""

import json
import zipfile
from io import BytesIO

import pytest
import xlwt
from openpyxl import Workbook

from lms.members.models import Import
from lms.members.roster import importing
from lms.members.roster.files import opened
from lms.members.roster.parsing import read_sheets, read_text
from lms.members.roster.rows import Listed
from quizzes.exchange.neutral import UnreadableFileError
from tests.members.roster.conftest import upload, xlsx

LAN = ("Nguyễn Thị Lan", 1964, "+84912345678", "Tổ 1")


def read(data: bytes, name: str = "a.xlsx") -> Listed:
    return read_sheets(opened(upload(data, name)))


def people(listed: Listed) -> list[tuple]:
    return [(row.name, row.year, row.phone, row.group) for row in listed.rows if not row.nobody]


@pytest.mark.parametrize(
    "head",
    [
        [["STT", "HỌ VÀ TÊN", "NĂM SINH", "LIÊN HỆ", None], [None, None, None, "Điện thoại", "Tổ"]],
        [["STT", "HỘI VIÊN", None, "LIÊN HỆ", None], [None, "Họ và tên", "Năm sinh", "Điện thoại", "Tổ"]],
        [["TT", "Họ và tên", "Ngày sinh", "Thông tin", None], ["", "", "", "SĐT (Zalo)", "Chi hội"]],
        [["DANH SÁCH"], ["STT", "Họ tên", "NS", "Liên hệ", None], [None, None, None, "ĐT", "Tổ phụ nữ"]],
    ],
)
def test_a_heading_of_two_rows_with_merged_cells(head):
    listed = read(xlsx(*head, [1, "Nguyễn Thị Lan", 1964, "0912345678", "Tổ 1"]))
    assert people(listed) == [LAN]


def test_family_and_given_name_under_one_heading():
    rows = [["STT", "HỌ VÀ TÊN", None, "NS"], [None, "Họ đệm", "Tên", None], [1, "Nguyễn Thị", "Lan", 1964]]
    assert people(read(xlsx(*rows))) == [("Nguyễn Thị Lan", 1964, "", "")]


def test_years_by_sex_under_one_heading():
    rows = [
        ["Họ và tên", "NĂM SINH", None, "ĐT"],
        [None, "Nam", "Nữ", None],
        ["Nguyễn Thị Lan", None, 1964, "0912345678"],
    ]
    assert people(read(xlsx(*rows))) == [("Nguyễn Thị Lan", 1964, "+84912345678", "")]


def test_the_first_person_is_not_taken_for_a_second_heading():
    rows = [["Họ và tên", "Tổ"], ["Nguyễn Thị Nam", "Tổ 1"], ["Trần Thị Tổ", "2"]]
    assert [name for name, *_rest in people(read(xlsx(*rows)))] == ["Nguyễn Thị Nam", "Trần Thị Tổ"]


@pytest.mark.parametrize(
    "cell", ["Nguyễn Thị\nOanh", "Nguyễn Thị\r\nOanh", "Nguyễn Thị_x000D_\nOanh", "Nguyễn\nThị\nOanh"]
)
def test_a_line_break_in_a_cell_parts_words(cell):
    assert people(read(xlsx(["Họ và\ntên"], [cell]))) == [("Nguyễn Thị Oanh", None, "", "")]


def test_a_line_break_in_a_cell_of_csv_parts_words():
    assert people(read('Họ tên\n"Nguyễn Thị\nOanh"\n'.encode(), "a.csv")) == [("Nguyễn Thị Oanh", None, "", "")]


def book_with_hidden() -> bytes:
    book = Workbook()
    for row in [["Họ tên", "NS"], ["Nguyễn Thị Lan", 1964], ["Trần Thị Đi", 1950], ["Lê Thị Mai", 1970]]:
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    old = book.create_sheet("Cũ 2019")
    old.append(["Phạm Thị Cũ"])
    old.sheet_state = "hidden"
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def book_xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Danh sách")
    for number, row in enumerate(
        [["Họ tên", "NS"], ["Nguyễn Thị Lan", 1964], ["Trần Thị Đi", 1950], ["Lê Thị Mai", 1970]]
    ):
        for place, cell in enumerate(row):
            sheet.write(number, place, cell)
    sheet.row(2).hidden = True
    old = book.add_sheet("Cũ 2019")
    old.write(0, 0, "Phạm Thị Cũ")
    old.visibility = 1
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">
<office:automatic-styles><style:style style:name="ta2" style:family="table">
<style:table-properties table:display="false"/>
</style:style></office:automatic-styles><office:body><office:spreadsheet>
<table:table table:name="DS"><table:table-row><table:table-cell><text:p>Họ tên</text:p></table:table-cell>
<table:table-cell><text:p>NS</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>Nguyễn <text:span>Thị</text:span></text:p>
<text:p>Lan</text:p></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="1964-03-15"><text:p>15/03/64</text:p></table:table-cell>
</table:table-row>
<table:table-row table:visibility="filter"><table:table-cell><text:p>Trần Thị Đi</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="1950"><text:p>1.950</text:p></table:table-cell>
</table:table-row>
<table:table-row><table:table-cell><text:p>Lê Thị Mai</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="1970"><text:p>1970</text:p></table:table-cell>
<table:table-cell table:number-columns-repeated="16382"/></table:table-row>
<table:table-row table:number-rows-repeated="1048572">
<table:table-cell table:number-columns-repeated="16384"/></table:table-row>
</table:table>
<table:table table:name="Cũ 2019" table:style-name="ta2"><table:table-row><table:table-cell><text:p>Phạm Thị Cũ</text:p>
</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""


def book_ods(content: str = ODS) -> bytes:
    saved = BytesIO()
    with zipfile.ZipFile(saved, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
    return saved.getvalue()


@pytest.mark.parametrize(
    ("data", "name"), [(book_with_hidden(), "a.xlsx"), (book_xls(), "a.xls"), (book_ods(), "a.ods")]
)
def test_what_is_hidden_in_a_file_is_said_and_stays_outside(data, name, union, lien):
    kept = importing.keep_file(upload(data, name), union["ha"], by=lien)
    assert kept.remarks == [
        "Các trang tính này đang ẩn trong tệp nên không đọc: Cũ 2019.",
        "Trong tệp có 1 dòng đang ẩn, để ngoài: 3. Chị có thể đưa từng dòng vào.",
    ]
    looked = importing.look(kept, lien)
    assert [(one.row.name, one.row.year, one.fate.name) for one in looked[1:]] == [
        ("Nguyễn Thị Lan", 1964, "ADD"),
        ("Trần Thị Đi", 1950, "SKIPPED"),
        ("Lê Thị Mai", 1970, "ADD"),
    ]
    importing.change_row(kept.pk, 3, by=lien, answer="")
    kept.refresh_from_db()
    assert [one.fate.name for one in importing.look(kept, lien)] == ["NOBODY", "ADD", "ADD", "ADD"]


def test_a_file_whose_sheets_are_all_hidden_says_so():
    with pytest.raises(UnreadableFileError) as broken:
        opened(upload(book_ods(ODS.replace('table:name="DS"', 'table:name="DS" table:style-name="ta2"')), "a.ods"))
    assert broken.value.why == (
        "Mọi trang tính trong tệp đều đang ẩn: DS, Cũ 2019. Chị cho hiện trang cần lấy rồi lưu lại nhé."
    )


def test_days_in_an_old_excel_file_are_days():
    from datetime import datetime

    book = xlwt.Workbook()
    sheet = book.add_sheet("1")
    style = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for place, cell in enumerate(["Họ tên", "Ngày sinh", "SĐT"]):
        sheet.write(0, place, cell)
    sheet.write(1, 0, "Nguyễn Thị Lan")
    sheet.write(1, 1, datetime(1964, 3, 15), style)
    sheet.write(1, 2, 912345678)
    saved = BytesIO()
    book.save(saved)
    assert people(read(saved.getvalue(), "a.xls")) == [("Nguyễn Thị Lan", 1964, "+84912345678", "")]


@pytest.mark.parametrize("name", ["a.xls", "a.ods", "a.xlsx"])
def test_a_file_that_was_cut_off_or_changed_is_refused_in_words(name):
    whole = {"a.xls": book_xls(), "a.ods": book_ods(), "a.xlsx": book_with_hidden()}[name]
    for place in range(40, len(whole), max(1, len(whole) // 60)):
        for broken in (whole[:place], whole[:place] + b"\xff\x07" + whole[place + 2 :]):
            try:
                opened(upload(broken, name))
            except UnreadableFileError as mistake:
                assert mistake.why


@pytest.mark.parametrize("times", ['number-rows-repeated="999999999"', 'number-columns-repeated="999999999"'])
def test_a_cell_that_is_repeated_a_billion_times_costs_nothing(times):
    what = "row" if "rows" in times else "cell"
    content = ODS.replace(f"<table:table-{what}>", f"<table:table-{what} table:{times}>", 1)
    try:
        assert max(map(len, opened(upload(book_ods(content), "a.ods"))["DS"])) <= 60
    except UnreadableFileError as mistake:
        assert "20000 dòng" in mistake.why


@pytest.mark.parametrize("number", ["001165012345", "001 165 012345", "0011.6501.2345", "271234567", "012345678"])
@pytest.mark.parametrize("line", ["Nguyễn Thị Lan 1964 0912345678 {}", "Nguyễn Thị Lan, CCCD {}, 1964, 0912 345 678"])
def test_an_identity_number_in_a_pasted_row_is_kept_nowhere(paste, line, number):
    kept = paste(line.format(number))
    stored = json.dumps(Import.objects.values("rows", "remarks", "name").get(pk=kept.pk))
    digits = "".join(filter(str.isdigit, stored))
    assert ("".join(filter(str.isdigit, number)) in digits, "•••" in stored or "\\u2022" in stored) == (False, True)
    assert (kept.rows[0]["name"], kept.rows[0]["year"], kept.rows[0]["phone"]) == LAN[:3]
    assert "Số căn cước, chứng minh nhân dân đã được bỏ đi. Trang này không giữ số nào." in kept.remarks


UNDER = ["Số CCCD", "CMND", "Số CMND/CCCD", "Căn cước công dân", "Số định danh cá nhân"]


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        *((heading, number) for heading in UNDER for number in ("001165012345", 1165012345, "351234567")),
        ("Ghi chú", "001165012345"),
        ("Ghi chú", "351234567"),
    ],
)
def test_nor_in_a_file_even_where_excel_has_lost_its_zeros(union, lien, heading, number):
    data = xlsx(["Họ tên", "NS", heading, "SĐT"], ["Nguyễn Thị Lan", 1964, number, "0912345678"])
    kept = importing.keep_file(upload(data, f"ds {number}.xlsx"), union["ha"], by=lien)
    stored = json.dumps([kept.rows, kept.remarks])
    assert (str(number).lstrip("0") in stored, kept.rows[1]["phone"]) == (False, "+84912345678")


@pytest.mark.parametrize("kept", ["0912345678", "0912 345 678", "912345678", "84912345678", "0243 825 1234"])
def test_a_phone_number_is_no_identity_number(paste, kept):
    assert "•••" not in paste(f"12. Nguyễn Thị Lan 1964 {kept}").rows[0]["text"]


@pytest.mark.parametrize(
    "heading", ["* Xóm Bãi", "Xóm Bãi:", "+ Thôn Đông Hạ", "- Tổ 2 -", "Ấp 3", "KHU PHỐ 4", "• Buôn Ƀăng"]
)
def test_a_hamlet_over_names_is_a_heading_and_not_a_woman(heading):
    rows = read_text(f"{heading}\nNguyễn Thị Lan\nTrần Thị Hoa").rows
    assert [(row.name, row.nobody) for row in rows] == [("", True), ("Nguyễn Thị Lan", False), ("Trần Thị Hoa", False)]
    assert rows[1].group == rows[2].group != ""


@pytest.mark.parametrize("name", ["Bàn Thị Xóm", "Làng Thị Hoa", "Chi hội trưởng Lan", "Thôn Thị Bản"])
def test_a_woman_whose_name_begins_so_is_no_heading(name):
    [row] = read_text(name).rows
    assert not row.nobody


@pytest.mark.parametrize(
    "line",
    [
        "Nguyễn Thị Lan, Trần Thị Hoa, Lê Mai",
        "1. Nguyễn Thị Lan; Trần Thị Hoa và Lê Mai",
        "- nguyễn thị lan,trần thị hoa,lê mai",
        "Nguyễn Thị Lan 1964, Trần Thị Hoa 1970, Lê Mai 0912345678",
    ],
)
def test_several_names_on_one_line_are_several_women(line):
    rows = read_text(line).rows
    assert [(row.number, row.name) for row in rows] == [(1, "Nguyễn Thị Lan"), (2, "Trần Thị Hoa"), (3, "Lê Mai")]


def test_after_the_name_of_their_group():
    rows = read_text("Tổ 1: Nguyễn Thị Lan, Trần Thị Hoa\nLê Thị Mai").rows
    assert [(row.name, row.group) for row in rows] == [
        ("Nguyễn Thị Lan", "Tổ 1"),
        ("Trần Thị Hoa", "Tổ 1"),
        ("Lê Thị Mai", ""),
    ]


@pytest.mark.parametrize(
    "line", ["Nguyễn Thị Lan, 1964, 0912345678, Tổ 1", "Nguyễn Thị Lan, hội viên, Tổ 1", "Nguyễn Thị Lan, chi hội phó"]
)
def test_what_stands_after_one_name_is_no_second_woman(line):
    assert [row.name for row in read_text(line).rows] == ["Nguyễn Thị Lan"]
