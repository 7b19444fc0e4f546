"""Two records of one person become one.

One record is kept: the one with an account, else the one that has a PIN, else the older. The other stays in the
database, inactive, pointing to the kept one: it signs in nowhere. Histories go to the kept record (`united` is sent).
Either may have left, or both: she is on the roster afterwards if either was. Whoever may not give both of them a new
PIN may not unite them: a record could otherwise be used to come by the office of another.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from lms import names
from lms.members import scope
from lms.members.models import Member, Membership, Role
from lms.members.models.changes import Change, Values
from lms.members.models.merges import Merge
from lms.members.roster import parting
from lms.members.signals import united
from lms.units.models import Unit

CHOSEN = ("name", "birth_year", "phone", "unit")  # what she chooses from one or the other


@dataclass(frozen=True)
class Pair:
    kept: Member
    gone: Member

    @property
    def members(self) -> tuple[Member, Member]:
        return self.kept, self.gone

    def values(self, field: str) -> list:
        """What the two say, without repeating; the kept record's first. Who is on a roster belongs there, not where the
        other has left."""
        asked = [one for one in self.members if one.place] if field == "unit" else []
        return list(dict.fromkeys(getattr(one, field) for one in asked or self.members if getattr(one, field)))

    @property
    def left(self) -> int:
        """How many of the two have left the union."""
        return sum(one.left_on is not None for one in self.members)


def pair(one: Member, other: Member) -> Pair:
    kept, gone = sorted((one, other), key=lambda m: (m.username is None, not m.pin, m.pk))
    return Pair(kept, gone)


def may_unite(viewer: Member, one: Member, other: Member) -> bool:
    """Whether she may: both are hers to look after, neither holds an office that is not below her, and no account of
    Wagtail would be lost."""
    if one.pk == other.pk or pair(one, other).gone.username or one.is_superuser or other.is_superuser:
        return False
    offices = Role.objects.current().filter(member__in=(one, other)).select_related("unit")
    within = all(scope.covers(viewer, role.unit) for role in offices)
    return within and len(scope.may_unite(viewer, (one, other))) == 2


def alike(viewer: Member, member: Member, unit: Unit) -> list[Member]:
    """Who on the roster of this unit, or among those who have left it, may be the same person: the same name but for
    its marks, or the same phone and given name."""
    same = Q(search_key=member.search_key)
    if member.phone:
        same |= Q(phone=member.phone, search_key__endswith=names.fold(names.given(member.name)))
    found = scope.known(viewer).filter(same, unit__path__startswith=unit.path).exclude(pk=member.pk)
    return list(found.select_related("unit").order_by("sort_key", "pk")[:10])


@transaction.atomic
def unite(one: Member, other: Member, chosen: dict[str, object], *, by: Member) -> Member:
    """Make one of the two, with these fields; a second time changes nothing. What is moved is kept for
    parting them again (`parting`). Raises PermissionDenied, also for a record that has become another: so none ever
    points to one that points on."""
    locked = {m.pk: m for m in _locked((one, other))}
    for row in locked.values():
        if row.merged_into_id in locked:
            return locked[row.merged_into_id]
    both = pair(locked[one.pk], locked[other.pk])
    if not may_unite(by, both.kept, both.gone):
        raise PermissionDenied
    merge = Merge(kept=both.kept, gone=both.gone, by=by)
    merge.held = {"kept": parting.fields(both.kept), "gone": parting.fields(both.gone)}
    if both.left == 1:
        both.kept.left_on, both.kept.left_why = None, ""
        both.kept.unit = both.values("unit")[0]
    merge.moved = _retire(both, by)
    for field in CHOSEN:
        setattr(both.kept, field, chosen.get(field, getattr(both.kept, field)))
    both.kept.placed_by = by
    both.kept.save()
    for _receiver, moved in united.send(Member, kept=both.kept, gone=both.gone):
        merge.moved |= moved or {}
    merge.held["after"] = parting.fields(both.kept)
    said: dict[str, Values] = {"before": {"name": both.gone.name}, "after": {"name": both.kept.name}}
    Change.objects.note([both.kept.pk], Change.What.UNITED, by=by, **said)
    merge.moved["log"] = list(Change.objects.filter(member=both.kept, at__gte=merge.at).values_list("pk", flat=True))
    merge.save()
    return both.kept


def _locked(members: Iterable[Member]) -> Iterable[Member]:
    """Both rows, always in one order: two heads who unite the same two at once do not wait for each other for ever."""
    rows = Member.objects.select_related("unit").select_for_update(no_key=True, of=("self",))
    return rows.filter(pk__in=[member.pk for member in members]).order_by("pk")


def _retire(both: Pair, by: Member) -> dict[str, object]:
    """The other record ends. What of it has moved, as ids."""
    kept, gone = both.kept, both.gone
    joined = list(Member.objects.filter(merged_into=gone).values_list("pk", flat=True))
    belonged = list(Membership.objects.filter(member=gone).order_by("pk").values_list("pk", "until"))
    still = next((pk for pk, until in belonged if until is None), None)
    kept.pin = kept.pin or gone.pin
    kept.joined_at = min(kept.joined_at, gone.joined_at)
    gone.is_active, gone.merged_into, gone.pin, gone.phone, gone.placed_by = False, kept, "", "", by
    gone.save()
    Member.objects.filter(merged_into=gone).update(merged_into=kept)
    Membership.objects.filter(member=gone).update(member=kept)
    held = set(kept.roles.values_list("unit", "kind", "since"))
    moving = [r.pk for r in gone.roles.all() if (r.unit_id, r.kind, r.since) not in held]
    Role.objects.filter(pk__in=moving).update(member=kept)
    kept.mark = kept.mark or gone.mark
    return {"members": joined, "memberships": [pk for pk, _until in belonged], "open": still, "roles": moving}
