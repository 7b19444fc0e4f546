"""The list as a file: names within her scope, sums that equal the screens', and no cell that does anything."""

from datetime import datetime
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lms.members.models import Member
from lms.progress.models import CourseProgress
from lms.reports import queries
from lms.reports.exports import jobs, listing
from lms.reports.exports.listing import Listing, Step
from lms.reports.queries import Counts, State
from tests.reports.opening import book, comma_rows, content, rows

ON_HER_LIST = ["TT", "Họ và tên", "Năm sinh", "Số điện thoại", "Đơn vị", "Thuộc"]


@pytest.fixture
def exported():
    """The file that this person gets of this unit."""

    def exported(viewer, unit, form="xlsx") -> bytes:
        file = BytesIO()
        jobs.write(Listing(viewer, unit), form, file)
        return file.getvalue()

    return exported


@pytest.fixture
def learning(union, lien, thanh, mai, xuan, yen, enrol, begin, finish, second_course):
    """Thanh has finished both courses, Mai learns, Na of group 1 has finished one; Xuân and Yến belong elsewhere."""
    na = enrol("Lê Thị Na", union["to_1"])
    finish(thanh, na, xuan, yen)
    begin(mai)
    finish(thanh, course=second_course)
    days = {"started_at": datetime(2026, 10, 5, 23, 30), "completed_at": datetime(2026, 10, 20, 0, 30)}
    days = {name: timezone.make_aware(moment) for name, moment in days.items()}
    CourseProgress.objects.filter(member=thanh).update(**days)


def test_each_member_stands_there_with_her_state_and_days(union, lien, course, learning, exported):
    table = rows(exported(lien, union["ha"]), "Danh sách")
    k1, k2 = "Làm chủ chiếc điện thoại", "Nhận ra lừa đảo"
    of_each = ("", ": bắt đầu", ": xong", ": số bài xong", ": số bài học cùng nhóm")
    assert table[0] == ON_HER_LIST + [title + more for title in (k1, k2) for more in of_each]
    assert [row[:6] for row in table[1:]] == [
        [1, "Phạm Thị Liên", 1976, "0500 000 002", "Chi hội thôn Hạ", None],
        [2, "Hoàng Thị Mai", 1990, "0500 000 004", "Chi hội thôn Hạ", None],
        [3, "Nguyễn Thị Thanh", 1964, "0500 000 001", "Chi hội thôn Hạ", None],
        [4, "Lê Thị Na", None, None, "Tổ 1", None],
    ]
    days = [datetime(2026, 10, 5), datetime(2026, 10, 20)]
    assert table[3][6:] == ["Đã xong", *days, None, None] * 2
    assert [row[6] for row in table[1:]] == ["Chưa bắt đầu", "Đang học", "Đã xong", "Đã xong"]


def test_above_the_branch_it_says_what_stands_between(union, ngan, learning, exported):
    table = rows(exported(ngan, union["dong_sen"]), "Danh sách")
    assert [row[4:6] for row in table if row[1] == "Lê Thị Na"] == [["Tổ 1", "Chi hội thôn Hạ"]]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_nobody_outside_her_scope_is_in_it(union, lien, ngan, learning, exported, form):
    def names(viewer, unit) -> set[str]:
        data = exported(viewer, unit, form)
        table = rows(data, "Danh sách") if form == "xlsx" else comma_rows(data)
        return {row[1] for row in table[1:]}

    branch = {"Phạm Thị Liên", "Hoàng Thị Mai", "Nguyễn Thị Thanh", "Lê Thị Na"}
    assert names(lien, union["ha"]) == names(lien, union["dong_sen"]) == branch
    assert names(ngan, union["dong_sen"]) == branch | {"Đỗ Thị Xuân", "Vũ Thị Ngân"}
    assert names(lien, union["thuong"]) == set()


def test_who_has_left_or_been_struck_off_is_not_in_it(union, lien, thanh, mai, exported):
    Member.objects.filter(pk=thanh.pk).update(is_active=False)
    Member.objects.filter(pk=mai.pk).update(left_on=timezone.localdate())
    assert [row[1] for row in rows(exported(lien, union["ha"]), "Danh sách")[1:]] == ["Phạm Thị Liên"]


def test_the_sums_equal_the_screens(union, ngan, learning):
    listed = Listing(ngan, union["dong_sen"])
    assert len(list(listed)) == listed.total == 6
    assert listed.whole.counts() == [counts for _course, counts in queries.counts_by_course(ngan, union["dong_sen"])]
    for place, course in enumerate(listed.courses):
        below = [(unit, sums.counts()[place]) for unit, sums in listed.below()]
        assert below == queries.counts_below(ngan, union["dong_sen"], course)
    assert listed.whole.counts() == [Counts(6, 3, 1), Counts(6, 1, 0)]


def test_the_first_sheet_counts_people_and_attendances_apart(union, ngan, learning, exported):
    table = rows(exported(ngan, union["dong_sen"]), "Tổng hợp")
    assert (table[0][0], table[1][0]) == ("Xã Đồng Sen", f"Ngày {timezone.localdate():%d/%m/%Y}")
    heads = ["Đơn vị", "Hội viên", "Số người đã học", "Số người xong ít nhất một khóa", "Số lượt học", "Số lượt xong"]
    assert table[3][:7] == [*heads, "Số người học cùng nhóm"]
    assert [row[:7] for row in table[4:]] == [
        ["Chi hội thôn Hạ", 4, 3, 2, 4, 3, 0],
        ["Chi hội thôn Thượng", 1, 1, 1, 1, 1, 0],
        ["Sinh hoạt trực tiếp tại đơn vị", 1, 0, 0, 0, 0, 0],
        ["Cộng", 6, 4, 3, 5, 4, 0],
    ]
    assert table[7][7:] == [3, 1, 2, 0, 0, 1, 0, 5, 0, 0]


EVIL = ['=HYPERLINK("http://x.example")', "+84 1", "-2+3", "@SUM(A1)", "'=1", "=cmd|' /C calc'!A0"]


def test_no_cell_is_a_formula(union, lien, enrol, exported):
    for name in EVIL:
        enrol(name, union["ha"])
    cells = [cell for row in book(exported(lien, union["ha"]))["Danh sách"].iter_rows() for cell in row]
    evil = {cell.value: (cell.data_type, cell.quotePrefix) for cell in cells if cell.value in EVIL}
    assert evil == dict.fromkeys(EVIL, ("s", True))
    assert {cell.data_type for cell in cells} == {"s", "n"}
    written = {row[1] for row in comma_rows(exported(lien, union["ha"], "csv"))}
    assert {f"'{name}" for name in EVIL} <= written
    assert [name for name in written if name.startswith(("=", "+", "-", "@"))] == []


@pytest.mark.parametrize("blank", ["\t", "\r"])
def test_nor_is_one_that_begins_with_a_blank_which_a_spreadsheet_skips(blank, union, lien, thanh, exported):
    Member.objects.filter(pk=thanh.pk).update(name=f"{blank}=1+1")  # a form would take the blank away
    assert f"'{blank}=1+1" in {row[1] for row in comma_rows(exported(lien, union["ha"], "csv"))}
    found = [
        row[1] for row in book(exported(lien, union["ha"]))["Danh sách"].iter_rows() if "=1+1" in str(row[1].value)
    ]
    assert [(cell.data_type, cell.quotePrefix) for cell in found] == [("s", True)]


def test_a_unit_named_as_a_formula_is_text_too(union, lien, thanh, exported):
    union["to_1"].name = "=1+1"
    union["to_1"].save()
    thanh.unit = union["to_1"]
    thanh.save()
    found = book(exported(lien, union["ha"]))
    cells = [cell for sheet in found for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in cells] == ["s", "s"]


def test_a_name_that_no_excel_file_may_hold_is_cleaned(union, lien, enrol, exported):
    enrol("Lê\x07 Thị \x1bNa", union["ha"])
    assert rows(exported(lien, union["ha"]), "Danh sách")[2][1] == "Lê Thị Na"


def test_marks_and_separators_survive_in_csv(union, lien, enrol, exported):
    enrol('Lê; "Thị" Ổn', union["ha"])
    assert comma_rows(exported(lien, union["ha"], "csv"))[2][1] == 'Lê; "Thị" Ổn'


def test_an_empty_unit_is_a_list_of_nobody(union, ngan, course, exported):
    file = exported(ngan, union["to_1"])
    assert len(rows(file, "Danh sách")) == 1
    assert rows(file, "Tổng hợp")[4:] == [["Cộng"] + [0] * 11]


@pytest.mark.parametrize("size", [3, 30])
def test_a_batch_costs_the_same_whatever_its_size(union, lien, course, fill, size):
    fill(union["ha"], size)
    with CaptureQueriesContext(connection) as captured:
        assert len(list(Listing(lien, union["ha"]))) == size
    assert len(captured) == 6


def test_it_is_read_batch_by_batch(union, lien, course, fill, monkeypatch):
    fill(union["ha"], 30)
    monkeypatch.setattr(listing, "BATCH", 7)
    listed = Listing(lien, union["ha"])
    people = list(listed)
    assert len({person.name for person in people}) == 30
    assert listed.whole.counts() == [dict(queries.counts_by_course(lien, union["ha"]))[course]] == [Counts(30, 10, 10)]
    assert sum(person.steps == [Step(State.NOT_STARTED)] for person in people) == 10


def test_the_file_is_named_by_unit_and_day(union, lien, signed_in):
    answer = signed_in(lien).get("/chi-hoi/99001-1/xuat/xlsx/")
    name = f"danh-sach-chi-hoi-thon-ha-{timezone.localdate()}.xlsx"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert len(rows(content(answer), "Danh sách")) == 2
