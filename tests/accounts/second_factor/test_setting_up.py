"""Setting up the app: a secret, a first code, ten numbers on paper."""

import re
from base64 import b32encode

import pytest
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from lms.accounts.second_factor import devices
from tests.accounts.second_factor.conftest import CODE, PASSWORD, SET_UP, shown
from tests.reading import texts


def waiting(client: Client) -> TOTPDevice:
    """The secret that the page shows."""
    client.get(SET_UP)
    return TOTPDevice.objects.get(confirmed=False)


def test_who_has_no_app_yet_is_led_to_it(client, hoa):
    client.post("/admin/login/", {"username": "hoa", "password": PASSWORD})
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == f"{SET_UP}?next=%2Fadmin%2F"


def test_the_page_shows_the_secret_as_a_picture_and_in_groups_of_four(ngan, half_way):
    client = half_way(ngan)
    secret = b32encode(waiting(client).bin_key).decode()
    page = client.get(SET_UP)
    [written] = texts(page, ".secret")
    assert (written.replace(" ", ""), {len(group) for group in written.split()}) == (secret, {4})
    assert texts(page, ".qr svg") == [""]


def test_a_first_code_opens_and_ten_numbers_are_shown_once(ngan, half_way):
    client = half_way(ngan)
    page = client.post(SET_UP, {"code": shown(waiting(client)), "next": "/chi-hoi/99001/"})
    codes = texts(page, ".codes li")
    assert (len(set(codes)), all(re.fullmatch(r"(\d{4} ){2}\d{4}", code) for code in codes)) == (10, True)
    assert 'href="/chi-hoi/99001/"' in page.content.decode()
    assert client.get("/chi-hoi/99001/").status_code == 200
    assert [code for code in codes if code in client.get("/toi/bao-mat-hai-lop/").content.decode()] == []


def test_the_code_that_set_it_up_does_not_open_a_second_session(ngan, half_way):
    client = half_way(ngan)
    code = shown(waiting(client))
    client.post(SET_UP, {"code": code})
    assert half_way(ngan).post(CODE, {"code": code}).status_code == 422


def test_a_wrong_first_code_sets_up_nothing(ngan, half_way):
    client = half_way(ngan)
    device = waiting(client)
    wrong = f"{(int(shown(device)) + 1) % 10**6:06}"
    assert client.post(SET_UP, {"code": wrong}).status_code == 422
    assert (devices.app(ngan), client.get("/chi-hoi/99001/").status_code) == (None, 404)


def test_whoever_knows_only_the_password_cannot_set_up_another_app(ngan, app, half_way):
    app(ngan)
    client = half_way(ngan)
    assert client.get(SET_UP).url == CODE
    assert client.post(SET_UP, {"code": "123456"}).url == CODE
    assert TOTPDevice.objects.count() == 1


def test_a_new_phone_takes_the_place_of_the_old_one_with_its_first_code(ngan, proven, half_way):
    client = proven(ngan)
    old, new = devices.app(ngan), waiting(client)
    assert devices.app(ngan) == old
    client.post(SET_UP, {"code": shown(new)})
    assert (devices.app(ngan), client.get("/chi-hoi/99001/").status_code) == (new, 200)
    assert half_way(ngan).post(CODE, {"code": shown(old, 1)}).status_code == 422


def test_ten_new_numbers_end_the_earlier_ones(ngan, proven):
    client = proven(ngan)
    old = devices.new_recovery_codes(ngan)
    new = [code.replace(" ", "") for code in texts(client.post("/toi/ma-du-phong/"), ".codes li")]
    assert (devices.check(ngan, old[0]), bool(devices.recovery_codes_left(ngan) == 10), len(new)) == (None, True, 10)


@pytest.mark.parametrize("address", ["/toi/ma-du-phong/", "/toi/bao-mat-hai-lop/"])
def test_half_a_sign_in_gets_no_numbers(ngan, app, half_way, address):
    app(ngan)
    client = half_way(ngan)
    assert [client.post(address).url, client.get(address).url] == [CODE, CODE]


def test_there_is_no_such_page_where_no_code_is_asked_for(ngan, half_way, settings):
    settings.SECOND_FACTOR = False
    assert [half_way(ngan).get(address).status_code for address in (CODE, SET_UP)] == [404, 404]


def test_no_browser_keeps_the_secret(ngan, half_way):
    assert "no-store" in half_way(ngan).get(SET_UP)["Cache-Control"]
