"""The keeper says whose account is an officer's: with it she sees the unit's members."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lms.members import scope
from lms.members.models import Member, Role
from tests.reading import texts


@pytest.fixture
def save(keeper, hoa, at_the_desk):
    """Save Hoa's account with these answers."""
    desk: Client = at_the_desk(keeper)

    def save(**answers) -> Member:
        sent = {"username": "hoa", "name": hoa.name, "is_active": "on"}
        desk.post(f"/admin/users/edit/{hoa.pk}/", sent | answers)
        return Member.objects.get(pk=hoa.pk)

    save.desk = desk
    return save


def seen(member: Member) -> list[str]:
    return [unit.name for unit in scope.units(member).filter(path__in=scope.roots(member))]


def test_an_account_becomes_an_officers_and_ceases_to_be(save, union):
    unit = union["dong_sen"].pk
    assert seen(save(unit=unit, officer="on")) == ["Xã Đồng Sen"]
    assert seen(save(unit=unit, officer="on")) == ["Xã Đồng Sen"]
    assert seen(save(unit=unit)) == []


def test_saving_again_changes_nothing(save, hoa, union):
    for _press in range(2):
        save(unit=union["dong_sen"].pk, officer="on")
    assert hoa.roles.filter(kind=Role.Kind.OFFICER).count() == 1


def test_her_office_goes_with_her_to_another_unit_and_the_earlier_one_is_kept(save, hoa, union):
    last_year = timezone.localdate() - timedelta(days=365)
    Role.objects.create(member=hoa, unit=union["dong_sen"], kind=Role.Kind.OFFICER, since=last_year)
    assert seen(save(unit=union["ben_truc"].pk, officer="on")) == ["Phường Bến Trúc"]
    earlier = hoa.roles.get(kind=Role.Kind.OFFICER, unit=union["dong_sen"])
    assert (earlier.since, earlier.until) == (last_year, timezone.localdate())


def test_other_offices_of_hers_stay(save, hoa, union):
    save(unit=union["dong_sen"].pk, officer="on")
    save(unit=union["dong_sen"].pk)
    assert list(hoa.roles.values_list("kind", flat=True)) == ["trainer"]


def test_an_officer_needs_a_unit(save, hoa):
    answer = save.desk.post(f"/admin/users/edit/{hoa.pk}/", {"username": "hoa", "name": hoa.name, "officer": "on"})
    assert list(answer.context["form"].errors) == ["unit"]


def test_the_form_says_what_is(save, ngan):
    Member.objects.filter(pk=ngan.pk).update(username="ngan")
    forms = [save.desk.get(f"/admin/users/edit/{pk}/") for pk in (ngan.pk, Member.objects.get(username="hoa").pk)]
    assert [form.context["form"]["officer"].initial for form in forms] == [True, False]
    assert "Cán bộ của đơn vị này" in texts(forms[0], "#tab-account label")
