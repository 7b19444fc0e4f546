"""Phone and paper lost: the keeper resets, from the accounts or with a command."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import ModelLogEntry

from lms.accounts.second_factor import devices
from tests.accounts.second_factor.conftest import CODE, SET_UP
from tests.reading import texts


def said(username: str) -> str:
    out = StringIO()
    call_command("reset_second_factor", username, stdout=out)
    return out.getvalue().strip()


def test_the_keeper_resets_and_it_is_written_down(keeper, hoa, proven):
    desk, her_session = proven(keeper), proven(hoa)
    devices.new_recovery_codes(hoa)
    address = f"/admin/bao-mat-hai-lop/{hoa.pk}/"
    assert desk.get(f"/admin/users/edit/{hoa.pk}/").content.decode().count(address) == 1
    assert texts(desk.get(address), "button.serious") == ["Đặt lại bảo mật hai lớp"]
    desk.post(address)
    assert (devices.app(hoa), devices.recovery_codes_left(hoa)) == (None, 0)
    assert her_session.get("/admin/").url.startswith(CODE)
    entry = ModelLogEntry.objects.get(action="members.reset_second_factor")
    assert (entry.user, entry.object_id) == (keeper, str(hoa.pk))


def test_she_then_sets_up_an_app_anew(hoa, app, half_way):
    app(hoa)
    said("hoa")
    assert half_way(hoa).get(CODE).url == SET_UP


def test_pressing_twice_is_once(keeper, hoa, proven, app):
    app(hoa)
    desk = proven(keeper)
    for _press in range(2):
        desk.post(f"/admin/bao-mat-hai-lop/{hoa.pk}/")
    assert ModelLogEntry.objects.filter(action="members.reset_second_factor").count() == 1


def test_a_trainer_resets_nobodys(keeper, hoa, app, proven):
    app(keeper)
    proven(hoa).post(f"/admin/bao-mat-hai-lop/{keeper.pk}/")
    assert devices.app(keeper) is not None


def test_who_has_no_account_is_not_found(keeper, thanh, proven):
    assert proven(keeper).get(f"/admin/bao-mat-hai-lop/{thanh.pk}/").status_code == 404


def test_the_command_says_what_it_did(hoa, app):
    app(hoa)
    assert [said("hoa"), said("hoa")] == ["hoa sets up an app when she next signs in.", "hoa has no app."]


def test_the_command_names_a_username_that_nobody_has(db):
    with pytest.raises(CommandError, match="Nobody has the username ai"):
        call_command("reset_second_factor", "ai")
