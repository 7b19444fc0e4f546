"""A forgotten PIN: her head empties it in two taps, she chooses a new one and is told who did it."""

from collections.abc import Callable
from functools import partial

import pytest
from django.http import HttpResponse
from django.utils import timezone

from lms.accounts import lockout, pin_resets
from lms.accounts.cards import registry
from lms.accounts.lockout import Outcome
from lms.accounts.models import PinReset
from lms.accounts.views import choose_pin
from lms.members import pins
from lms.members.models import Member
from tests.conftest import PIN
from tests.reading import texts
from tests.together import together

NEW = {"pin": "135791", "again": "135791"}


@pytest.fixture
def press(lien, thanh, signed_in) -> Callable[[], HttpResponse]:
    client = signed_in(lien)
    return lambda: client.post(f"/hoi-vien/{thanh.pk}/dat-lai-pin/", follow=True)


def test_the_old_pin_ends_and_so_does_the_rest_after_wrong_tries(thanh, press):
    Member.objects.filter(pk=thanh.pk).update(pin_failures=5, pin_tried_at=timezone.now())
    page = press()
    thanh.refresh_from_db()
    assert (thanh.pin, thanh.pin_failures, lockout.attempt(thanh, PIN)) == ("", 0, Outcome.WRONG)
    assert texts(page, "[role=status]") == ["Mã PIN cũ của chị Thanh hết dùng được rồi."]
    assert 'name="pin"' not in page.content.decode()


def test_her_sessions_end(thanh, press, signed_in):
    phone = signed_in(thanh)
    press()
    assert phone.get("/toi/").status_code == 302


def test_with_her_card_she_chooses_a_new_one_and_is_told_once(thanh, lien, press, client, home):
    sheet = registry.new_sheet()
    registry.make(sheet, [thanh], by=lien, instead=False)
    card = f"/the/{registry.token(sheet, thanh.pk)}/"
    press()
    said = texts(client.post(card, NEW, follow=True), "[role=status]")
    today = timezone.localdate().strftime("%d/%m/%Y")
    told = f"Chị Phạm Thị Liên đã đặt lại mã PIN của chị ngày {today}. Nếu chị không nhờ, chị hỏi lại chị ấy nhé."
    assert said[1:] == [told]
    client.post("/dang-xuat/")
    assert told not in texts(client.post(card, {"pin": "135791"}, follow=True), "[role=status]")


def test_with_a_fresh_invitation_she_chooses_a_new_one(thanh, press, client):
    press()
    thanh.refresh_from_db()
    client.post(f"/chon-ma-pin/{choose_pin.invitation(thanh)}/", NEW)
    thanh.refresh_from_db()
    assert lockout.attempt(thanh, "135791") is Outcome.RIGHT


def test_an_invitation_of_the_time_before_her_first_pin_stays_worthless(thanh, press, client):
    thanh.pin = ""
    first = choose_pin.invitation(thanh)
    press()
    assert client.post(f"/chon-ma-pin/{first}/", NEW).status_code == 410


def test_it_is_kept_who_did_it_and_when(thanh, lien, press):
    before = timezone.now()
    press()
    [kept] = PinReset.objects.all()
    assert (kept.member, kept.by, kept.at >= before, kept.told_at) == (thanh, lien, True, None)


def test_pressing_twice_is_once(thanh, press):
    press()
    press()
    assert PinReset.objects.count() == 1


def test_a_reset_does_not_undo_the_pin_she_has_chosen_since(lasting):
    lien, thanh = (Member.objects.create(name=name, pin=pins.hashed(PIN)) for name in ("Liên", "Thanh"))
    together(*[partial(pin_resets.reset, thanh, by=lien)] * 4)
    assert PinReset.objects.count() == 1


def test_nobody_resets_her_own_or_her_equals(union, enrol, lien, signed_in):
    deputy = enrol("Lê Thị Phó", union["ha"], role="branch_deputy", pin=PIN)
    answers = [signed_in(lien).post(f"/hoi-vien/{who.pk}/dat-lai-pin/") for who in (lien, deputy)]
    assert [answer.status_code for answer in answers] == [404, 404]
