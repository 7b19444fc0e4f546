"""Finding a unit, a member, a few members by what was typed: always inside the scope of who asks."""

import re

from django.db.models import BigIntegerField, F, Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from lms import names
from lms.members import access_log, scope
from lms.members.models import Member
from lms.units.models import Unit

DIGITS = re.compile(r"[\d\s.+()\-]+")
FEWEST_DIGITS = 3  # of the end of a phone number
WHOLE = 9  # digits of a number without its 0


def unit_of(request: HttpRequest, code: str) -> Unit:
    """The unit in the address; 404 for whoever does not look after it."""
    return get_object_or_404(scope.units(request.user), code=code)


def member_of(request: HttpRequest, unit: Unit, member_id: int, *, known: bool = False) -> Member:
    """A member of the unit or below; with `known` also one who has left. 404 for everybody else."""
    if member_id > BigIntegerField.MAX_BIGINT:
        raise Http404
    people = scope.known(request.user) if known else scope.members(request.user)
    here = people.filter(unit__path__startswith=unit.path).select_related("unit")
    member = get_object_or_404(here, pk=member_id)
    access_log.note(request.user, [member], access_log.What.ROSTER)
    return member


def below(viewer: scope.Viewer, unit: Unit, *, listed: bool) -> QuerySet[Member]:
    """Who belongs to the unit or to one below it, or has left from there. `listed` names the units one by one, for a
    list in order: PostgreSQL then reads their people and not everybody's (85 ms for 430 in a commune, of 600,000)."""
    if not listed:
        return scope.known(viewer).filter(unit__path__startswith=unit.path)
    units = scope.units(viewer).filter(path__startswith=unit.path).values_list("pk", flat=True)
    return scope.known(viewer).filter(unit__in=list(units))


def in_order(members: QuerySet[Member]) -> QuerySet[Member]:
    """As Vietnamese lists are: given name first; of one name the oldest first."""
    return members.select_related("unit").order_by("sort_key", F("birth_year").asc(nulls_last=True), "pk")


def matching(members: QuerySet[Member], typed: str) -> QuerySet[Member]:
    """Those whose name has these words, marks or not, or whose phone number ends so. Nothing typed: all of them."""
    typed = names.tidy(typed.replace("\x00", ""))[:120]
    digits = re.sub(r"\D", "", typed)
    if typed and DIGITS.fullmatch(typed) and len(digits) >= FEWEST_DIGITS:
        national = digits.removeprefix("00").removeprefix("84") if len(digits) > WHOLE + 1 else digits
        endings = Q(phone__endswith=digits)
        return members.filter(endings | Q(phone__endswith=national.lstrip("0")) if len(national) >= WHOLE else endings)
    wanted = names.fold(typed)
    if typed and not wanted:  # nothing but an apostrophe
        return members.none()
    return members.filter(search_key__contains=wanted)


def units_matching(viewer: scope.Viewer, typed: str) -> QuerySet[Unit]:
    """Units in scope that have members, by a part of their name."""
    wanted = names.fold(typed.replace("\x00", ""))[:120]
    return scope.units(viewer).filter(search_key__contains=wanted, valid_until=None).order_by("path")


def with_parents(units: list[Unit]) -> list[tuple[Unit, str]]:
    """(unit, names of what stands above it, nearest first): names of units repeat. One query."""
    above = {path for unit in units for path in _paths_above(unit)}
    called = dict(Unit.objects.filter(path__in=above, depth__gt=1).values_list("path", "name"))
    return [(unit, ", ".join(called[path] for path in _paths_above(unit) if path in called)) for unit in units]


def _paths_above(unit: Unit) -> list[str]:
    length = Unit.steplen
    return [unit.path[:end] for end in range(len(unit.path) - length, 0, -length)]
