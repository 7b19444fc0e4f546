"""Five wrong passwords lock that one account for 15 minutes, on the officers' page and on Wagtail's own."""

from datetime import timedelta
from functools import partial

import pytest
from django.contrib.auth import authenticate
from django.test import Client

from lms.accounts import lockout
from lms.members.models import Member
from tests.conftest import PASSWORD, PIN
from tests.reading import texts
from tests.together import together

PAGES = ["/dang-nhap/can-bo/", "/admin/login/"]
RESTS = "Sau 5 lần sai, tài khoản nghỉ 15 phút."


@pytest.fixture(params=PAGES)
def type_password(request):
    """On one of the two pages, each time in a browser of its own; the address where she is led, or what she is told."""

    def type_password(password: str, username: str = "hoa") -> str:
        answer = Client().post(request.param, {"username": username, "password": password})
        return getattr(answer, "url", "") or " ".join(texts(answer, ".error, .messages .error, .w-field__errors, li"))

    return type_password


def let_pass(minutes: float) -> None:
    for member in Member.objects.exclude(password_tried_at=None):
        Member.objects.filter(pk=member.pk).update(
            password_tried_at=member.password_tried_at - timedelta(minutes=minutes)
        )


def test_the_sixth_try_is_not_even_looked_at(hoa, type_password):
    said = [type_password("sai") for _try in range(5)] + [type_password(PASSWORD)]
    assert [RESTS in words for words in said] == [True] * 6


def test_after_the_rest_it_opens_again(hoa, type_password):
    for _try in range(5):
        type_password("sai")
    let_pass(minutes=14.9)
    assert RESTS in type_password(PASSWORD)
    let_pass(minutes=0.1)
    assert type_password(PASSWORD) == "/admin/"


def test_the_right_password_gives_her_five_tries_again(hoa, type_password):
    for password in ["sai"] * 4 + [PASSWORD] + ["sai"] * 4:
        type_password(password)
    assert type_password(PASSWORD) == "/admin/"


def test_a_name_that_nobody_has_is_told_the_same(hoa, type_password):
    known, unknown = ([type_password("sai", name) for _try in range(6)] for name in ("hoa", "khongcoai"))
    assert known == [words.replace("khongcoai", "hoa") for words in unknown]


def test_a_new_password_opens_it_at_once(hoa):
    for _try in range(6):
        authenticate(None, username="hoa", password="sai")
    hoa.refresh_from_db()
    hoa.set_password("mat-khau-moi-cua-hoa")
    hoa.save()
    assert authenticate(None, username="hoa", password="mat-khau-moi-cua-hoa") == hoa


def test_her_colleague_and_her_own_pin_are_not_locked(hoa, ngan, client):
    ngan.username = "ngan"
    ngan.set_password(PASSWORD)
    ngan.save()
    for _try in range(6):
        authenticate(None, username="ngan", password="sai")
    assert authenticate(None, username="hoa", password=PASSWORD) == hoa
    client.post("/dang-nhap/", {"phone": ngan.phone})
    client.post("/dang-nhap/ma-pin/", {"pin": PIN})
    assert client.session["_auth_user_id"] == str(ngan.pk)
    assert Member.objects.get(pk=ngan.pk).password_failures == lockout.TRIES  # a PIN forgives no password


def test_twenty_guesses_at_once_buy_five_looks(lasting):
    member = Member(name="Trần Thu Hoa", username="hoa")
    member.set_password(PASSWORD)
    member.save()
    paid = together(*[partial(lockout.count_attempt, member, "password")] * 20)
    assert paid.count(True) == 5
