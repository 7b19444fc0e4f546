"""What will happen when an order is carried out. Planning only reads; whatever speaks against it is a ValidationError
in the words of the screen."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import singledispatch
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.members import names
from lms.members.models import Member, Role, Unit
from lms.members.reorganising import naming
from lms.members.reorganising.offices import Handover, Target, hand_over
from lms.members.reorganising.orders import Found, Merge, Move, New, Order, Part, Rename, Split
from lms.members.reorganising.reaching import Reach, current_below


@dataclass(frozen=True)
class Hanging:
    """A unit, with all below it, that will hang under another one."""

    unit: Unit
    to: Target


@dataclass(frozen=True)
class Placing:
    """Members (ids, also of those who left) of one unit who will belong to another; so many are on its roster."""

    unit: Unit
    to: Target
    members: tuple[int, ...]
    on_roster: int


@dataclass(frozen=True)
class Ending:
    unit: Unit
    heirs: tuple[Target, ...]


@dataclass
class Plan:
    day: date
    founded: list[New] = field(default_factory=list)
    renamed: list[tuple[Unit, str]] = field(default_factory=list)
    placed: list[Placing] = field(default_factory=list)
    rehung: list[Hanging] = field(default_factory=list)
    handed: list[Handover] = field(default_factory=list)
    ended: list[Ending] = field(default_factory=list)
    twins: list[tuple[str, Target]] = field(default_factory=list)  # (name, unit): will hang there more than once

    @property
    def mark(self) -> str:
        """Another mark: something else would happen. What was looked at is what is confirmed."""
        facts = [
            [(new.name, new.level, new.parent, new.code) for new in self.founded],
            [(unit.code, unit.name, name) for unit, name in self.renamed],
            [(one.unit.code, one.to.code, sorted(one.members)) for one in self.placed],
            [(one.unit.code, one.unit.path, one.to.code) for one in self.rehung],
            [(one.role.pk, one.to and one.to.code, one.kind) for one in self.handed],
            [(one.unit.code, [heir.code for heir in one.heirs]) for one in self.ended],
        ]
        return sha256(repr((self.day, facts)).encode()).hexdigest()[:24]


@singledispatch
def plan(order: Order, reach: Reach) -> Plan:
    raise NotImplementedError(type(order))


def planned(order: Order, reach: Reach) -> Plan:
    """The plan of any order, within what somebody may reorganise."""
    if order.day > timezone.localdate():
        raise ValidationError(_("That day is still to come. Please do it on that day, or later."))
    made = plan(order, reach)
    if young := [one.unit for one in made.ended if one.unit.valid_from and one.unit.valid_from > order.day]:
        raise ValidationError(_("“%(unit)s” is younger than that day.") % {"unit": young[0]})
    return made


@plan.register
def _found(order: Found, reach: Reach) -> Plan:
    return Plan(order.day, founded=[naming.completed(order.new, reach)])


@plan.register
def _rename(order: Rename, reach: Reach) -> Plan:
    unit = reach.find(order.unit, own=True)
    name = naming.checked(order.name)
    if name == unit.name:
        raise ValidationError(_("That is its name already."))
    naming.check_single(name, unit.get_parent(), but=[unit])
    return Plan(order.day, renamed=[(unit, name)])


@plan.register
def _move(order: Move, reach: Reach) -> Plan:
    unit, to = reach.find(order.unit, own=True), reach.find(order.to)
    naming.check_ranks(unit.level, to)
    if to == unit.get_parent():
        raise ValidationError(_("It hangs there already."))
    naming.check_single(unit.name, to)
    return Plan(order.day, rehung=[Hanging(unit, to)])


@plan.register
def _merge(order: Merge, reach: Reach) -> Plan:
    units = reach.find_all(order.units)
    made = Plan(order.day)
    if isinstance(order.into, New):
        if len(units) < 2:
            raise ValidationError(_("Choose at least two units to merge. One alone is renamed."))
        into = naming.completed(order.into, reach, but=units)
        made.founded = [into]
    else:
        into = reach.find(order.into, own=True)
        units = [unit for unit in units if unit != into]
    if not units:
        raise ValidationError(_("Choose at least one unit that is to end."))
    if {unit.level for unit in units} != {into.level}:
        raise ValidationError(_("Only units of the same level can be merged."))
    made.placed = [one for unit in units if (one := _all_of(unit, into))]
    made.rehung = [Hanging(child, into) for unit in units for child in _children(unit)]
    made.handed = hand_over((role, into) for role in _roles(units, order.day))
    made.ended = [Ending(unit, (into,)) for unit in units]
    made.twins = _twins(made.rehung, into)
    return made


@plan.register
def _split(order: Split, reach: Reach) -> Plan:
    unit = reach.find(order.unit, own=True)
    if unit.is_root():
        raise ValidationError(_("The highest unit cannot be split."))
    parts = [_completed(part, unit, order.parts, reach) for part in order.parts]
    _check_parts(parts)
    left, children = set(_members(unit).values_list("pk", flat=True)), {child.code: child for child in _children(unit)}
    made = Plan(order.day, founded=[part.into for part in parts])
    for part in sorted(parts, key=lambda part: part.rest):
        members, units = _taken(part, left, children)
        if not part.rest and not (members or units):
            raise ValidationError(_("Choose who belongs to “%(unit)s”.") % {"unit": part.into.name})
        made.rehung += [Hanging(child, part.into) for child in units]
        if members:
            made.placed.append(_placing(unit, part.into, members))
    made.handed = hand_over(_followed(unit, made.placed, parts, order.day))
    if any(part.rest for part in parts):
        made.ended = [Ending(unit, tuple(part.into for part in parts))]
    return made


def _completed(part: Part, unit: Unit, parts: Iterable[Part], reach: Reach) -> Part:
    """With its new unit beside the old one, on the same level, and with a code that no other part has."""
    parent = part.into.parent or unit.get_parent().code
    new = New(part.into.name, unit.level, parent, part.into.code)
    others = [other for other in parts if other is not part]
    ends = [unit] if any(one.rest for one in parts) else []
    nth = [one for one in parts if not one.into.code].index(part) if not new.code else 0
    new = naming.completed(new, reach, but=ends, skip=nth)
    if any(names.fold(other.into.name) == names.fold(new.name) for other in others):
        raise ValidationError(_("Two new units must not have the same name."))
    return Part(new, part.units, part.members, part.rest)


def _check_parts(parts: list[Part]) -> None:
    if not parts:
        raise ValidationError(_("Say which new units there will be."))
    if sum(part.rest for part in parts) > 1:
        raise ValidationError(_("Only one new unit can take the rest."))
    if len({part.into.code for part in parts}) < len(parts):
        raise ValidationError(_("Two new units must not have the same code."))


def _taken(part: Part, left: set[int], children: dict[str, Unit]) -> tuple[list[int], list[Unit]]:
    """Takes a part's members and units out of what is left."""
    if part.rest:
        taken = sorted(left), list(children.values())
        left.clear(), children.clear()
        return taken
    wrong = [code for code in part.units if code not in children]
    if wrong or not left.issuperset(part.members):
        raise ValidationError(_("Some of those chosen do not belong to this unit, or were chosen twice."))
    left.difference_update(part.members)
    return sorted(set(part.members)), [children.pop(code) for code in dict.fromkeys(part.units)]


def _followed(unit: Unit, placed: list[Placing], parts: list[Part], day: date) -> list[tuple[Role, Target]]:
    """Roles in the split unit that end: a holder's role goes where she goes; with the unit, also those of others."""
    gone = {pk: one.to for one in placed for pk in one.members}
    rest = next((part.into for part in parts if part.rest), None)
    leading = [(role, gone.get(role.member_id, rest)) for role in _roles([unit], day)]
    return [(role, to) for role, to in leading if to]


def _members(unit: Unit) -> QuerySet[Member]:
    return Member.objects.filter(unit=unit)


def _all_of(unit: Unit, to: Target) -> Placing | None:
    members = list(_members(unit).values_list("pk", flat=True))
    return _placing(unit, to, members) if members else None


def _placing(unit: Unit, to: Target, members: list[int]) -> Placing:
    on_roster = set(_members(unit).filter(is_active=True, left_on=None).values_list("pk", flat=True))
    return Placing(unit, to, tuple(members), len(on_roster.intersection(members)))


def _children(unit: Unit) -> list[Unit]:
    return list(Unit.objects.current().filter(current_below(unit)))


def _roles(units: list[Unit], day: date) -> QuerySet[Role]:
    """Those that are held on that day, or will be."""
    lasting = Role.objects.filter(Q(until=None) | Q(until__gt=day), unit__in=units)
    return lasting.select_related("member", "unit").order_by("unit__path", "kind", "pk")


def _twins(rehung: list[Hanging], into: Target) -> list[tuple[str, Target]]:
    """Names that will hang there more than once ("Tổ 1" of both): allowed, and said."""
    there = _children(into) if isinstance(into, Unit) else []
    counted = Counter(unit.search_key for unit in [*there, *(one.unit for one in rehung)])
    said = {one.unit.search_key: one.unit.name for one in rehung}
    return [(name, into) for key, name in said.items() if counted[key] > 1]
