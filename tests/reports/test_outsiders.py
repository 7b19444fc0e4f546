"""Whoever is outside gets a 404 for all of it, though there is something to see for who looks after the branch."""

import pytest

from lms.members.models import Member
from tests.reading import texts

OUTSIDERS = ["xuan", "yen", "thanh", "mai", "hoa", "anonymous"]
ADDRESSES = ["{unit}/", "{unit}/{course}/"] + [
    f"{{unit}}/{{course}}/?ai={ai}" for ai in ("chua-bat-dau", "dang-hoc", "da-xong")
]


@pytest.fixture
def browser(request, signed_in, client):
    def browser(who: str):
        return client if who == "anonymous" else signed_in(request.getfixturevalue(who))

    return browser


@pytest.fixture
def learning(union, enrol, thanh, begin, finish):
    """One member of thôn Hạ in each state."""
    finish(thanh)
    begin(enrol("Lê Thị Đang", union["ha"]))
    enrol("Lê Thị Chưa", union["ha"])


def opened(client, course, code: str) -> list[int]:
    at = [address.format(unit=code, course=course.pk) for address in ADDRESSES]
    return [client.get(f"/chi-hoi/{address}").status_code for address in at]


@pytest.mark.parametrize("who", ["lien", "ngan"])
def test_who_looks_after_the_branch_sees_every_page_of_it(browser, learning, course, who):
    assert opened(browser(who), course, "99001-1") == [200] * 5


@pytest.mark.parametrize("who", OUTSIDERS)
def test_who_does_not_finds_nothing(browser, learning, course, who):
    assert opened(browser(who), course, "99001-1") == [404] * 5


def test_the_head_of_a_branch_does_not_see_the_commune(browser, learning, course):
    assert opened(browser("lien"), course, "99001") == [404] * 5


def test_the_officer_of_a_commune_sees_neither_the_other_nor_the_province(browser, learning, course):
    assert [opened(browser("ngan"), course, code) for code in ("99002", "99002-1", "99")] == [[404] * 5] * 3


@pytest.mark.parametrize("who", ["thanh", "mai", "hoa", "anonymous"])
def test_who_looks_after_nobody_has_no_start(browser, learning, who):
    assert browser(who).get("/chi-hoi/").status_code == 404


def test_what_is_not_found_tells_no_name(browser, learning, course):
    address = f"/chi-hoi/99001-1/{course.pk}/"
    assert texts(browser("lien").get(address), "ul.names li > a.name") == ["Lê Thị Chưa", "Phạm Thị Liên"]
    pages = "".join(browser(who).get(address).content.decode() for who in OUTSIDERS)
    assert [said for said in ("Chưa", "Phạm Thị Liên", "thôn Hạ", "Làm chủ") if said in pages] == []


def test_a_unit_that_is_not_hers_looks_like_one_that_is_not_there(browser, learning, course):
    yen = browser("yen")
    not_hers, nowhere = (texts(yen.get(f"/chi-hoi/{code}/"), "main") for code in ("99001-1", "99001-77"))
    assert not_hers == nowhere


def test_who_has_lost_her_role_finds_nothing_any_more(browser, learning, course, lien):
    client = browser("lien")
    assert opened(client, course, "99001-1") == [200] * 5
    lien.roles.all().delete()
    assert opened(client, course, "99001-1") == [404] * 5


def test_who_is_struck_off_finds_nothing_any_more(browser, learning, course, lien):
    client = browser("lien")
    Member.objects.filter(pk=lien.pk).update(is_active=False)
    assert opened(client, course, "99001-1") == [404] * 5


def test_an_odd_code_is_not_found(browser, learning, course):
    lien = browser("lien")
    odd = ["%00", "99001-1%00", "99001-1'", "%2e%2e", "99001-1%20", "x" * 5000, "%ff", "99001_1", "९९००१"]
    assert {code: opened(lien, course, code) for code in odd} == {code: [404] * 5 for code in odd}


def test_an_odd_course_is_not_found(browser, learning):
    lien = browser("lien")
    odd = ["0", "-1", "99999999", "9" * 19, "9" * 100, "9" * 5000, "abc", "%00", "1.0"]
    assert {number: lien.get(f"/chi-hoi/99001-1/{number}/").status_code for number in odd} == dict.fromkeys(odd, 404)


def test_a_lesson_is_no_course(browser, lesson):
    assert browser("lien").get(f"/chi-hoi/99001-1/{lesson.pk}/").status_code == 404


def test_names_are_never_kept_by_the_browser(browser, learning, course):
    for address in ("", f"{course.pk}/"):
        assert "no-store" in browser("lien").get(f"/chi-hoi/99001-1/{address}")["Cache-Control"]
