"""What will happen when an order is carried out. Planning only reads; whatever speaks against it is a ValidationError
in the words of the screen."""

from functools import singledispatch

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.reorganising import dissolving, naming_rules, splitting
from lms.reorganising.contents import all_of, children_of, roles_in, twins
from lms.reorganising.offices import hand_over
from lms.reorganising.orders import Dissolve, Found, Merge, Move, New, Order, Rename, Split
from lms.reorganising.plans import Ending, Hanging, Plan
from lms.reorganising.reach import Reach


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
    return Plan(order.day, founded=[naming_rules.completed(order.new, reach)])


@plan.register
def _rename(order: Rename, reach: Reach) -> Plan:
    unit = reach.find(order.unit, own=True)
    name = naming_rules.checked(order.name)
    if name == unit.name:
        raise ValidationError(_("That is its name already."))
    naming_rules.check_single(name, unit.get_parent(), but=[unit])
    return Plan(order.day, renamed=[(unit, name)])


@plan.register
def _move(order: Move, reach: Reach) -> Plan:
    unit, to = reach.find(order.unit, own=True), reach.find(order.to)
    naming_rules.check_ranks(unit.level, to)
    if to == unit.get_parent():
        raise ValidationError(_("It hangs there already."))
    naming_rules.check_single(unit.name, to)
    return Plan(order.day, rehung=[Hanging(unit, to)])


@plan.register
def _merge(order: Merge, reach: Reach) -> Plan:
    units = reach.find_all(order.units)
    made = Plan(order.day)
    if isinstance(order.into, New):
        if len(units) < 2:
            raise ValidationError(_("Choose at least two units to merge. One alone is renamed."))
        into = naming_rules.completed(order.into, reach, but=units)
        made.founded = [into]
    else:
        into = reach.find(order.into, own=True)
        units = [unit for unit in units if unit != into]
    if not units:
        raise ValidationError(_("Choose at least one unit that is to end."))
    if {unit.level for unit in units} != {into.level}:
        raise ValidationError(_("Only units of the same level can be merged."))
    made.placed = [one for unit in units if (one := all_of(unit, into))]
    made.rehung = [Hanging(child, into) for unit in units for child in children_of(unit)]
    made.handed = hand_over((role, into) for role in roles_in(units, order.day))
    made.ended = [Ending(unit, (into,)) for unit in units]
    made.twins = twins(made.rehung, into)
    return made


@plan.register
def _dissolve(order: Dissolve, reach: Reach) -> Plan:
    return dissolving.dissolve(order, reach)


@plan.register
def _split(order: Split, reach: Reach) -> Plan:
    return splitting.split(order, reach)
