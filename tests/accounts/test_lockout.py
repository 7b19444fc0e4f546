"""Five wrong PINs lock that one account for 15 minutes; never a phone, never an address."""

from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone

from lms.accounts import lockout
from lms.accounts.lockout import Outcome
from lms.members import pins
from lms.members.models import Member
from tests.accounts.conftest import PHONE_PAGE, PIN_PAGE, WHO_PAGE
from tests.conftest import PIN
from tests.reading import texts
from tests.together import together

RIGHT, WRONG, LOCKED = Outcome.RIGHT, Outcome.WRONG, Outcome.LOCKED


def guess(member: Member, *guesses: str) -> list[Outcome]:
    return [lockout.attempt(Member.objects.get(pk=member.pk), pin) for pin in guesses]


def let_pass(minutes: float) -> None:
    for member in Member.objects.exclude(pin_tried_at=None):
        member.pin_tried_at -= timedelta(minutes=minutes)
        member.save()


def test_the_sixth_try_is_not_even_looked_at(thanh):
    assert guess(thanh, *["111112"] * 5, PIN) == [WRONG] * 5 + [LOCKED]


def test_four_wrong_tries_and_then_the_right_one(thanh):
    assert guess(thanh, *["111112"] * 4, PIN) == [WRONG] * 4 + [RIGHT]


def test_the_right_pin_gives_her_five_tries_again(thanh):
    guess(thanh, *["111112"] * 4, PIN)
    assert guess(thanh, *["111112"] * 5, PIN) == [WRONG] * 5 + [LOCKED]


def test_after_the_rest_it_opens_again(thanh):
    guess(thanh, *["111112"] * 5)
    let_pass(minutes=15)
    assert guess(thanh, PIN) == [RIGHT]


def test_a_moment_before_the_rest_is_over_it_is_still_locked(thanh):
    guess(thanh, *["111112"] * 5)
    let_pass(minutes=14.9)
    assert guess(thanh, PIN) == [LOCKED]


def test_trying_while_locked_does_not_make_the_rest_longer(thanh):
    guess(thanh, *["111112"] * 5)
    let_pass(minutes=10)
    guess(thanh, "111112", "111112")
    let_pass(minutes=5)
    assert guess(thanh, PIN) == [RIGHT]


def test_after_the_rest_there_are_five_tries_and_not_more(thanh):
    guess(thanh, *["111112"] * 5)
    let_pass(minutes=15)
    assert guess(thanh, *["111112"] * 5, PIN) == [WRONG] * 5 + [LOCKED]


def test_a_new_pin_opens_the_account_at_once(thanh):
    guess(thanh, *["111112"] * 5)
    thanh.refresh_from_db()
    thanh.set_pin("135791")
    thanh.save()
    assert guess(thanh, "135791") == [RIGHT]


def test_who_has_no_pin_is_never_right(union, enrol):
    assert guess(enrol("Lê Thị Sen", union["ha"]), "", "246802") == [WRONG, WRONG]


def test_her_daughter_on_the_same_phone_is_not_locked(union, enrol, thanh, client):
    daughter = enrol("Nguyễn Thị Sen", union["ha"], phone=thanh.phone, pin=PIN)
    guess(thanh, *["111112"] * 5)
    client.post(PHONE_PAGE, {"phone": "0500000001"})
    client.post(WHO_PAGE, {"member": daughter.pk})
    client.post(PIN_PAGE, {"pin": PIN})
    assert client.session["_auth_user_id"] == str(daughter.pk)


def test_her_neighbour_behind_the_same_address_is_not_locked(thanh, lien):
    for member, pin in [(thanh, "111112")] * 6 + [(lien, PIN)]:
        client = Client(REMOTE_ADDR="203.0.113.7")
        client.post(PHONE_PAGE, {"phone": member.phone})
        client.post(PIN_PAGE, {"pin": pin})
    assert client.session["_auth_user_id"] == str(lien.pk)


def test_she_is_told_to_rest(thanh, type_phone, type_pin):
    type_phone(thanh.phone)
    answers = [type_pin("111112") for _try in range(5)] + [type_pin(PIN)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert texts(answers[-1], "p.error") == ["Chị đã gõ sai 5 lần. Mời chị nghỉ 15 phút rồi thử lại."]


def test_a_number_that_nobody_has_is_told_to_rest_as_hers_is(thanh):
    """Six wrong PINs on one phone, then one on another: what is said of her number and of one that nobody has."""

    def said(phone: str) -> list[tuple[int, list[str]]]:
        answers = []
        for tries in (6, 1):
            client = Client()
            client.post(PHONE_PAGE, {"phone": phone})
            answers += [client.post(PIN_PAGE, {"pin": "111112"}) for _try in range(tries)]
        return [(answer.status_code, texts(answer, "p.error")) for answer in answers]

    hers = said("0500000001")
    assert [status for status, _words in hers] == [422] * 5 + [429, 422]
    assert hers == said("0500000999")


def test_rested_she_has_five_tries_on_this_phone_too(thanh, type_phone, type_pin, whose, client):
    type_phone(thanh.phone)
    assert [type_pin("111112").status_code for _try in range(6)][-1] == 429
    let_pass(minutes=15)
    session = client.session
    session["signing_in"]["wrong"][1] -= 15 * 60
    session.save()
    assert type_pin("111112").status_code == 422
    type_pin()
    assert whose(client) == thanh


def test_who_is_known_on_this_phone_is_told_whatever_phone_locked_her(thanh, type_phone, type_pin, client):
    type_phone(thanh.phone)
    type_pin()
    client.post("/dang-xuat/")
    guess(thanh, *["111112"] * 5)
    client.post("/dang-nhap/doi-nguoi/", {"member": thanh.pk})
    assert type_pin().status_code == 429


def guess_at_once(member: Member) -> list[Outcome]:
    """Twenty phones, twenty different PINs."""
    found = together(*[partial(guess, member, f"1111{number}") for number in range(10, 30)])
    return [outcome for [outcome] in found]


def test_twenty_guesses_at_once_buy_five_looks(lasting):
    member = Member(name="Nguyễn Thị Thanh", pin=pins.hashed(PIN))
    member.save()
    outcomes = guess_at_once(member)
    assert sorted(outcomes, key=str) == [LOCKED] * 15 + [WRONG] * 5


@pytest.mark.parametrize("minutes", [0, 15])
def test_guesses_at_once_after_five_wrong_ones(lasting, minutes):
    member = Member(name="Thanh", pin=pins.hashed(PIN), pin_failures=5, pin_tried_at=timezone.now())
    member.save()
    let_pass(minutes)
    outcomes = guess_at_once(member)
    assert outcomes.count(WRONG) == (5 if minutes else 0)
