"""Planning a split: who and what leaves for which new unit, and what becomes of the old one."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lms import names
from lms.members.models import Role
from lms.reorganising import naming_rules
from lms.reorganising.contents import children_of, members_of, placing, roles_in
from lms.reorganising.offices import Target, hand_over
from lms.reorganising.orders import New, Part, Split
from lms.reorganising.plans import Ending, Hanging, Placing, Plan
from lms.reorganising.reach import Reach
from lms.units.models import Unit


def split(order: Split, reach: Reach) -> Plan:
    unit = reach.find(order.unit, own=True)
    if unit.is_root():
        raise ValidationError(_("The highest unit cannot be split."))
    parts = [_completed(part, unit, order.parts, reach) for part in order.parts]
    _check_parts(parts)
    left, children = (
        set(members_of(unit).values_list("pk", flat=True)),
        {child.code: child for child in children_of(unit)},
    )
    made = Plan(order.day, founded=[part.into for part in parts])
    for part in sorted(parts, key=lambda part: part.rest):
        members, units = _taken(part, left, children)
        if not part.rest and not (members or units):
            raise ValidationError(_("Choose who belongs to “%(unit)s”.") % {"unit": part.into.name})
        made.rehung += [Hanging(child, part.into) for child in units]
        if members:
            made.placed.append(placing(unit, part.into, members))
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
    new = naming_rules.completed(new, reach, but=ends, skip=nth)
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
        left.clear()
        children.clear()
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
    leading = [(role, gone.get(role.member_id, rest)) for role in roles_in([unit], day)]
    return [(role, to) for role, to in leading if to]
