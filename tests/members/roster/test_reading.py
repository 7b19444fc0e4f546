"""Lists as they come out of Zalo and Excel: what is read of each row, and that no row is lost."""

from datetime import date, datetime

import pytest

from lms.members.roster.files import opened
from lms.members.roster.parsing import read_sheets, read_text
from lms.members.roster.rows import Row
from tests.members.roster.conftest import upload, xlsx

LAN = ("Nguyễn Thị Lan", 1964, "+84912345678")


def said(row: Row) -> tuple:
    return row.name, row.year, row.phone


def table(*rows: list) -> list[Row]:
    return read_sheets(opened(upload(xlsx(*rows)))).rows


@pytest.mark.parametrize(
    "line",
    [
        "Nguyễn Thị Lan 1964 0912345678",
        "Nguyễn Thị Lan 0912 345 678 1964",
        "0912.345.678 Nguyễn Thị Lan 15/03/1964",
        "1964 Nguyễn Thị Lan +84 912 345 678",
        "1. Nguyễn Thị Lan - 1964 - 0912345678",
        "1) chị Nguyễn Thị Lan, sinh năm 1964, sđt: 0912345678",
        "- NGUYỄN THỊ LAN (1964) ĐT 0912345678",
        "• Nguyễn Thị Lan: 0912345678; ns 1964",
        "12 Nguyễn Thị Lan\t15-3-64\t912345678",
        "Nguyễn Thị Lan/1964/0912345678",
        "* nguyễn thị lan 64 0912345678",
    ],
)
def test_a_line_in_whatever_order(line):
    assert [said(row) for row in read_text(line).rows] == [LAN]


def test_a_name_that_is_also_a_word_stays_a_name():
    rows = read_text("Phạm Thị Năm 1964\nTống Thị Sinh\nLò Thị Tổ\nCộng Thị Hoa 1970").rows
    assert [row.name for row in rows] == ["Phạm Thị Năm", "Tống Thị Sinh", "Lò Thị Tổ", "Cộng Thị Hoa"]


def test_lines_that_are_nobody_are_rows_all_the_same():
    rows = read_text("DANH SÁCH HỘI VIÊN\nTổ 2:\nNguyễn Thị Lan\n\nTổng cộng: 1 người\nEm gửi chị ạ").rows
    assert [(row.name, row.group, row.nobody) for row in rows] == [
        ("", "", True),
        ("", "", True),
        ("Nguyễn Thị Lan", "Tổ 2", False),
        ("", "", True),
        ("", "", True),
        ("", "", True),
    ]


def test_what_is_not_understood_is_said_with_its_words():
    [row] = read_text("Nguyễn Thị Lan 0912345678 con gái chị Bảy, 0987654321").rows
    assert (said(row)[0], row.remarks) == (
        "Nguyễn Thị Lan",
        ["Không hiểu: “con gái chị Bảy”.", "Không hiểu: “0987654321”."],
    )


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("0912345678", "Không thấy tên."),
        ("Lan 2 nhà bên", "Không giống tên người."),
        ("L" * 121, "Không giống tên người."),
    ],
)
def test_a_line_that_cannot_be_read_says_why_and_keeps_its_text(line, why):
    [row] = read_text(line).rows
    assert (row.text, row.why) == (line, why)


def test_a_line_without_an_end_is_not_read():
    [row] = read_text("Lan 0 0 0 0 " * 10_000).rows
    assert (row.why, len(row.text)) == ("Dòng này quá dài cho một người.", 300)


HEADINGS = [
    ["STT", "Họ và tên", "Năm sinh", "SĐT"],
    ["TT", "HỌ TÊN", "NGÀY SINH", "ĐIỆN THOẠI"],
    ["stt", "ho va ten", "ngay thang nam sinh", "so dien thoai"],
    ["Số TT", "Họ và tên hội viên", "Ngày, tháng, năm sinh", "Số điện thoại (Zalo)"],
    ["", "Họ & Tên", "Sinh năm", "Số ĐT"],
    ["STT", "Họ, tên", "NS", "Điện thoại liên hệ"],
]


@pytest.mark.parametrize("head", HEADINGS, ids=lambda head: head[1])
def test_a_heading_in_any_spelling(head):
    rows = table(["DANH SÁCH HỘI VIÊN"], [], head, [1, "NGUYỄN THỊ LAN", "15/03/1964", 912345678])
    assert [(row.number, row.nobody) for row in rows] == [(1, True), (2, True), (3, True), (4, False)]
    assert said(rows[3]) == LAN


@pytest.mark.parametrize("born", [1964, 1964.0, "1964", date(1964, 3, 15), datetime(1964, 3, 15), 23451, "15/3/1964"])
@pytest.mark.parametrize("phone", [912345678, 912345678.0, "+84912345678", "0912.345.678"])
def test_cells_as_excel_has_them(born, phone):
    assert said(table(["Họ và tên", "Năm sinh", "Điện thoại"], ["Nguyễn Thị Lan", born, phone])[1]) == LAN


def test_family_and_given_name_in_two_columns():
    assert said(table(["Họ và tên đệm", "Tên", "NS", "SĐT"], ["Nguyễn Thị", "Lan", 1964, 912345678])[1]) == LAN


def test_a_heading_merged_over_two_columns():
    rows = table(["STT", "Họ và tên", None, "NS", "SĐT"], [1, "Nguyễn Thị", "Lan", 1964, 912345678])
    assert said(rows[1]) == LAN


def test_years_in_a_column_for_men_and_one_for_women():
    head = ["STT", "Họ và tên", "Năm sinh", None, "SĐT"]
    rows = table(head, [None, None, "Nam", "Nữ"], [1, "Nguyễn Thị Lan", None, 1964, 912345678])
    assert ([row.nobody for row in rows], said(rows[2])) == ([True, True, False], LAN)


def test_no_heading_at_all():
    assert said(table([1, "Nguyễn Thị Lan", 1964, 912345678], [2, "Trần Thị Hoa", 1970, None])[0]) == LAN


def test_no_heading_and_the_given_name_apart():
    rows = table(["Nguyễn Thị", "Lan", 1964, 912345678], ["Trần Thị", "Hoa", 1970, 912345679])
    assert [row.name for row in rows] == ["Nguyễn Thị Lan", "Trần Thị Hoa"]


def test_groups_by_column_and_by_heading():
    by_column = table(["Họ tên", "Tổ"], ["Nguyễn Thị Lan", 2])
    by_heading = table(["Họ tên", "NS"], ["Tổ 2"], ["Nguyễn Thị Lan", 1964])
    assert (by_column[1].group, by_heading[2].group) == ("2", "Tổ 2")


def test_a_total_and_the_signatures_below_are_nobody():
    rows = table(
        ["Họ tên", "NS"], ["Nguyễn Thị Lan", 1964], ["Tổng cộng: 1"], [None, "Ngày 5 tháng 3 năm 2026"], ["Người lập"]
    )
    assert [row.nobody for row in rows] == [True, False, True, True, True]


def test_a_person_above_the_heading_is_not_taken_for_a_title():
    rows = table(["Trần Thị Hoa", 1970, "0912345679"], ["Họ tên", "NS", "SĐT"], ["Nguyễn Thị Lan", 1964, "0912345678"])
    assert (rows[0].nobody, rows[0].why) == (False, "Dòng này nằm trên dòng tiêu đề.")


def test_a_column_that_is_not_taken_over_is_named():
    listed = read_sheets(opened(upload(xlsx(["Họ tên", "Nghề nghiệp"], ["Nguyễn Thị Lan", "Làm ruộng"]))))
    assert listed.remarks == ["Các cột này không ghi vào: Nghề nghiệp."]


def test_a_formula_is_never_computed():
    rows = table(["Họ tên", "NS"], ['=CONCAT("Nguyễn Thị ","Lan")', "=1963+1"])
    assert (rows[1].name[:1], rows[1].year, bool(rows[1].why)) == ("C", None, True)
    assert rows[1].text == '=CONCAT("Nguyễn Thị ","Lan") | =1963+1'


def test_a_phone_number_that_excel_has_shortened_is_said():
    rows = table(["Họ tên", "SĐT"], ["Nguyễn Thị Lan", "9.12346E+08"])
    assert (said(rows[1]), rows[1].remarks) == (("Nguyễn Thị Lan", None, ""), ["Không hiểu: “9.12346E+08”."])


def test_a_piece_of_a_table_pasted():
    rows = read_text("STT\tHọ tên\tNS\n1\tNguyễn Thị Lan\t1964\n2\tTrần Thị Hoa\t1970").rows
    assert [(row.name, row.year) for row in rows] == [("", None), ("Nguyễn Thị Lan", 1964), ("Trần Thị Hoa", 1970)]
