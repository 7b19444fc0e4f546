"""What is in a unit when it is planned: members, units below it, offices."""

from collections import Counter
from datetime import date

from django.db.models import Q, QuerySet

from lms.members.models import Member, Role
from lms.reorganising.offices import Target
from lms.reorganising.plans import Hanging, Placing
from lms.reorganising.reach import current_below
from lms.units.models import Unit


def members_of(unit: Unit) -> QuerySet[Member]:
    return Member.objects.filter(unit=unit)


def all_of(unit: Unit, to: Target) -> Placing | None:
    members = list(members_of(unit).values_list("pk", flat=True))
    return placing(unit, to, members) if members else None


def placing(unit: Unit, to: Target, members: list[int]) -> Placing:
    on_roster = set(members_of(unit).filter(is_active=True, left_on=None).values_list("pk", flat=True))
    return Placing(unit, to, tuple(members), len(on_roster.intersection(members)))


def children_of(unit: Unit) -> list[Unit]:
    return list(Unit.objects.current().filter(current_below(unit)))


def roles_in(units: list[Unit], day: date) -> QuerySet[Role]:
    """Those that are held on that day, or will be."""
    lasting = Role.objects.filter(Q(until=None) | Q(until__gt=day), unit__in=units)
    return lasting.select_related("member", "unit").order_by("unit__path", "kind", "pk")


def twins(rehung: list[Hanging], into: Target) -> list[tuple[str, Target]]:
    """Names that will hang there more than once ("Tổ 1" of both): allowed, and said."""
    there = children_of(into) if isinstance(into, Unit) else []
    counted = Counter(unit.search_key for unit in [*there, *(one.unit for one in rehung)])
    said = {one.unit.search_key: one.unit.name for one in rehung}
    return [(name, into) for key, name in said.items() if counted[key] > 1]
