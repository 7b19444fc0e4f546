"""The roster as a head reads it: in order, told apart, found by a part of a name or the end of a number."""

import unicodedata

import pytest

from lms.members.models import Member
from tests.members.roster.conftest import ROSTER
from tests.reading import texts


@pytest.fixture
def read(lien, signed_in):
    def read(query: str = "") -> list[str]:
        return texts(signed_in(lien).get(ROSTER + query), "ul.names .person > span:first-child")

    return read


def test_in_the_order_of_given_names_with_those_of_the_groups(read, union, enrol):
    for name, unit in [("Trần Thị Ổn", "ha"), ("Lê Thị Ái", "to_1"), ("Bùi Thị Đào", "ha"), ("Hồ Thị Dung", "ha")]:
        enrol(name, union[unit])
    assert read() == ["Lê Thị Ái", "Hồ Thị Dung", "Bùi Thị Đào", "Phạm Thị Liên", "Trần Thị Ổn"]


def test_women_of_one_name_are_told_apart_by_year_and_unit(lien, signed_in, union, enrol):
    enrol("Lê Thị Ái", union["to_1"], birth_year=1970, phone="+84912345678")
    enrol("Lê Thị Ái", union["ha"], birth_year=1950)
    facts = texts(signed_in(lien).get(ROSTER), "ul.names .person .quiet")
    assert facts[:2] == ["1950 · Chi hội thôn Hạ", "1970 · Tổ 1 · 0912 345 678"]


SPELLINGS = ["hoa my", "Hoà Mỹ", "HÒA", "mỹ", unicodedata.normalize("NFD", "Hòa Mỹ"), "  hoa   my "]


@pytest.mark.parametrize("typed", SPELLINGS)
def test_a_name_is_found_without_its_marks(read, union, enrol, typed):
    enrol("Đặng Hòa Mỹ", union["ha"])
    enrol("Đặng Thị Lan", union["ha"])
    assert read(f"?tim={typed}") == ["Đặng Hòa Mỹ"]


@pytest.mark.parametrize("typed", ["678", "5 678", "0912345678", "%2B84 912 345 678", "84912345678", "912.345.678"])
def test_a_number_is_found_by_its_end(read, union, enrol, typed):
    enrol("Đặng Hòa Mỹ", union["ha"], phone="+84912345678")
    enrol("Đặng Thị Lan", union["ha"], phone="+84912345670")
    assert read(f"?tim={typed}") == ["Đặng Hòa Mỹ"]


@pytest.mark.parametrize("typed", ["%25", "_", "%00", "'", "x" * 5000, "99"])
def test_odd_searches_find_nobody(read, union, enrol, typed):
    enrol("Đặng Hòa Mỹ", union["ha"])
    assert read(f"?tim={typed}") == ([] if typed != "%00" else ["Phạm Thị Liên", "Đặng Hòa Mỹ"])


def test_no_list_is_longer_than_a_page(read, union):
    people = [
        Member(name=f"Lê Thị Chị {letter}{other}", unit=union["ha"]) for letter in "abcdefg" for other in "mnopqrst"
    ]
    for member in people:
        member.derive()
    Member.objects.bulk_create(people)
    assert (len(read()), len(read("?trang=2")), len(read("?tim=chi&trang=2"))) == (50, 7, 6)


def test_above_a_commune_one_searches(union, enrol, thanh, signed_in):
    officer = enrol("Lý Thị Tỉnh", union["province"], role="officer")
    at = "/chi-hoi/99/danh-sach/"
    first, found = signed_in(officer).get(at), signed_in(officer).get(f"{at}?tim=thanh")
    assert texts(first, "main > p")[1] == "Ở đây có rất nhiều người. Chị gõ tên hoặc đuôi số điện thoại để tìm."
    assert (texts(first, ".person"), len(texts(found, ".person"))) == ([], 1)


def test_an_empty_roster_says_what_to_do_first(ngan, signed_in, union):
    page = signed_in(ngan).get("/chi-hoi/99001-2/danh-sach/")
    assert texts(page, "main > p")[1].startswith("Danh sách chưa có ai. Trước hết chị dán danh sách")
    assert texts(page, "a.button.wide") == ["Thêm một người", "Nhập nhiều người"]


def test_who_has_left_is_on_a_list_of_her_own(read, thanh, lien):
    thanh.left_on = "2026-11-01"
    thanh.save()
    assert (read(), read("?ai=da-roi")) == (["Phạm Thị Liên"], ["Nguyễn Thị Thanh"])


def test_the_unit_s_page_leads_to_the_roster(lien, signed_in):
    assert "Danh sách hội viên" in texts(signed_in(lien).get("/chi-hoi/99001-1/"), "a.button")
