"""Carrying an order out: all of it or nothing, and one at a time in the whole tree.

The table of units is locked against other writers first (readers go on), then the members and the units concerned;
only then is it planned. So two at once are done one after the other, and the second one sees what the first has done.
Who is written into a unit at the same moment is seen, or waits and goes to its heir (`Unit.lasting`).
"""

from collections import defaultdict

from django.db import connection, transaction
from django.db.models import F

from lms.members.memberships import place, take_off
from lms.members.models import Member, Role
from lms.reorganising.dissolving import whole
from lms.reorganising.offices import Handover, Target
from lms.reorganising.orders import Dissolve, Merge, Move, New, Order, Rename, Split
from lms.reorganising.planning import planned
from lms.reorganising.plans import Ending, Hanging, Plan
from lms.reorganising.reach import Reach
from lms.units.models import FormerName, Unit
from lms.units.signals import reshaped


class PlanChangedError(Exception):
    """Something else would happen by now than what was looked at; `plan` says what."""

    def __init__(self, plan: Plan):
        super().__init__(plan)
        self.plan = plan


@transaction.atomic
def carry_out(order: Order, reach: Reach, *, by: Member | None, mark: str | None = None) -> Plan:
    """Do it, and return what was done. With `mark` only what bears it is done. Raises ValidationError and Changed."""
    hold_the_tree()
    _hold(_named(order))
    plan = planned(order, reach)
    if mark is not None and mark != plan.mark:
        raise PlanChangedError(plan)
    _apply(plan, by)
    return plan


def hold_the_tree() -> None:
    """Until the transaction ends, nobody else changes units. SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {Unit._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")


def _named(order: Order) -> list[str]:
    match order:
        case Merge():
            return [*order.units]
        case Split() | Move() | Rename():
            return [order.unit]
        case Dissolve():
            unit = Unit.objects.filter(code=order.unit).first()
            return [one.code for one in whole(unit)] if unit else []
    return []


def _hold(codes: list[str]) -> None:
    """Members before units: whoever moves one member at the same moment locks in that order too."""
    members = Member.objects.select_for_update(no_key=True, of=["self"]).filter(unit__code__in=codes).order_by("pk")
    list(members.values_list("pk"))
    list(Unit.objects.select_for_update(no_key=True).filter(code__in=codes).values_list("pk"))


def _apply(plan: Plan, by: Member | None) -> None:
    for new in plan.founded:
        _found(new, plan)
    for unit, name in plan.renamed:
        _rename(unit, name, plan)
    for leaving in plan.leaving:
        take_off(list(leaving.members), by=by)
    for placing in plan.placed:
        place(list(placing.members), _there(placing.to), by=by)
    for hanging in plan.rehung:
        _rehang(hanging)
    _hand_over(plan)
    for ending in plan.ended:
        _end(ending, plan)


def _there(target: Target) -> Unit:
    """As it is now: hanging one unit below another changes both."""
    return Unit.objects.get(code=target.code)


def _found(new: New, plan: Plan) -> None:
    unit = Unit(name=new.name, level=new.level, code=new.code, valid_from=plan.day)
    Unit.objects.get(code=new.parent).add_child(instance=unit)


def _rename(unit: Unit, name: str, plan: Plan) -> None:
    FormerName.objects.create(unit=unit, name=unit.name, until=plan.day)
    unit.name = name
    unit.save(update_fields=["name", "search_key"])


def _rehang(one: Hanging) -> None:
    rehang(Unit.objects.get(pk=one.unit.pk), _there(one.to))


def rehang(unit: Unit, to: Unit) -> None:
    """Hang a unit, with all below it, under another one, and tell who counts."""
    before = unit.get_parent()
    unit.move(to, "last-child")
    unit.refresh_from_db()
    reshaped.send(Unit, unit=unit, before=before.path if before else "", after=unit.path[: -Unit.steplen])


def _hand_over(plan: Plan) -> None:
    ending = Role.objects.filter(pk__in=[one.role.pk for one in plan.handed])
    ending.filter(since__gte=plan.day).update(until=F("since"))
    ending.filter(since__lt=plan.day).update(until=plan.day)
    heirs: dict[str, Target] = {}
    going_on: dict[str, list[Handover]] = defaultdict(list)
    for one in plan.handed:
        if one.kind and one.to:
            heirs.setdefault(one.to.code, one.to)
            going_on[one.to.code].append(one)
    for code, handed in going_on.items():
        unit = _there(heirs[code])
        Role.objects.bulk_create(
            [_role(one, unit, plan) for one in handed],
            update_conflicts=True,  # she held it there on that very day, and gave it up
            unique_fields=["member", "unit", "kind", "since"],
            update_fields=["until"],
        )


def _role(one: Handover, unit: Unit, plan: Plan) -> Role:
    since = max(one.role.since, plan.day)
    return Role(member=one.role.member, unit=unit, kind=one.kind or one.role.kind, since=since, until=one.role.until)


def _end(one: Ending, plan: Plan) -> None:
    one.unit.valid_until = plan.day
    one.unit.save(update_fields=["valid_until"])
    one.unit.successors.add(*[_there(heir) for heir in one.heirs])
