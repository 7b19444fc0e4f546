"""Her first PIN, and a new one: the head hands over an invitation, she chooses."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lms.accounts import lockout
from lms.accounts.views import choose_pin
from tests.reading import texts

NEW = {"pin": "135791", "again": "135791"}


@pytest.fixture
def na(union, enrol):
    """On the roster since yesterday, never signed in."""
    return enrol("Lê Thị Na", union["ha"], birth_year=1970, phone="+84500000099")


def link(member) -> str:
    return f"/chon-ma-pin/{choose_pin.invitation(member)}/"


def test_she_chooses_her_pin_and_is_signed_in(client, na):
    page = client.post(link(na), NEW, follow=True)
    assert texts(page, ".bar a")[-1] == "Chị Na"
    na.refresh_from_db()
    assert lockout.attempt(na, "135791") is lockout.Outcome.RIGHT


def test_an_invitation_works_once(client, na):
    used = link(na)
    client.post(used, NEW)
    assert client.post(used, {"pin": "975310", "again": "975310"}).status_code == 410
    na.refresh_from_db()
    assert lockout.attempt(na, "135791") is lockout.Outcome.RIGHT


def test_it_is_over_after_a_week(client, na, monkeypatch):
    sent = link(na)
    monkeypatch.setattr(choose_pin, "LASTS", timedelta(seconds=-1))
    assert client.get(sent).status_code == 410


@pytest.mark.parametrize("token", ["x", "W10:1abc:def", "a" * 5000, "%00"])
def test_a_forged_invitation_is_over(client, db, token):
    assert client.get(f"/chon-ma-pin/{token}/").status_code == 410


@pytest.mark.parametrize("pin", ["123456", "197012", "12345", "abcdef", ""])
def test_a_pin_that_is_easy_to_guess_is_not_kept(client, na, pin):
    assert client.post(link(na), {"pin": pin, "again": pin}).status_code == 422
    na.refresh_from_db()
    assert na.pin == ""


def test_a_new_pin_opens_a_locked_account_and_ends_other_sessions(client, thanh, signed_in):
    old = signed_in(thanh)
    type(thanh).objects.filter(pk=thanh.pk).update(pin_failures=5, pin_tried_at=timezone.now())
    client.post(link(thanh), NEW)
    thanh.refresh_from_db()
    assert (thanh.pin_failures, old.get("/toi/").status_code) == (0, 302)


def test_only_who_looks_after_her_may_invite_her(na, lien, ngan, xuan, yen, thanh, mai, signed_in, client):
    address = f"/hoi-vien/{na.pk}/ma-pin/"
    assert [signed_in(who).get(address).status_code for who in (lien, ngan)] == [200, 200]
    assert [signed_in(who).get(address).status_code for who in (xuan, yen, thanh, mai)] == [404] * 4
    assert client.get(address).status_code == 404


def test_the_head_sees_a_link_and_a_code_and_no_pin(na, lien, signed_in):
    page = signed_in(lien).get(f"/hoi-vien/{na.pk}/ma-pin/").content.decode()
    assert [part in page for part in ("/chon-ma-pin/", "<svg", 'name="pin"')] == [True, True, False]


def test_an_absurd_number_is_not_found(lien, signed_in):
    assert signed_in(lien).get(f"/hoi-vien/{10**30}/ma-pin/").status_code == 404


def test_nobody_takes_over_who_looks_after_others_at_her_own_level(union, lien, ngan, enrol, signed_in):
    deputy = enrol("Lê Thị Phó", union["ha"], role="branch_deputy")
    ngan.unit = union["ha"]  # the officer, like everybody, belongs to a branch
    ngan.save()
    addresses = [f"/hoi-vien/{who.pk}/ma-pin/" for who in (lien, ngan)]
    assert [signed_in(deputy).get(address).status_code for address in addresses] == [404, 404]
    assert signed_in(ngan).get(addresses[0]).status_code == 200


def test_a_group_head_does_not_invite_the_branch_head_who_lives_in_her_group(union, lien, enrol, signed_in):
    group_head = enrol("Lê Thị Tổ", union["to_1"], role="group_head")
    lien.unit = union["to_1"]
    lien.save()
    assert signed_in(group_head).get(f"/hoi-vien/{lien.pk}/ma-pin/").status_code == 404


def test_a_name_with_an_apostrophe_stays_as_she_writes_it(union, lien, enrol, signed_in):
    page = signed_in(lien).get(reverse("invite", args=[enrol("Ksor H'Liên", union["ha"]).pk]))
    assert texts(page, "textarea")[0].startswith("Chị H'Liên ơi, tôi mời chị")
