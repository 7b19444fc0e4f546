"""What a card opens: the first time a PIN is chosen, later it is asked for; and what ends it."""

from functools import partial

import pytest
from django.contrib.auth.hashers import check_password
from django.test import Client
from django.utils import timezone

from lms.accounts import lockout
from lms.accounts.cards import registry
from lms.accounts.lockout import Outcome
from lms.members.models import Member
from lms.units.models import Unit
from tests.accounts.cards.conftest import NEW
from tests.conftest import PIN
from tests.reading import texts
from tests.together import together


def test_at_the_first_scan_she_chooses_a_pin_and_is_signed_in(client, na, card_of, home):
    page = client.post(card_of(na), NEW, follow=True)
    assert texts(page, ".bar a")[-1] == "Chị Na"
    assert texts(page, "[role=status]") == ["Đã giữ mã PIN của chị. Lần sau chị quét thẻ rồi gõ mã PIN này."]
    na.refresh_from_db()
    assert (lockout.attempt(na, "135791"), na.cards.get().used_at is None) == (Outcome.RIGHT, False)


def test_until_then_it_says_no_more_than_her_given_name(client, na, card_of):
    page = client.get(card_of(na)).content.decode()
    assert [said in page for said in ("Na", "Lê Thị", "thôn Hạ", "1970")] == [True, False, False, False]


def test_looking_at_a_card_changes_nothing(client, na, card_of):
    client.get(card_of(na))
    assert (na.cards.get().used_at, client.session.get("_auth_user_id")) == (None, None)


@pytest.mark.parametrize("pin", ["123456", "197012", "12345", "abcdef", ""])
def test_a_pin_that_is_easy_to_guess_is_not_kept(client, na, card_of, pin):
    assert client.post(card_of(na), {"pin": pin, "again": pin}).status_code == 422
    na.refresh_from_db()
    assert na.pin == ""


def test_later_it_asks_for_her_pin(client, thanh, card_of, whose):
    card = card_of(thanh)
    assert client.get(card).status_code == 200
    assert whose(client) is None
    client.post(card, {"pin": PIN})
    assert whose(client) == thanh


def test_a_card_never_replaces_a_pin(client, thanh, card_of, whose):
    assert client.post(card_of(thanh), NEW).status_code == 422
    thanh.refresh_from_db()
    assert (whose(client), lockout.attempt(thanh, PIN)) == (None, Outcome.RIGHT)


def test_five_wrong_tries_lock_here_as_elsewhere(client, thanh, card_of):
    card = card_of(thanh)
    answers = [client.post(card, {"pin": pin}) for pin in ["111112"] * 5 + [PIN]]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert texts(answers[0], "p.error") == ["Mã PIN chưa đúng. Mời chị gõ lại thật chậm."]


def test_her_card_ends_whatever_another_did_on_this_phone(thanh, lien, card_of, signed_in, whose):
    phone = signed_in(lien)
    session = phone.session
    session["draft"] = "of Liên"
    session.save()
    phone.post(card_of(thanh), {"pin": PIN})
    assert (whose(phone), phone.session.get("draft")) == (thanh, None)


@pytest.mark.parametrize(
    "ended", [{"is_active": False}, {"left_on": timezone.localdate()}, {"merged_into": "lien"}, {"unit": None}]
)
def test_the_card_of_who_is_no_longer_on_the_roster_is_over(client, thanh, lien, card_of, ended):
    card = card_of(thanh)
    for field, value in ended.items():
        setattr(thanh, field, lien if value == "lien" else value)
    thanh.save()
    answers = [client.get(card), client.post(card, {"pin": PIN}), client.post(card, NEW)]
    assert [answer.status_code for answer in answers] == [410] * 3
    assert "_auth_user_id" not in client.session


def test_a_card_that_was_locked_says_so_kindly(client, na, card_of):
    card = card_of(na)
    registry.revoke(na, by=na)
    page = client.post(card, NEW)
    assert (page.status_code, texts(page, "h1")) == (410, ["Thẻ này hết dùng được rồi"])
    assert "Thẻ này đã được báo mất" in page.content.decode()
    na.refresh_from_db()
    assert na.pin == ""


@pytest.mark.parametrize("secret", ["x", "%00", "a" * 32, "a" * 5000, "' OR 1=1"])
def test_a_made_up_card_is_nobodys(client, na, secret):
    assert client.get(f"/the/{secret}/").status_code == 404


def test_no_browser_keeps_the_page(client, na, card_of):
    assert "no-store" in client.get(card_of(na))["Cache-Control"]


def choose(card: str, pin: str) -> int:
    return Client().post(card, {"pin": pin, "again": pin}).status_code


def test_two_who_scan_at_once_choose_one_pin(lasting, home):
    unit = Unit.add_root(name="Chi hội", code="1", level="branch")
    na = Member.objects.create(name="Lê Thị Na", unit=unit)
    sheet = registry.new_sheet()
    registry.make(sheet, [na], by=na, instead=False)
    card = f"/the/{registry.token(sheet, na.pk)}/"
    chosen = ["135791", "975310", "135135", "864209"]
    together(*[partial(choose, card, pin) for pin in chosen])
    na.refresh_from_db()
    assert [check_password(pin, na.pin) for pin in chosen].count(True) == 1
