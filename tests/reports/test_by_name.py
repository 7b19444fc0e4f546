"""Who has finished, who learns, who has not started: by name, in the order of Vietnamese lists."""

import pytest

from tests.reading import texts


@pytest.fixture
def names(lien, course, signed_in):
    """The names on Liên's screen of the course."""

    def names(asked: str = "") -> list[str]:
        page = signed_in(lien).get(f"/chi-hoi/99001-1/{course.pk}/{asked}")
        return texts(page, "ul.names li > a.name")

    return names


def test_each_state_has_its_names(names, thanh, mai, begin, finish):
    finish(thanh)
    begin(mai)
    shown = [names(f"?ai={state}") for state in ("chua-bat-dau", "dang-hoc", "da-xong")]
    assert shown == [["Phạm Thị Liên"], ["Hoàng Thị Mai"], ["Nguyễn Thị Thanh"]]


def test_first_come_those_who_have_not_started(names, thanh, finish):
    finish(thanh)
    assert names() == ["Phạm Thị Liên"]


def test_they_stand_in_the_order_of_given_names(names, union, enrol):
    for name in ("Trần Thị Đào", "Nguyễn Thị Ánh", "Trần Thị Dung", "Lò Thị Ăm", "Bùi Thị Ái"):
        enrol(name, union["ha"])
    assert names() == ["Bùi Thị Ái", "Nguyễn Thị Ánh", "Lò Thị Ăm", "Trần Thị Dung", "Trần Thị Đào", "Phạm Thị Liên"]


def test_two_of_one_name_are_told_apart_by_year_and_unit_the_eldest_first(union, enrol, lien, course, signed_in):
    for unit, year in (("ha", None), ("to_1", 1980), ("ha", 1951)):
        enrol("Lê Thị An", union[unit], birth_year=year)
    page = signed_in(lien).get(f"/chi-hoi/99001-1/{course.pk}/")
    ways = ["1951 · Chi hội thôn Hạ", "1980 · Tổ 1", "Chi hội thôn Hạ", "1976 · Chi hội thôn Hạ"]
    assert texts(page, "ul.names li > span.quiet") == ways


def test_a_name_of_marks_is_shown_as_it_is_written(union, enrol, lien, course, signed_in):
    enrol("<script>alert(1)</script>", union["ha"])
    page = signed_in(lien).get(f"/chi-hoi/99001-1/{course.pk}/").content.decode()
    assert ("<script>alert" in page, page.count("&lt;script&gt;alert(1)&lt;/script&gt;")) == (
        False,
        2,
    )  # her name, the message


def test_her_name_leads_to_her_own_page(lien, thanh, course, signed_in):
    page = signed_in(lien).get(f"/chi-hoi/99001-1/{course.pk}/").content.decode()
    assert f'href="/hoi-vien/{thanh.pk}/"' in page


@pytest.mark.parametrize("typed", ["thanh", "THANH", "Nguyễn thị th", "nguyen", " thanh ", "Tha\u0300nh"])
def test_a_search_finds_her_in_whatever_state_she_is(names, lien, thanh, mai, finish, course, signed_in, typed):
    finish(thanh)
    assert names(f"?tim={typed}") == ["Nguyễn Thị Thanh"]
    page = signed_in(lien).get(f"/chi-hoi/99001-1/{course.pk}/?tim={typed}")
    assert texts(page, "ul.names li .quiet") == ["1964 · Chi hội thôn Hạ · đã xong"]


def test_a_search_finds_nobody_of_another_branch(names, lien, xuan, yen):
    assert (names("?tim=xuan"), names("?tim=yen"), names("?tim=lien")) == ([], [], ["Phạm Thị Liên"])


@pytest.mark.parametrize("typed", ["%25", "_", "%00", "'", "x" * 5000, "%ff"])
def test_an_odd_search_finds_nobody(names, lien, typed):
    assert names(f"?tim=q{typed}") == []


def test_turning_the_page_keeps_the_search(lien, union, fill, course, signed_in):
    fill(union["ha"], 60)
    page = signed_in(lien).get(f"/chi-hoi/99001-1/{course.pk}/?tim=so")
    assert 'href="?tim=so&amp;trang=2#danh-sach"' in page.content.decode()


def test_fifty_names_stand_on_a_page(names, union, fill, finish):
    fill(union["ha"], 180)
    pages = [names("?ai=da-xong"), names("?ai=da-xong&trang=2")]
    assert [len(page) for page in pages] == [50, 10]
    assert len({name for page in pages for name in page}) == 60


def test_an_absurd_page_number_gives_the_first_or_the_last_page(names, union, fill):
    fill(union["ha"], 180)
    first, last = ["abc", "", "%00", "1.5"], ["0", "-1", "99", "9" * 100, "9" * 5000]
    assert [len(names(f"?ai=da-xong&trang={number}")) for number in first + last] == [50] * 4 + [10] * 5


def test_a_state_that_is_none_is_not_found(lien, course, signed_in):
    odd = ["khac", "", "%00", "da-xong%20", "NOT_STARTED", "x" * 3000, "%ff"]
    address, client = f"/chi-hoi/99001-1/{course.pk}/?ai=", signed_in(lien)
    assert {state: client.get(address + state).status_code for state in odd} == dict.fromkeys(odd, 404)
