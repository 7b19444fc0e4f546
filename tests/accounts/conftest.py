from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from lms.members.models import Member
from tests.conftest import PIN

PHONE_PAGE, WHO_PAGE, PIN_PAGE = "/dang-nhap/", "/dang-nhap/ai/", "/dang-nhap/ma-pin/"


@pytest.fixture
def type_phone(client) -> Callable[..., HttpResponse]:
    """Her first step: the phone number, written as in the country."""

    def type_phone(phone: str, **also) -> HttpResponse:
        return client.post(PHONE_PAGE, {"phone": phone.replace("+84", "0")} | also)

    return type_phone


@pytest.fixture
def type_pin(client) -> Callable[..., HttpResponse]:
    def type_pin(pin: str = PIN) -> HttpResponse:
        return client.post(PIN_PAGE, {"pin": pin})

    return type_pin


@pytest.fixture
def whose() -> Callable[[Client], Member | None]:
    """Who is signed in there."""

    def whose(client: Client) -> Member | None:
        return client.get("/xac-nhan/").wsgi_request.user if "_auth_user_id" in client.session else None

    return whose
