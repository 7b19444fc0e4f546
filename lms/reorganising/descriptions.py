"""A plan in words, for the screen and for the command: what will happen, to whom, and what to see to afterwards."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_stubs_ext import StrOrPromise

from lms.members import scope
from lms.members.models import Member, Role
from lms.reorganising.offices import Handover, Target
from lms.reorganising.orders import New
from lms.reorganising.plans import Ending, Hanging, Leaving, Placing, Plan
from lms.units.models import Unit

MOST = 20  # lines of one kind
HEADS = {Unit.Level.BRANCH: Role.Kind.BRANCH_HEAD, Unit.Level.GROUP: Role.Kind.GROUP_HEAD}


@dataclass(frozen=True)
class Section:
    heading: str
    lines: list[str]
    more: int = 0  # so many lines are not written out


def describe(plan: Plan, viewer: scope.Viewer | None = None) -> list[Section]:
    """Names of people only where `viewer` may see them; for a command, none."""
    words = Words(plan, viewer)
    kinds: list[tuple[str, list[Any], Callable[[Any], str]]] = [
        (_("New units"), plan.founded, words.founded),
        (_("New names"), plan.renamed, words.renamed),
        (_("Members who are on no roster any more"), plan.leaving, words.leaving),
        (
            _("Members who change their unit"),
            [one for one in plan.placed if one.on_roster or not plan.leaving],
            words.placed,
        ),
        (_("Units that will belong elsewhere, with all their members"), plan.rehung, words.rehung),
        (_("Offices"), plan.handed, words.handed),
        (_("Units that end"), plan.ended, words.ended),
        (_("Please see to it"), words.notes(), str),
    ]
    return [_section(heading, found, say) for heading, found, say in kinds if found]


def _section(heading: str, found: list, say: Callable[[Any], str]) -> Section:
    return Section(heading, [say(one) for one in found[:MOST]], max(0, len(found) - MOST))


class Words:
    def __init__(self, plan: Plan, viewer: scope.Viewer | None):
        self.plan, self.day = plan, date_format(plan.day, "d/m/Y")
        holders = [one.role.member_id for one in plan.handed]
        seen = scope.members(viewer).filter(pk__in=holders) if viewer else Member.objects.none()
        self.seen = set(seen.values_list("pk", flat=True))
        self.above = self._above()

    def _above(self) -> dict[str, str]:
        """Names of the units above those in the plan, by path, and by code for those above new units. One query."""
        plan = self.plan
        moving: list[Placing | Hanging] = [*plan.placed, *plan.rehung]
        units = [unit for unit, _name in plan.renamed] + [one.unit for one in [*moving, *plan.ended]]
        units += [to for to in [one.to for one in [*moving, *plan.handed]] if isinstance(to, Unit)]
        paths = Unit.objects.filter(path__in={unit.path[: -Unit.steplen] for unit in units})
        codes = Unit.objects.filter(code__in={new.parent for new in plan.founded})
        return {key: unit.name for unit in paths | codes for key in (unit.path, unit.code)}

    def full(self, target: Target) -> str:
        """Its name with the unit above it: names repeat."""
        above = self.above.get(target.parent if isinstance(target, New) else target.path[: -Unit.steplen])
        return f"{target.name} ({above})" if above else target.name

    def founded(self, new: New) -> str:
        return _("%(unit)s, code %(code)s, from %(day)s") % {
            "unit": self.full(new),
            "code": new.code,
            "day": self.day,
        }

    def renamed(self, change: tuple[Unit, str]) -> str:
        return _("%(unit)s will be called %(name)s") % {"unit": self.full(change[0]), "name": change[1]}

    def leaving(self, one: Leaving) -> str:
        """Where they are found: with the unit above, as those who left before are."""
        said = ngettext(
            "%(n)s member of %(unit)s; found afterwards among those who have left %(above)s",
            "%(n)s members of %(unit)s; found afterwards among those who have left %(above)s",
            len(one.members),
        )
        return said % {"n": len(one.members), "unit": self.full(one.unit), "above": one.to.name}

    def placed(self, one: Placing) -> str:
        said = ngettext(
            "%(n)s member of %(unit)s goes to %(to)s", "%(n)s members of %(unit)s go to %(to)s", one.on_roster
        )
        return said % {"n": one.on_roster, "unit": self.full(one.unit), "to": self.full(one.to)}

    def rehung(self, one: Hanging) -> str:
        members = Member.objects.filter(unit__path__startswith=one.unit.path, is_active=True, left_on=None).count()
        said = ngettext("%(unit)s, %(n)s member, to %(to)s", "%(unit)s, %(n)s members, to %(to)s", members)
        return said % {"n": members, "unit": self.full(one.unit), "to": self.full(one.to)}

    def handed(self, one: Handover) -> str:
        office = one.role.get_kind_display()
        who = f"{one.role.member.name}: {office}" if one.role.member_id in self.seen else office
        values: dict[str, StrOrPromise] = {
            "who": who,
            "unit": one.role.unit.name,
            "kind": "",
            "to": one.to.name if one.to else "",
        }
        if not one.kind:
            return _("%(who)s of %(unit)s ends") % values
        values["kind"] = Role.Kind(one.kind).label
        return _("%(who)s of %(unit)s ends; becomes %(kind)s of %(to)s") % values

    def ended(self, one: Ending) -> str:
        values = {"unit": self.full(one.unit), "day": self.day, "to": ", ".join(heir.name for heir in one.heirs)}
        if not one.heirs:
            return _("%(unit)s ends on %(day)s; nothing takes its place") % values
        return _("%(unit)s ends on %(day)s; its address leads to %(to)s") % values

    def notes(self) -> list[str]:
        twice = _("“%(name)s” will be there more than once in %(to)s: please rename them.")
        headless = _("%(unit)s has no head yet: please appoint one.")
        return [
            *(twice % {"name": name, "to": to.name} for name, to in self.plan.twins),
            *(headless % {"unit": new.name} for new in self._headless()),
        ]

    def _headless(self) -> Iterable[New]:
        led = {(one.to.code, one.kind) for one in self.plan.handed if one.to}
        headed = [new for new in self.plan.founded if new.level in HEADS]
        return [new for new in headed if (new.code, HEADS[Unit.Level(new.level)]) not in led]
