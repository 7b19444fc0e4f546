"""Writing, moving and striking out many members at once; one member is written or moved by saving her."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from lms.members.models import Member, Membership
from lms.members.models.changes import Change, Values
from lms.members.signals import placed
from lms.units.models import Unit


@transaction.atomic
def place(members: list[int], unit: Unit, *, by: Member | None) -> None:
    """Put these members (ids) on the roster of `unit`. Each keeps the history of where she was; those who have left or
    may not sign in are moved too, and stay on no roster. A unit that has just ended sends them on to its heir."""
    list(Member.objects.select_for_update(no_key=True).filter(pk__in=members).order_by("pk").values_list("pk"))
    unit = Unit.lasting(unit.pk) or unit
    rows = Member.objects.filter(pk__in=members).exclude(unit=unit)
    counted, came_from = defaultdict(list), defaultdict(list)
    for member in rows.order_by("pk"):
        counted[member.place].append(member.pk)
        came_from[member.unit_id].append(member.pk)
    for before, pks in came_from.items():
        said = {"before": {"unit_id": before}, "after": {"unit_id": unit.pk}}
        Change.objects.note(pks, Change.What.CHANGED, by=by, **said)
    moved = [pk for pks in counted.values() for pk in pks]
    Member.objects.filter(pk__in=moved).update(unit=unit)
    counted.pop(None, None)
    placed_anew = [pk for pks in counted.values() for pk in pks]
    Membership.objects.end(placed_anew)
    Membership.objects.begin(placed_anew, unit.pk, by=by)
    for before, pks in counted.items():
        placed.send(Member, members=pks, before=before, after=unit.pk, new=False)


@transaction.atomic
def enrol(members: list[Member], *, by: Member | None) -> None:
    """Write new members on the rosters of their units; each has her id afterwards."""
    for member in members:
        member.derive()
    by_unit = defaultdict(list)
    for member in Member.objects.bulk_create(members):
        by_unit[member.unit_id].append(member.pk)
    for unit_id, pks in by_unit.items():
        assert unit_id is not None  # who is written down is written down somewhere
        Membership.objects.begin(pks, unit_id, by=by)
        Change.objects.note(pks, Change.What.ADDED, by=by)
        placed.send(Member, members=pks, before=None, after=unit_id, new=True)


@transaction.atomic
def take_off(members: list[int], *, by: Member | None = None) -> None:
    """From today these members are on no roster; they may come back, and go on learning. Who takes one member off says
    why (`roster.leaving`); here their unit has ended."""
    rows = Member.objects.select_for_update(no_key=True).filter(pk__in=members, is_active=True, left_on=None)
    counted = defaultdict(list)
    for member in rows.order_by("pk"):
        counted[member.place].append(member.pk)
    leaving = [pk for pks in counted.values() for pk in pks]
    today = timezone.localdate()
    Member.objects.filter(pk__in=leaving).update(left_on=today, left_why=Member.Leaving.OTHER)
    said: dict[str, Values] = {"before": {"left_on": None}, "after": {"left_on": today.isoformat()}}
    Change.objects.note(leaving, Change.What.CHANGED, by=by, **said)
    Membership.objects.end(leaving)
    counted.pop(None, None)
    for before, pks in counted.items():
        placed.send(Member, members=pks, before=before, after=None, new=False)


@transaction.atomic
def strike_out(members: list[int]) -> None:
    """Delete members who should never have been written. Their records go with them: ask first who has any."""
    rows = Member.objects.filter(pk__in=members)
    by_place = defaultdict(list)
    for member in rows:
        by_place[member.place].append(member.pk)
    rows.update(is_active=False)
    by_place.pop(None, None)
    for before, pks in by_place.items():
        placed.send(Member, members=pks, before=before, after=None, new=False)
    rows.delete()
