"""Several women on one phone: the phone knows who has learnt on it, switching is two taps and a PIN, nothing leaks."""

from collections.abc import Callable

import pytest
from django.core import signing
from django.test import Client

from lms.accounts.views import shared_phone
from lms.members.models import Member
from tests.accounts.conftest import PHONE_PAGE, PIN_PAGE, WHO_PAGE
from tests.conftest import PIN
from tests.reading import queries, texts

SWITCH = "/dang-nhap/doi-nguoi/"


@pytest.fixture
def learns(client) -> Callable[[Member], None]:
    """She signs in on the family's phone with her number."""

    def learns(member: Member) -> None:
        client.post(PHONE_PAGE, {"phone": member.phone})
        client.post(PIN_PAGE, {"pin": PIN})

    return learns


def names(client: Client, address: str = PHONE_PAGE) -> list[str]:
    return texts(client.get(address), "form.people button")


def test_a_phone_offers_who_has_signed_in_on_it_the_latest_first(client, thanh, lien, learns):
    learns(thanh)
    learns(lien)
    client.post("/dang-xuat/")
    assert names(client) == ["Chị P. T. Liên", "Chị N. T. Thanh"]


def test_no_more_of_her_than_that(client, thanh, learns):
    learns(thanh)
    client.post("/dang-xuat/")
    page = client.get(PHONE_PAGE).content.decode()
    assert [said for said in ("Nguyễn", "1964", "thôn Hạ", "0500") if said in page] == []


def test_who_only_tried_is_not_remembered(client, thanh):
    client.post(PHONE_PAGE, {"phone": thanh.phone})
    client.post(PIN_PAGE, {"pin": "111112"})
    assert (names(client), shared_phone.COOKIE in client.cookies) == ([], False)


def test_two_taps_and_a_pin_change_the_person(client, thanh, lien, learns, whose):
    learns(lien)
    learns(thanh)
    assert names(client, "/toi/") == ["Chị P. T. Liên"]
    assert client.post(SWITCH, {"member": lien.pk}).url == PIN_PAGE
    assert whose(client) is None
    client.post(PIN_PAGE, {"pin": PIN})
    assert whose(client) == lien


def test_nothing_of_the_last_one_is_in_the_session_of_the_next(client, thanh, lien, learns):
    learns(lien)
    learns(thanh)
    session = client.session
    session["draft"] = "of Thanh"
    session.save()
    client.post(SWITCH, {"member": lien.pk})
    assert (client.session.get("draft"), client.session.exists(session.session_key)) == (None, False)


def test_her_name_alone_opens_nothing(client, thanh, lien, learns, whose):
    learns(lien)
    learns(thanh)
    client.post(SWITCH, {"member": lien.pk})
    answers = [client.post(PIN_PAGE, {"pin": "111112"}) for _try in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert (whose(client), texts(answers[0], "p.error")) == (None, ["Mã PIN chưa đúng. Mời chị gõ lại thật chậm."])


def test_who_never_learnt_on_this_phone_cannot_be_chosen(client, thanh, xuan, learns, whose):
    learns(thanh)
    for chosen in (xuan.pk, 0, "x", "", "9" * 5000):
        assert client.post(SWITCH, {"member": chosen}).url == PHONE_PAGE
    assert whose(client) == thanh


@pytest.mark.parametrize("cookie", ["", "x", "W10:1abc:def", "a" * 4000])
def test_a_cookie_that_was_touched_is_an_empty_one(client, thanh, cookie):
    client.cookies[shared_phone.COOKIE] = cookie
    assert names(client) == []


def test_a_signature_for_something_else_does_not_count(client, thanh):
    client.cookies[shared_phone.COOKIE] = signing.dumps([thanh.pk], salt="another")
    assert names(client) == []


def test_the_cookie_is_for_the_server_alone_and_holds_no_name(client, thanh, learns):
    learns(thanh)
    kept = client.cookies[shared_phone.COOKIE]
    assert (kept["httponly"], kept["samesite"]) == (True, "Lax")
    assert signing.loads(kept.value, salt=shared_phone.SALT) == [thanh.pk]


def test_a_phone_knows_six_at_the_most_and_costs_the_same(client, union, enrol, learns):
    costs = []
    for n in range(8):
        learns(enrol(f"Lê Thị {'ABCDEGHI'[n]}", union["ha"], phone=f"+8450000010{n}", pin=PIN))
        client.post("/dang-xuat/")
        costs.append(queries(client, PHONE_PAGE))
    assert names(client) == [f"Chị L. T. {letter}" for letter in "IHGEDC"]
    assert set(costs) == {costs[0]}


def test_namesakes_are_told_apart(client, thanh, union, enrol, learns):
    enrol("Ngô Thị Thanh", union["ha"], birth_year=1988, phone="+84500000077", pin=PIN)
    learns(thanh)
    learns(Member.objects.get(birth_year=1988))
    client.post("/dang-xuat/")
    assert names(client) == ["Chị N. T. Thanh (1988)", "Chị N. T. Thanh (1964)"]


def test_who_is_no_longer_active_is_not_offered(client, thanh, learns):
    learns(thanh)
    thanh.is_active = False
    thanh.save()
    assert names(client) == []


def test_the_phone_forgets(client, thanh, lien, learns, whose):
    learns(lien)
    learns(thanh)
    client.post("/dang-nhap/quen-may-nay/")
    assert (names(client), whose(client), client.cookies[shared_phone.COOKIE].value) == ([], None, "")


def test_a_link_neither_switches_nor_forgets(client, thanh, learns, whose):
    learns(thanh)
    assert [client.get(path).status_code for path in (SWITCH, "/dang-nhap/quen-may-nay/")] == [405, 405]
    assert whose(client) == thanh


def test_a_name_from_this_phone_leads_to_no_list_of_those_without_a_phone(client, thanh, union, enrol, learns, whose):
    others = [enrol(f"Lê Thị {name}", union["ha"], pin=PIN) for name in ("Na", "Nụ")]
    learns(thanh)
    client.post("/dang-xuat/")
    client.post(SWITCH, {"member": thanh.pk})
    assert client.get(WHO_PAGE).url == PIN_PAGE
    client.post(WHO_PAGE, {"member": others[0].pk})
    client.post(PIN_PAGE, {"pin": PIN})
    assert whose(client) == thanh


def test_switching_goes_on_where_she_was_and_never_elsewhere(client, thanh, learns):
    learns(thanh)
    client.post("/dang-xuat/")
    for wanted, to in [("/toi/", "/toi/"), ("https://lua.example/", "/"), ("//lua.example", "/")]:
        client.post(SWITCH, {"member": thanh.pk, "next": wanted})
        assert client.post(PIN_PAGE, {"pin": PIN}).url == to
        client.post("/dang-xuat/")


@pytest.mark.parametrize("why", ["died", "moved"])
def test_who_has_died_or_left_is_not_offered(client, thanh, learns, why):
    learns(thanh)
    client.post("/dang-xuat/")
    thanh.left_on, thanh.left_why = "2026-11-01", why
    thanh.save()
    page = client.get(PHONE_PAGE)
    assert (texts(page, "form.people button"), "N. T. Thanh" in page.content.decode()) == ([], False)
    assert client.post(SWITCH, {"member": thanh.pk}).url == PHONE_PAGE
