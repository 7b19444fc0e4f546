"""The second factor is on here, and everybody who needs one has a password."""

from collections.abc import Callable

import pytest
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from lms.accounts.second_factor import devices
from lms.members.models import Member

PASSWORD = "mat-khau-cua-hoa"
OFFICERS, CODE, SET_UP = "/dang-nhap/can-bo/", "/dang-nhap/ma/", "/dang-nhap/cai-ung-dung/"


@pytest.fixture(autouse=True)
def on(settings) -> None:
    settings.SECOND_FACTOR = True


@pytest.fixture
def ngan(ngan) -> Member:
    """The officer, with an account."""
    ngan.username = "ngan"
    ngan.set_password(PASSWORD)
    ngan.save()
    return ngan


@pytest.fixture
def app() -> Callable[[Member], TOTPDevice]:
    """The app that she has set up, half a minute ago and more."""
    return lambda member: TOTPDevice.objects.create(user=member, name=devices.APP)


@pytest.fixture
def half_way(client) -> Callable[[Member], Client]:
    """A browser in which she has typed her password and owes the code."""

    def half_way(member: Member) -> Client:
        client = Client()
        client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return half_way


@pytest.fixture
def proven(half_way, app) -> Callable[[Member], Client]:
    """A browser in which she has typed the code as well."""

    def proven(member: Member) -> Client:
        client, device = half_way(member), app(member)
        client.post(CODE, {"code": shown(device)})
        return client

    return proven


def shown(device: TOTPDevice, steps: int = 0) -> str:
    """What the app shows now, or so many half minutes later."""
    return f"{totp(device.bin_key, t0=-30 * steps):06}"
