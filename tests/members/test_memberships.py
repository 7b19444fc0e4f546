"""Where a member belongs, and where she belonged before."""

import pytest
from django.utils import timezone

from lms.members import scope
from lms.members.memberships import place
from lms.members.models import Member, Membership
from lms.members.signals import placed


@pytest.fixture
def heard():
    """What the rest of the product hears, in order."""
    heard = []

    def hear(sender, members, before, after, **kwargs):
        heard.append((members, before, after))

    placed.connect(hear)
    yield heard
    placed.disconnect(hear)


def history(member: Member) -> list[tuple]:
    return [(row.unit_id, row.until) for row in Membership.objects.filter(member=member).order_by("pk")]


def test_who_is_written_on_a_roster_belongs_there(thanh, union):
    assert history(thanh) == [(union["ha"].pk, None)]


def test_who_moves_keeps_where_she_was(thanh, union, lien, heard):
    today = timezone.localdate()
    thanh.unit, thanh.placed_by = union["thuong"], lien
    thanh.save()
    assert history(thanh) == [(union["ha"].pk, today), (union["thuong"].pk, None)]
    assert Membership.objects.get(member=thanh, until=None).placed_by == lien
    assert heard == [([thanh.pk], union["ha"].pk, union["thuong"].pk)]


def test_saving_anything_else_moves_nobody(thanh, union, heard):
    again = Member.objects.get(pk=thanh.pk)
    again.name = "Nguyễn Thị Thành"
    again.save()
    again.save(update_fields=["birth_year"])
    assert history(thanh) == [(union["ha"].pk, None)] and heard == []


def test_who_has_left_is_on_no_roster(thanh, union, lien, heard):
    thanh.left_on = timezone.localdate()
    thanh.save()
    assert (scope.sees(lien, thanh), scope.members(lien).filter(pk=thanh.pk).exists()) == (False, False)
    assert history(thanh) == [(union["ha"].pk, timezone.localdate())]
    assert heard == [([thanh.pk], union["ha"].pk, None)]


def test_many_are_moved_at_once(thanh, lien, xuan, union, ngan, heard):
    place([thanh.pk, lien.pk, xuan.pk], union["thuong"], by=ngan)
    assert set(union["thuong"].members.all()) == {thanh, lien, xuan}
    assert heard == [([thanh.pk, lien.pk], union["ha"].pk, union["thuong"].pk)]
    assert history(xuan) == [(union["thuong"].pk, None)]


def test_who_has_left_is_moved_without_coming_back(thanh, union, ngan, heard):
    Member.objects.filter(pk=thanh.pk).update(left_on=timezone.localdate())
    place([thanh.pk], union["thuong"], by=ngan)
    thanh.refresh_from_db()
    assert (thanh.unit, thanh.place, heard) == (union["thuong"], None, [])
