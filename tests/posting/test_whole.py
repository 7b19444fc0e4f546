"""A form that was cut off on its way changes nothing, on any screen."""

from io import BytesIO

import pytest
from django.test import Client

from lms.members.models import Member
from tests.conftest import PASSWORD

ADD = "/chi-hoi/99001-1/danh-sach/them/"
WHOLE = b"name=Nguy%E1%BB%85n+Th%E1%BB%8B+Lan&year=&phone=&sort_name="
PART = (
    b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\nNguyen Thi Lan\r\n'
    b'--b\r\nContent-Disposition: form-data; name="year"\r\n\r\n1965\r\n--b--\r\n'
)
URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"


def cut(browser: Client, path: str, body: bytes, kind: str, promised: int):
    """Send fewer bytes than were promised."""
    extra = {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(promised), "CONTENT_TYPE": kind}
    return browser.generic("POST", path, **extra)


@pytest.fixture(params=["roster", "admin"])
def screen(request, lien, hoa, home, signed_in) -> tuple[Client, str]:
    if request.param == "roster":
        return signed_in(lien), ADD
    desk = Client()
    assert desk.login(username="hoa", password=PASSWORD)
    return desk, f"/admin/pages/add/courses/course/{home.pk}/"


@pytest.mark.parametrize(
    ("body", "kind", "promised"),
    [
        (WHOLE, URLENCODED, len(WHOLE) + 30),
        (PART[:90], MULTIPART, len(PART)),
        (PART[:120], MULTIPART, len(PART)),
        (b"", MULTIPART, len(PART)),
        (b"no boundary here", MULTIPART, 16),
        (PART, "multipart/form-data", len(PART)),
    ],
)
def test_it_says_so_and_changes_nothing(screen, body, kind, promised):
    browser, path = screen

    answer = cut(browser, path, body, kind, promised)

    page = answer.content.decode()
    assert (answer.status_code, "<h1>Gửi chưa hết, chị bấm lại nhé</h1>" in page) == (400, True)
    assert not Member.objects.filter(name__contains="Lan").exists()


@pytest.mark.parametrize(("body", "kind"), [(WHOLE, URLENCODED), (PART, MULTIPART)])
def test_a_whole_form_is_taken(signed_in, lien, body, kind):
    answer = cut(signed_in(lien), ADD, body, kind, len(body))

    assert answer.status_code == 302
    assert Member.objects.filter(search_key="nguyen thi lan").count() == 1
