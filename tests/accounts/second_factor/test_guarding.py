"""What stays closed until a code was typed: all of Wagtail, and an officer's sight."""

import pytest
from django.contrib.auth.models import Permission

from lms.members import scope
from lms.members.models import Role
from tests.accounts.second_factor.conftest import CODE, OFFICERS, PASSWORD
from tests.reading import texts

ADDRESSES = [
    "/admin/",
    "/admin/pages/",
    "/admin/users/",
    "/admin/images/",
    "/admin/clips/",
    "/admin/snippets/quizzes/quiz/add/",
    "/admin/account/",
    "/admin/huong-dan/",
    "/admin/api/main/pages/",
    "/admin/tag-autocomplete/?term=a",
    "/admin/bulk/members/member/delete/",
    "/admin/does-not-exist/",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("who", ["hoa", "keeper"])
def test_every_screen_asks_for_the_code(request, half_way, app, who, address):
    member = request.getfixturevalue(who)
    app(member)
    client = half_way(member)
    for answer in (client.get(address), client.post(address)):
        assert (answer.status_code, answer.url.split("?")[0]) == (302, CODE)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_script_is_told_no(keeper, half_way, address):
    assert half_way(keeper).get(address, headers={"x-requested-with": "XMLHttpRequest"}).status_code == 403


@pytest.mark.parametrize("who", ["hoa", "keeper"])
def test_the_code_opens_the_desk(request, proven, who):
    member = request.getfixturevalue(who)
    assert proven(member).get("/admin/").context["user"] == member


def test_half_a_sign_in_has_no_permission_anywhere(keeper, half_way):
    user = half_way(keeper).get("/toi/").context["request"].user
    held = [p for p in Permission.objects.all() if user.has_perm(f"{p.content_type.app_label}.{p.codename}")]
    assert held == []


def test_she_can_leave_half_way(hoa, half_way):
    client = half_way(hoa)
    client.post("/dang-xuat/")
    assert "_auth_user_id" not in client.session


def test_the_page_to_sign_in_stays_open(client, hoa, home):
    assert client.get("/admin/login/").status_code == 200
    assert client.post("/admin/login/", {"username": "hoa", "password": PASSWORD}).url == "/admin/"


def test_an_officer_with_a_pin_is_led_to_the_officers_page(ngan, signed_in):
    phone = signed_in(ngan)
    assert phone.get("/chi-hoi/").url == f"{OFFICERS}?next=/chi-hoi/"
    assert [phone.get(f"/chi-hoi/{code}/").status_code for code in ("99001", "99001-1")] == [404, 404]
    assert "Cán bộ Hội: xem đơn vị của chị" in texts(phone.get("/toi/"), "main a.button")


def test_an_officer_who_heads_a_branch_has_that_branch_with_her_pin(ngan, union, signed_in):
    Role.objects.create(member=ngan, unit=union["ha"], kind=Role.Kind.BRANCH_HEAD)
    phone = signed_in(ngan)
    assert [phone.get(f"/chi-hoi/{code}/").status_code for code in ("99001-1", "99001-2", "99001")] == [200, 404, 404]


def test_an_officer_with_a_password_alone_sees_as_little(ngan, app, half_way):
    app(ngan)
    assert half_way(ngan).get("/chi-hoi/99001/").status_code == 404


def test_a_pin_typed_after_the_code_is_again_only_a_pin(ngan, proven):
    client = proven(ngan)
    client.force_login(ngan, backend="lms.accounts.backends.PinBackend")
    assert client.get("/chi-hoi/99001/").status_code == 404


def test_heads_go_on_with_their_pin(lien, signed_in):
    assert signed_in(lien).get("/chi-hoi/99001-1/").status_code == 200


def test_outside_a_session_an_officer_is_whole(ngan, union):
    """A command or a task that runs for her."""
    assert scope.covers(ngan, union["ha"])


def test_switched_off_everything_is_as_before(settings, ngan, hoa, signed_in, half_way):
    settings.SECOND_FACTOR = False
    assert signed_in(ngan).get("/chi-hoi/99001/").status_code == 200
    assert half_way(hoa).get("/admin/").context["user"] == hoa


def test_switched_off_officers_may_come_in_by_their_password(settings, client, ngan):
    settings.SECOND_FACTOR = False
    assert client.post(OFFICERS, {"username": "ngan", "password": PASSWORD}).url == "/chi-hoi/"


def test_nothing_of_the_officer_is_left_for_the_next(ngan, proven, thanh, whose):
    client = proven(ngan)
    client.post("/dang-nhap/", {"phone": thanh.phone})
    client.post("/dang-nhap/ma-pin/", {"pin": "246802"})
    assert (whose(client), "otp_device_id" in client.session) == (thanh, False)
