"""What becomes of the offices in a unit that ends.

Its roles end on that day. A role goes on in the unit that its holder's members went to: helpers, trainers, deputies and
officers as they were. There is one head: she stays head where the new place has none and no second one comes; else a
branch head goes on as deputy, so that she does not lose sight of her members, and a group head's office ends.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lms.members.models import Role
from lms.reorganising.orders import New
from lms.units.models import Unit

Target = Unit | New
Kind = Role.Kind
SECOND: dict[str, str | None] = {
    Kind.BRANCH_HEAD: Kind.BRANCH_DEPUTY,
    Kind.GROUP_HEAD: None,
}  # what a second head becomes


@dataclass(frozen=True)
class Handover:
    """A role ends. `kind` is what its holder becomes in `to`; None: nothing, or she holds that office there already."""

    role: Role
    to: Target | None
    kind: str | None


def hand_over(leaving: Iterable[tuple[Role, Target]]) -> list[Handover]:
    """For each role that ends, with where it leads."""
    leaving = list(leaving)
    held = _held(to for _role, to in leaving)
    there = held | {(to.code, role.kind, role.member_id) for role, to in leaving}
    heads = Counter((code, kind) for code, kind, _who in there)
    handed = []
    for role, to in leaving:
        kind = role.kind if heads[to.code, role.kind] == 1 else SECOND.get(role.kind, role.kind)
        known = (to.code, kind, role.member_id) in held
        held.add((to.code, kind, role.member_id))
        handed.append(Handover(role, to, None if known else kind))
    return handed


def _held(targets: Iterable[Target]) -> set[tuple[str, str | None, int]]:
    """(code, kind, member) of the offices that are held in those targets that are there already."""
    there = {to.pk for to in targets if isinstance(to, Unit)}
    return set(Role.objects.current().filter(unit__in=there).values_list("unit__code", "kind", "member"))
