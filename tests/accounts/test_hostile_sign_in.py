"""Whatever is sent to the sign-in pages, the answer is a refusal, and nothing is stored."""

import pytest
from django.contrib.sessions.models import Session

from lms.members.models import Member
from tests.accounts.conftest import PHONE_PAGE, PIN_PAGE

NONSENSE = ["", "\x00", "0912\x00345678", "x" * 10_000, "٠٩١٢٣٤٥٦٧٨", "<script>", "' OR 1=1 --", "\ud7ff\U0010ffff"]


@pytest.mark.parametrize("phone", NONSENSE)
def test_a_number_that_is_none_is_refused_and_leaves_no_session(db, client, phone):
    assert client.post(PHONE_PAGE, {"phone": phone}).status_code == 422
    assert Session.objects.count() == 0


@pytest.mark.parametrize("sent", [{}, {"pin": "246802"}, {"next": "/toi/"}])
def test_a_missing_number_is_refused(db, client, sent):
    assert client.post(PHONE_PAGE, sent).status_code == 422


def test_what_she_typed_comes_back_escaped(db, client):
    page = client.post(PHONE_PAGE, {"phone": '"><script>', "next": '"><script>'}).content.decode()
    assert page.count("&quot;&gt;&lt;script&gt;") == 2
    assert '"><script>' not in page


@pytest.mark.parametrize("pin", NONSENSE)
def test_a_pin_that_is_none_is_refused(thanh, type_phone, type_pin, whose, client, pin):
    type_phone(thanh.phone)
    assert (type_pin(pin).status_code, whose(client)) == (422, None)


@pytest.mark.parametrize("pin", ["", "\x00", "x" * 10_000])
def test_what_cannot_be_a_pin_does_not_cost_her_a_try(thanh, type_phone, type_pin, pin):
    type_phone(thanh.phone)
    type_pin(pin)
    assert Member.objects.get(pk=thanh.pk).pin_failures == 0


@pytest.mark.parametrize("sent", [{}, {"phone": "0500000001"}])
def test_a_missing_pin_is_refused(thanh, type_phone, client, sent):
    type_phone(thanh.phone)
    assert client.post(PIN_PAGE, sent).status_code == 422


@pytest.mark.parametrize("wanted", ["\x00", "x" * 100_000, "/\r\nSet-Cookie: a=b"])
def test_where_to_go_afterwards_cannot_break_the_page(thanh, type_phone, type_pin, wanted):
    type_phone(thanh.phone, next=wanted)
    answer = type_pin()
    assert (answer.status_code, "Set-Cookie: a" in str(answer.headers)) == (302, False)


def test_a_body_that_is_no_form_is_refused(db, client):
    answer = client.post(PHONE_PAGE, b"{]", content_type="application/json")
    assert (answer.status_code, Session.objects.count()) == (422, 0)
