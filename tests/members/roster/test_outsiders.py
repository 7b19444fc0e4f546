"""Whoever is outside finds nothing of a roster, though there is something to find for who looks after it."""

import pytest

from lms.members.models import Import, Member
from lms.members.roster import importing
from tests.members.roster.conftest import ROSTER

OUTSIDERS = ["xuan", "yen", "thanh", "mai", "hoa", "anonymous"]
READ = [
    "",
    "?ai=da-roi",
    "them/",
    "nhap/",
    "{thanh}/",
    "{thanh}/chuyen/",
    "{thanh}/roi-hoi/",
    "{thanh}/gop/",
    "{thanh}/gop/{be}/",
]
HERS = ["nhap/{kept}/", "nhap/{kept}/dong/1/"]
WRITE = ["them/", "nhap/", "{thanh}/", "{thanh}/chuyen/", "{thanh}/roi-hoi/", "{thanh}/tro-lai/", "{thanh}/gop/{be}/"]
WRITE += [
    f"nhap/{{kept}}/{what}" for what in ("", "dong/1/", "dong/1/tra-loi/", "dung-ca/", "ghi/", "hoan-tac/", "bo/")
]
SAID = {
    "name": "Lê Thị Lẻn",
    "year": "",
    "phone": "",
    "text": "Lê Thị Lẻn",
    "to": "99001-2",
    "why": "moved",
    "answer": "skip",
}


@pytest.fixture
def addresses(union, lien, thanh, enrol):
    be = enrol("Nguyễn Thị Thanh", union["ha"])
    kept = importing.keep_text("Trần Thị Hoa 1970", union["ha"], by=lien)

    def addresses(forms: list[str], start: str = ROSTER) -> list[str]:
        return [start + form.format(thanh=thanh.pk, be=be.pk, kept=kept.pk) for form in forms]

    return addresses


@pytest.fixture
def browser(request, signed_in, client):
    def browser(who: str):
        return client if who == "anonymous" else signed_in(request.getfixturevalue(who))

    return browser


def test_who_looks_after_the_branch_reads_all_of_it(browser, addresses):
    assert [browser("lien").get(at).status_code for at in addresses(READ + HERS)] == [200] * len(READ + HERS)
    assert [browser("ngan").get(at).status_code for at in addresses(READ)] == [200] * len(READ)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_who_does_not_finds_nothing_and_writes_nothing(browser, addresses, who):
    client = browser(who)
    before = list(Member.objects.order_by("pk").values()), list(Import.objects.values())
    assert {at: client.get(at).status_code for at in addresses(READ + HERS)} == dict.fromkeys(
        addresses(READ + HERS), 404
    )
    assert {at: client.post(at, SAID).status_code for at in addresses(WRITE)} == dict.fromkeys(addresses(WRITE), 404)
    after = list(Member.objects.order_by("pk").values()), list(Import.objects.values())
    assert [{**row, "last_login": None} for row in before[0]] == [{**row, "last_login": None} for row in after[0]]
    assert before[1] == after[1]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_what_is_not_found_tells_no_name(browser, addresses, who):
    pages = "".join(browser(who).get(at).content.decode() for at in addresses(READ + HERS))
    assert [said for said in ("Nguyễn Thị Thanh", "Trần Thị Hoa", "thôn Hạ", "0500 000 001") if said in pages] == []


def test_through_her_own_unit_nobody_reaches_another(browser, addresses):
    mine = "/chi-hoi/99001-2/danh-sach/"
    xuan = browser("xuan")
    assert xuan.get(mine).status_code == 200
    reached = [xuan.get(at).status_code for at in addresses([*READ[4:], *HERS], mine)]
    assert reached == [404] * len(reached)


def test_an_officer_does_not_see_the_lists_that_a_head_has_brought(browser, addresses):
    assert [browser("ngan").get(at).status_code for at in addresses(HERS)] == [404, 404]


def test_names_are_never_kept_by_the_browser(browser, addresses):
    lien = browser("lien")
    assert all("no-store" in lien.get(at)["Cache-Control"] for at in addresses(READ + HERS))


def test_odd_members_are_not_found(browser, addresses):
    lien = browser("lien")
    odd = ["0", "9" * 19, "9" * 5000, "-1", "x"]
    assert [lien.get(f"{ROSTER}{one}/").status_code for one in odd] == [404] * 5
