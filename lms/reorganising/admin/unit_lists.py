"""What the list and a unit's screen show: units with the one above them, for names repeat."""

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Left, Length

from lms.members import scope
from lms.members.models import Member
from lms.reorganising.reach import Reach, current_below
from lms.units.models import Unit, UnitQuerySet


def with_above(units: UnitQuerySet) -> UnitQuerySet:
    """Each with `above`, the name of the unit above it."""
    here = Left(OuterRef("path"), Length(OuterRef("path")) - Unit.steplen)
    return units.annotate(above=Subquery(Unit.objects.filter(path=here).values("name")[:1]))


def listed(reach: Reach, words: str = "") -> UnitQuerySet:
    """The current units in reach whose name or code fits; all of them when nothing is asked for."""
    units = with_above(reach.units().current())
    return units.named(words) if words.strip() else units


@dataclass(frozen=True)
class Place:
    """A unit in the tree: those above it as far as they are in reach, and those one level down."""

    unit: Unit
    trail: list[Unit]
    below: UnitQuerySet
    may_change: bool


def place(unit: Unit, reach: Reach) -> Place:
    steps = range(Unit.steplen, len(unit.path), Unit.steplen)
    above = reach.units().filter(path__in=[unit.path[:length] for length in steps]).order_by("path")
    below = Unit.objects.current().filter(current_below(unit)).order_by("search_key", "path")
    return Place(unit, list(above), below, reach.own().filter(pk=unit.pk).exists())


def beside(unit: Unit, reach: Reach) -> UnitQuerySet:
    """The other units of its level under the same parent, within reach."""
    above = unit.path[: -Unit.steplen]
    units = reach.own().current().filter(path__startswith=above, depth=unit.depth, level=unit.level)
    return units.exclude(pk=unit.pk).order_by("search_key", "path")


def own_members(unit: Unit, viewer: scope.Viewer) -> QuerySet[Member]:
    """Those who belong to it directly, as far as the viewer may see them by name."""
    return scope.members(viewer).filter(unit=unit).order_by("sort_key", "pk")
