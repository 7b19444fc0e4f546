"""What a PIN opens, what ends it, and what it never opens."""

import pytest
from django.contrib.auth.models import Permission

from lms.members.models import Member
from tests.accounts.conftest import PHONE_PAGE
from tests.reading import texts

pytestmark = pytest.mark.django_db
SIGN_IN_TO_WAGTAIL = "/admin/login/?next=/admin/"


@pytest.mark.parametrize("who", ["hoa", "keeper"])
def test_a_pin_does_not_open_wagtail_and_a_password_does(request, signed_in, at_the_desk, who):
    member = request.getfixturevalue(who)
    assert at_the_desk(member).get("/admin/").context["user"] == member
    assert signed_in(member).get("/admin/").url == SIGN_IN_TO_WAGTAIL


def test_no_screen_of_wagtail_opens_for_a_pin(keeper, signed_in, at_the_desk):
    desk, phone = at_the_desk(keeper), signed_in(keeper)
    for address in ("/admin/users/", "/admin/images/", "/admin/groups/", "/admin/reports/locked/"):
        assert desk.get(address).context["user"] == keeper
        assert phone.get(address).url == f"/admin/login/?next={address}"


def test_a_pin_session_has_no_permission_at_all(keeper):
    keeper.by_pin = True
    held = [p for p in Permission.objects.all() if keeper.has_perm(f"{p.content_type.app_label}.{p.codename}")]
    assert (held, keeper.has_perms(["wagtailadmin.access_admin"])) == ([], False)


def test_a_trainer_who_then_types_her_password_is_let_in(hoa, signed_in):
    client = signed_in(hoa)
    client.post("/admin/login/", {"username": "hoa", "password": "mat-khau-cua-hoa"})
    assert client.get("/admin/").context["user"] == hoa


def test_a_new_pin_ends_her_sessions(thanh, signed_in):
    phone, lost_phone = signed_in(thanh), signed_in(thanh)
    assert [texts(client.get("/toi/"), "h1") for client in (phone, lost_phone)] == [["Chị Thanh"]] * 2
    thanh.set_pin("135791")
    thanh.save()
    assert [client.get("/toi/").url for client in (phone, lost_phone)] == [PHONE_PAGE + "?next=/toi/"] * 2


def test_a_new_pin_ends_nobody_elses(thanh, lien, signed_in):
    client = signed_in(lien)
    thanh.set_pin("135791")
    thanh.save()
    assert texts(client.get("/toi/"), "h1") == ["Chị Liên"]


def test_signing_out_empties_the_session(thanh, signed_in):
    client = signed_in(thanh)
    client.get("/toi/")
    old = client.session.session_key
    assert client.post("/dang-xuat/").url == "/"
    assert ("_auth_user_id" in client.session, client.session.exists(old)) == (False, False)


def test_she_is_told_that_the_next_person_can_sign_in(thanh, home, signed_in):
    page = signed_in(thanh).post("/dang-xuat/", follow=True)
    assert texts(page, "[role=status]") == ["Chị đã thoát. Người tiếp theo đăng nhập được rồi."]


def test_a_link_cannot_sign_her_out(thanh, signed_in):
    client = signed_in(thanh)
    assert client.get("/dang-xuat/").status_code == 405
    assert texts(client.get("/toi/"), "h1") == ["Chị Thanh"]


def test_a_member_without_a_username_has_no_password_that_opens_wagtail(thanh, client):
    for username, password in [("", ""), ("None", ""), (thanh.name, ""), (thanh.phone, "246802")]:
        client.post("/admin/login/", {"username": username, "password": password})
    assert "_auth_user_id" not in client.session


def test_usernames_may_be_missing_many_times(thanh, lien):
    assert Member.objects.filter(username=None).count() == 2
