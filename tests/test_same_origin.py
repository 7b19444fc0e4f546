"""Another site cannot write in her name, although the pages of lessons hold no token."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from lms.web.same_origin import FROM_SHARED_PAGES

HERE = "http://testserver"


def mark(lesson, **headers: str) -> int:
    phone = Client(enforce_csrf_checks=True, headers={name.replace("_", "-"): value for name, value in headers.items()})
    return phone.post(reverse("progress:mark", args=[lesson.pk, lesson.body[1].id])).status_code


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Site": "same-origin"},
        {"Sec_Fetch_Site": "same-origin", "Origin": HERE},
        {"Origin": HERE},
        {"Referer": f"{HERE}/lam-chu/bai-1/"},
    ],
)
def test_what_the_browser_says_comes_from_here_is_taken(lesson, headers: dict):
    assert mark(lesson, **headers) == 302


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "none"},
        {"Sec_Fetch_Site": "cross-site", "Referer": f"{HERE}/"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://testserver.evil.example"},
        {"Origin": "null"},
        {"Origin": "null", "Referer": f"{HERE}/"},
        {"Referer": "https://evil.example/testserver"},
        {"Referer": "http://testserver@evil.example/"},
        {"Referer": "http://[/"},
    ],
)
def test_everything_else_needs_the_token(lesson, headers: dict):
    assert mark(lesson, **headers) == 403


def test_signing_in_always_needs_its_token():
    phone = Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "same-origin", "Origin": HERE})
    answer = phone.post("/dang-nhap/", {"phone": "0500000001"})
    assert answer.url.startswith("/tiep-tuc/")  # what she typed is kept, and nothing was done with it
    assert set(phone.session.keys()) == {"kept_forms"}


def test_every_address_that_does_without_is_there():
    resolver = get_resolver()
    spaces = {name: entry[1] for name, entry in resolver.namespace_dict.items()}
    known = {str(name) for name in resolver.reverse_dict} | {
        f"{space}:{name}" for space, inner in spaces.items() for name in inner.reverse_dict
    }
    assert known >= FROM_SHARED_PAGES
