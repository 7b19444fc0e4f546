"""Moving many members at once; one member is moved by saving her."""

from collections import defaultdict

from django.db import transaction

from lms.members.models import Member, Membership, Unit
from lms.members.signals import placed


@transaction.atomic
def place(members: list[int], unit: Unit, *, by: Member | None) -> None:
    """Put these members (ids) on the roster of `unit`. Each keeps the history of where she was; those who have left or
    may not sign in are moved too, and stay on no roster. A unit that has just ended sends them on to its heir."""
    list(Member.objects.select_for_update(no_key=True).filter(pk__in=members).order_by("pk").values_list("pk"))
    unit = Unit.lasting(unit.pk) or unit
    rows = Member.objects.filter(pk__in=members).exclude(unit=unit)
    counted = defaultdict(list)
    for member in rows.order_by("pk"):
        counted[member.place].append(member.pk)
    moved = [pk for pks in counted.values() for pk in pks]
    Member.objects.filter(pk__in=moved).update(unit=unit)
    counted.pop(None, None)
    Membership.objects.note([pk for pks in counted.values() for pk in pks], unit.pk, by=by)
    for before, pks in counted.items():
        placed.send(Member, members=pks, before=before, after=unit.pk)
