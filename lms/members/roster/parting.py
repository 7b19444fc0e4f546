"""Two records that were made one by mistake are parted again, within 30 days: each gets back what it had.

What the merge moved goes back: learning, certificates, memberships, offices, PIN, phone. What the woman has done since
stays with the record that was kept, and so does a field that was changed since.
"""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lms.members import scope
from lms.members.models import Member, Membership, Role
from lms.members.models.changes import Change
from lms.members.models.merges import Merge
from lms.members.signals import parted, parting

FIELDS = ("name", "birth_year", "phone", "unit_id", "pin", "joined_at", "left_on", "left_why", "sort_name", "mark")
DAYS = {"left_on": date.fromisoformat, "joined_at": datetime.fromisoformat}


def fields(member: Member) -> dict[str, object]:
    """Her fields as JSON."""
    values = {name: getattr(member, name) for name in FIELDS}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def may_part(viewer: Member, merge: Merge) -> bool:
    """Whether she may: the record is hers to look after, and what comes back belongs to a unit of hers."""
    gone = merge.gone
    if gone.merged_into_id != merge.kept_id or merge.kept.merged_into_id or not gone.unit_id:
        return False
    offices = Role.objects.current().filter(pk__in=merge.moved["roles"]).select_related("unit")
    within = all(unit and scope.covers(viewer, unit) for unit in (gone.unit, *(role.unit for role in offices)))
    return within and bool(scope.may_unite(viewer, [merge.kept]))


@transaction.atomic
def part(merge: Merge, *, by: Member) -> Member:
    """Undo the merge, and return the record that is there again; a second time changes nothing. Raises
    PermissionDenied, also after 30 days and where the kept record has become part of another."""
    pks = [merge.kept_id, merge.gone_id]
    locked = Member.objects.select_related("unit").select_for_update(no_key=True, of=("self",)).filter(pk__in=pks)
    people = {member.pk: member for member in locked.order_by("pk")}
    merge = Merge.objects.select_for_update(no_key=True).get(pk=merge.pk)
    merge.kept, merge.gone = (people[pk] for pk in pks)
    if merge.undone_at:
        return merge.gone
    if not Merge.objects.standing().filter(pk=merge.pk).exists() or not may_part(by, merge):
        raise PermissionDenied
    begun = timezone.now()
    parting.send(Member, kept=merge.kept, gone=merge.gone, moved=merge.moved)
    parted.send(Member, kept=merge.kept, gone=merge.gone, moved=merge.moved)
    _give_back(merge)
    _bring_back(merge, by)
    Change.objects.note([merge.kept_id, merge.gone_id], Change.What.PARTED, by=by)
    of_merge = Q(pk__in=merge.moved["log"]) | Q(at__gte=begun)
    Change.objects.filter(of_merge, member=merge.kept_id).without_words()
    Merge.objects.filter(pk=merge.pk).update(undone_at=timezone.now(), held={}, moved={})
    return merge.gone


def _give_back(merge: Merge) -> None:
    moved, gone = merge.moved, merge.gone
    Member.objects.filter(pk__in=moved["members"], merged_into=merge.kept).update(merged_into=gone)
    Membership.objects.filter(pk__in=moved["memberships"], member=merge.kept).update(member=gone)
    Role.objects.filter(pk__in=moved["roles"], member=merge.kept).update(member=gone)


def _bring_back(merge: Merge, by: Member) -> None:
    """The fields of both. First the kept record, which gives up what is the other's."""
    kept, gone, before, after = merge.kept, merge.gone, merge.held["kept"], merge.held["after"]
    now = fields(kept)
    for name in FIELDS:
        if now[name] == after[name] != before[name]:
            setattr(kept, name, _value(name, before[name]))
    kept.placed_by = by
    kept.save()
    for name, value in merge.held["gone"].items():
        if name != "unit_id":  # her unit may have become another since
            setattr(gone, name, _value(name, value))
    gone.is_active, gone.merged_into, gone.placed_by = True, None, by
    gone.save()
    _go_on(gone, merge.moved["open"])


def _value(name: str, value: object) -> object:
    return DAYS[name](str(value)) if value and name in DAYS else value


def _go_on(gone: Member, membership: int | None) -> None:
    """Where she belonged she has belonged all the time."""
    old = Membership.objects.filter(pk=membership or 0, member=gone, unit=gone.unit_id).first()
    begun = Membership.objects.filter(member=gone, until=None)
    if old and begun.exists():
        begun.delete()
        Membership.objects.filter(pk=old.pk).update(until=None)
