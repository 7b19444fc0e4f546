"""Planning the end of a unit that nothing takes the place of: a branch that dissolves, with its groups."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lms.members.models import Role
from lms.reorganising.contents import all_of, members_of, roles_in
from lms.reorganising.offices import Handover
from lms.reorganising.orders import Dissolve
from lms.reorganising.plans import Ending, Leaving, Placing, Plan
from lms.reorganising.reach import Reach
from lms.units.models import Unit


def dissolve(order: Dissolve, reach: Reach) -> Plan:
    """Everybody who belongs there goes to the unit above, those who left before as well: somewhere they are found. Who
    holds an office elsewhere stays on the roster, whatever becomes of the others."""
    unit = reach.find(order.unit, own=True)
    if unit.is_root():
        raise ValidationError(_("The highest unit cannot end."))
    units = whole(unit)
    if any(below.level != Unit.Level.GROUP for below in units[1:]):
        raise ValidationError(_("There are units below it. Please move, merge or end these first."))
    made = Plan(order.day, ended=[Ending(one) for one in units])
    made.handed = [Handover(role, None, None) for role in roles_in(units, order.day)]
    above = unit.get_parent()
    if order.leaving:
        made.leaving = [Leaving(one, above, leaving) for one in units if (leaving := _leaving(one, units))]
    gone = {pk for one in made.leaving for pk in one.members}
    made.placed = [_without(one, gone) for part in units if (one := all_of(part, above))]
    return made


def whole(unit: Unit) -> list[Unit]:
    """The unit and every unit below it that is there, itself first."""
    return list(Unit.objects.current().filter(path__startswith=unit.path))


def _leaving(unit: Unit, ending: list[Unit]) -> tuple[int, ...]:
    elsewhere = Role.objects.current().exclude(unit__in=ending).values("member")
    on_roster = members_of(unit).filter(is_active=True, left_on=None)
    return tuple(on_roster.exclude(pk__in=elsewhere).order_by("pk").values_list("pk", flat=True))


def _without(one: Placing, gone: set[int]) -> Placing:
    """Who leaves is placed too, and is on no roster there."""
    return Placing(one.unit, one.to, one.members, one.on_roster - len(gone.intersection(one.members)))
