"""A number that another woman has is said to the head, and she chooses; nobody out of her sight is named."""

import pytest

from lms.members import access_log
from lms.members.models import Member
from tests.members.roster.conftest import ROSTER
from tests.reading import texts

LAN = {"name": "Nguyễn Thị Lan", "year": "1970", "phone": "0500 000 001"}
HEADING = "Chị khác đang có số điện thoại này"


@pytest.fixture
def add(lien, signed_in):
    def add(**said):
        return signed_in(lien).post(f"{ROSTER}them/", LAN | said)

    return add


def phones(*members: Member) -> list[str]:
    return [Member.objects.get(pk=member.pk).phone for member in members]


def test_who_has_the_number_is_said_before_anything_is_written(add, lien, thanh):
    page = add()
    assert (page.status_code, texts(page, "section h2, section strong")) == (422, [HEADING, "Nguyễn Thị Thanh"])
    assert Member.objects.filter(name="Nguyễn Thị Lan").count() == 0
    assert [look["viewer"] for look in access_log.of(thanh)] == [lien.pk]


def test_they_share_the_phone(add, thanh):
    assert add(number="shared").status_code == 302
    assert phones(thanh, Member.objects.get(name="Nguyễn Thị Lan")) == ["+84500000001"] * 2


def test_the_number_has_changed_hands(add, thanh):
    assert add(number="hers").status_code == 302
    assert phones(thanh, Member.objects.get(name="Nguyễn Thị Lan")) == ["", "+84500000001"]


def test_it_is_asked_too_where_a_number_is_mended(lien, mai, thanh, signed_in):
    hers, said = f"{ROSTER}{mai.pk}/", {"name": mai.name, "year": "1990", "phone": "0500000001"}
    page = signed_in(lien).post(hers, said)
    assert (page.status_code, texts(page, "section h2")) == (422, [HEADING])
    assert phones(mai, thanh) == ["+84500000004", "+84500000001"]
    assert signed_in(lien).post(hers, said | {"number": "hers"}).status_code == 302
    assert phones(mai, thanh) == ["+84500000001", ""]


def test_who_keeps_her_number_is_asked_nothing(lien, mai, thanh, signed_in):
    Member.objects.filter(pk=mai.pk).update(phone=thanh.phone)
    said = {"name": mai.name, "year": "1991", "phone": "0500000001"}
    assert signed_in(lien).post(f"{ROSTER}{mai.pk}/", said).status_code == 302


def test_somebody_out_of_sight_is_neither_named_nor_touched(add, xuan):
    assert add(phone="0500 000 010", number="hers").status_code == 302
    assert phones(xuan) == ["+84500000010"]


def test_nor_is_it_said_that_she_has_the_number(add, xuan):
    assert add(phone="0500 000 010").status_code == 302


def test_the_enter_key_takes_no_number_off_anybody(lien, mai, thanh, signed_in):
    page = signed_in(lien).post(f"{ROSTER}{mai.pk}/", {"name": mai.name, "phone": "0500000001"})
    assert texts(page, "main form button:first-of-type")[0] == ""


def test_a_list_says_so_beside_the_row(look, thanh):
    [one] = look("Nguyễn Thị Lan 1970 0500 000 001")
    words = "Chị Nguyễn Thị Thanh cũng có số điện thoại này. Nếu không dùng chung máy, mời chị sửa lại dòng."
    assert (one.fate.name, one.remarks, one.meant) == ("ADD", [words], [thanh])


def test_a_list_names_nobody_out_of_sight(look, yen):
    [one] = look("Nguyễn Thị Lan 1970 0500 000 012")
    assert (one.remarks, one.meant) == ([], [])


def test_however_many_have_it_asking_costs_the_same(lien, enrol, union, signed_in, django_assert_max_num_queries):
    client = signed_in(lien)
    for upto in (1, 3, 6):
        for number in range(Member.objects.filter(phone="+84500000077").count(), upto):
            enrol(f"Lê Thị {'ABCDEGHIK'[number]}", union["ha"], phone="+84500000077")
        with django_assert_max_num_queries(18):
            page = client.post(f"{ROSTER}them/", LAN | {"phone": "0500000077"})
        assert len(texts(page, "section strong")) == upto
