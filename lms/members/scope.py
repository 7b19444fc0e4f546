"""Phạm vi: whose records a person may see. ONE definition, two faces.

A branch head or deputy sees her branch with its groups, a group head her group, an officer her unit's whole subtree.
Trainers, helpers, plain members and outsiders see nobody. The definition is `roots`: paths in the unit tree; `units`
and `members` turn it into a filter, `covers` and `sees` into a check of one unit, of one member. Nothing reads members
around it. What a session shows of itself counts as well: an officer sees hers after a password and a code, not after a
PIN (`Member.proven`).
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from lms.members.models import Member, Role
from lms.units.models import Unit, UnitQuerySet

SEEING = (Role.Kind.BRANCH_HEAD, Role.Kind.BRANCH_DEPUTY, Role.Kind.GROUP_HEAD, Role.Kind.OFFICER)
HELPING = (*SEEING, Role.Kind.HELPER)
PROVING = (Role.Kind.OFFICER, Role.Kind.TRAINER)
Viewer = Member | AnonymousUser


def roots(viewer: Viewer) -> list[str]:
    """Tree paths whose subtrees `viewer` may see. One query, kept on the viewer for the request."""
    return sorted({path for kind, path in _offices(viewer) if _proven(viewer) or kind != Role.Kind.OFFICER})


def must_prove(viewer: Viewer) -> bool:
    """Whether she is an officer who has signed in with less than an officer's sign-in. The same one query."""
    return any(kind == Role.Kind.OFFICER for kind, _path in _offices(viewer)) and not _proven(viewer)


def _proven(viewer: Viewer) -> bool:
    return isinstance(viewer, Member) and viewer.proven


def _offices(viewer: Viewer) -> list[tuple[str, str]]:
    if not viewer.is_authenticated or not viewer.is_active:
        return []
    if not hasattr(viewer, "_offices"):
        roles = viewer.roles.current().filter(kind__in=SEEING)
        viewer._offices = list(roles.values_list("kind", "unit__path"))
    return viewer._offices


def within(paths: list[str], field: str) -> Q:
    """The filter face: rows whose `field` (a unit path) lies under one of `paths`; no path, no row."""
    return reduce(or_, (Q(**{f"{field}__startswith": path}) for path in paths), Q(pk__in=[]))


def units(viewer: Viewer) -> UnitQuerySet:
    """Only those that are there today: one that has ended has nobody in it."""
    return Unit.objects.current().filter(within(roots(viewer), "path"))


def members(viewer: Viewer) -> QuerySet[Member]:
    return Member.objects.filter(within(roots(viewer), "unit__path"), is_active=True, left_on=None)


def known(viewer: Viewer) -> QuerySet[Member]:
    """The members in scope, and those who left the union from there: they may come back."""
    return Member.objects.filter(within(roots(viewer), "unit__path"), is_active=True)


def covers(viewer: Viewer, unit: Unit) -> bool:
    """The object face of `units`."""
    return unit.is_current and _under(roots(viewer), unit.path)


def _under(paths: list[str], path: str) -> bool:
    return any(path.startswith(above) for above in paths)


def may_invite(viewer: Viewer, people: Iterable[Member]) -> set[int]:
    """Ids of those of `people` in scope to whom `viewer` may hand a new PIN. Who looks after others herself gets hers
    only from somebody above: the hand that opens an account could use it. One query."""
    return _below(viewer, [member for member in people if sees(viewer, member)])


def may_unite(viewer: Viewer, people: Iterable[Member]) -> set[int]:
    """Ids of those of `people` whose records `viewer` may make one with another's: as `may_invite`, and also of those
    who have left. One query."""
    return _below(viewer, [member for member in people if knows(viewer, member)])


def _below(viewer: Viewer, people: list[Member]) -> set[int]:
    """Ids of those who look after nobody, or only after units below hers."""
    offices = Role.objects.current().filter(kind__in=SEEING, member__in=people).values_list("member", "unit__path")
    above = roots(viewer)
    equals = {pk for pk, path in offices if not any(path != root and path.startswith(root) for root in above)}
    return {member.pk for member in people} - equals


def sees(viewer: Viewer, member: Member) -> bool:
    """The object face of `members`."""
    return member.place is not None and member.unit is not None and _under(roots(viewer), member.unit.path)


def knows(viewer: Viewer, member: Member) -> bool:
    """The object face of `known`."""
    return member.is_active and member.unit is not None and _under(roots(viewer), member.unit.path)


def may_help(viewer: Viewer, member: Member) -> bool:
    """Whether `viewer` may confirm what this member has done: heads, officers and helpers of her unit or of one above
    it, never she herself. A helper still sees no list and no record."""
    if (
        not viewer.is_authenticated
        or not viewer.is_active
        or viewer.pk == member.pk
        or member.place is None
        or not member.unit
    ):
        return False
    paths = viewer.roles.current().filter(kind__in=HELPING).values_list("unit__path", flat=True)
    return _under(list(paths), member.unit.path)


def may_confirm(viewer: Viewer, member: Member) -> bool:
    """Whether she may help this member, and has shown who she is: the word of an officer or a trainer is taken after
    her password and code, never after a PIN that somebody may have seen her type."""
    return may_help(viewer, member) and isinstance(viewer, Member) and speaks_for_herself(viewer)


def speaks_for_herself(viewer: Member) -> bool:
    """Whether this session has asked all that her offices ask for."""
    return viewer.proven or not viewer.roles.current().filter(kind__in=PROVING).exists()


def may_vouch(viewer: Viewer, member: Member) -> bool:
    """Whether `viewer` may write down what this member learnt beside her: who sees her record, never she herself."""
    return viewer.pk != member.pk and sees(viewer, member)
