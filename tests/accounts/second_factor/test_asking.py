"""The code after the password: right, wrong, used, late, on paper."""

from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from lms.accounts.second_factor import devices
from lms.members.models import Member
from tests.accounts.second_factor.conftest import CODE, OFFICERS, PASSWORD, SET_UP, shown
from tests.reading import texts
from tests.together import together


def opened(client: Client) -> bool:
    return client.get("/chi-hoi/99001/").status_code == 200


def wrong(device: TOTPDevice) -> str:
    near = {shown(device, steps) for steps in (-2, -1, 0, 1, 2)}
    return next(f"{code:06}" for code in range(10) if f"{code:06}" not in near)


def test_an_officer_types_her_password_and_the_code_and_sees_her_commune(client, ngan, app):
    device = app(ngan)
    sent = client.post(OFFICERS, {"username": "ngan", "password": PASSWORD, "next": "/chi-hoi/99001/"})
    assert sent.url == f"{CODE}?next=%2Fchi-hoi%2F99001%2F"
    assert (opened(client), client.get(sent.url).status_code) == (False, 200)
    assert client.post(CODE, {"code": shown(device), "next": "/chi-hoi/99001/"}).url == "/chi-hoi/99001/"
    assert opened(client)


def test_without_an_address_she_comes_to_her_units_and_a_trainer_to_her_desk(ngan, hoa, half_way, app):
    answers = [half_way(who).post(CODE, {"code": shown(app(who))}) for who in (ngan, hoa)]
    assert [answer.url for answer in answers] == ["/chi-hoi/", "/admin/"]


@pytest.mark.parametrize("code", ["12345", "1234567", "abcdef", "१२३४५६", "", "9" * 5000])
def test_what_cannot_be_a_code_is_no_try(ngan, half_way, app, code):
    device = app(ngan)
    assert half_way(ngan).post(CODE, {"code": code}).status_code == 422
    device.refresh_from_db()
    assert device.throttling_failure_count == 0


def test_a_wrong_code_opens_nothing_and_makes_her_wait(ngan, half_way, app):
    client, device = half_way(ngan), app(ngan)
    answers = [client.post(CODE, {"code": code}) for code in (wrong(device), shown(device))]
    assert [answer.status_code for answer in answers] == [422, 429]
    assert texts(answers[1], "p.error") == ["Đã sai mã mấy lần. Mời chị chờ 1 giây rồi thử lại."]
    assert not opened(client)


def test_the_wait_grows_with_each_wrong_code(ngan, half_way, app):
    client, device = half_way(ngan), app(ngan)
    waits = []
    for _try in range(5):
        client.post(CODE, {"code": wrong(device)})
        waits.append(devices.wait(ngan, "000000"))
        TOTPDevice.objects.update(throttling_failure_timestamp=timezone.now() - timedelta(minutes=1))
    assert waits == [1, 2, 4, 8, 16]


def test_a_code_works_once(ngan, half_way, app):
    code = shown(app(ngan))
    first, second = half_way(ngan), half_way(ngan)
    assert [client.post(CODE, {"code": code}).status_code for client in (first, second)] == [302, 422]
    assert not opened(second)


@pytest.mark.parametrize(("steps", "status"), [(-2, 422), (-1, 302), (1, 302), (2, 422)])
def test_her_clock_may_be_half_a_minute_wrong(ngan, half_way, app, steps, status):
    assert half_way(ngan).post(CODE, {"code": shown(app(ngan), steps)}).status_code == status


def test_anothers_code_does_not_open_hers(ngan, hoa, half_way, app):
    app(ngan)
    assert half_way(ngan).post(CODE, {"code": shown(app(hoa))}).status_code == 422


def test_a_code_typed_in_twice_at_once_opens_one_session(lasting, home):
    keeper = Member.objects.create_superuser("quantri", PASSWORD, name="Người quản trị")
    device = TOTPDevice.objects.create(user=keeper, name=devices.APP)
    outcomes = together(*[partial(devices.check, keeper, shown(device))] * 4)
    assert [bool(outcome) for outcome in outcomes].count(True) == 1


@pytest.fixture
def paper(ngan, app) -> list[str]:
    app(ngan)
    return devices.new_recovery_codes(ngan)


def test_a_number_on_paper_opens_once_and_she_is_told_how_many_are_left(ngan, half_way, paper):
    first, second = half_way(ngan), half_way(ngan)
    answer = first.post(CODE, {"code": f"{paper[0][:4]} {paper[0][4:8]} {paper[0][8:]}"}, follow=True)
    assert texts(answer, "[role=status]") == ["Chào chị. Chị còn 9 mã dự phòng."]
    assert (opened(first), second.post(CODE, {"code": paper[0]}).status_code) == (True, 422)


def test_wrong_numbers_on_paper_make_her_wait_too(ngan, half_way, paper):
    client = half_way(ngan)
    assert [client.post(CODE, {"code": code}).status_code for code in ("0" * 12, paper[0])] == [422, 429]


def test_of_the_numbers_only_a_hash_is_kept(ngan, paper):
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert (len(kept), len(set(paper)), kept & set(paper)) == (10, 10, set())


def test_anothers_number_does_not_open_hers(ngan, hoa, half_way, paper):
    StaticDevice.objects.create(user=hoa, name=devices.PAPER)
    assert devices.check(hoa, paper[0]) is None


def test_a_pin_is_not_half_of_it(ngan, app, signed_in):
    device = app(ngan)
    phone = signed_in(ngan)
    assert phone.post(CODE, {"code": shown(device)}).url.startswith(OFFICERS)
    assert not opened(phone)


def test_a_stranger_is_asked_for_the_password_first(client, db):
    for address in (CODE, SET_UP, "/toi/bao-mat-hai-lop/"):
        assert client.get(address).url.startswith(OFFICERS)


@pytest.mark.parametrize(("username", "password"), [("ngan", "sai"), ("khong-co", PASSWORD), ("", ""), ("\x00", "x")])
def test_a_wrong_password_is_told_nothing_more(client, ngan, username, password):
    answer = client.post(OFFICERS, {"username": username, "password": password})
    assert (answer.status_code, "_auth_user_id" in client.session) == (422, False)


def test_the_address_of_another_site_is_not_followed(client, ngan, app):
    device = app(ngan)
    client.post(OFFICERS, {"username": "ngan", "password": PASSWORD})
    assert client.post(CODE, {"code": shown(device), "next": "https://lua.example/"}).url == "/chi-hoi/"


def test_a_session_that_a_code_opened_lasts_a_working_day(ngan, proven):
    assert proven(ngan).session.get_expiry_age() == 12 * 3600
