"""Ai đã xem: every look at another person's record is written down, and she can read who looked.

`note` belongs into every view that shows somebody's name with her results, her PIN invitation or her certificate; a
file with the names of whole units is noted by `note_rosters`. Both cost a fixed number of queries, and saying the same
again within the hour changes nothing. Kept for twelve months.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from lms.members.models import Member, Role, Sighting
from lms.members.scope import Viewer

What = Sighting.What
KEPT = timedelta(days=365)
BATCH = 1000


def note(viewer: Viewer, members: Iterable[Member], what: What) -> None:
    """`viewer` sees the records of these members. Her own is nobody's business; a stranger sees none. One insert."""
    if viewer.is_authenticated:
        others = [member.pk for member in members if member.pk != viewer.pk]
        _write(Sighting(viewer_id=viewer.pk, member_id=pk, what=what, hour=_this_hour()) for pk in others)


def note_rosters(viewer: Member, units: Iterable[int], what: What) -> None:
    """`viewer` sees the records of everybody who is on the roster of these units (ids). An insert for each thousand."""
    _write(Sighting(viewer_id=viewer.pk, unit_id=pk, what=what, hour=_this_hour()) for pk in units)


def _write(sightings: Iterator[Sighting]) -> None:
    while batch := list(islice(sightings, BATCH)):
        Sighting.objects.bulk_create(batch, ignore_conflicts=True)


def _this_hour() -> datetime:
    return timezone.now().replace(minute=0, second=0, microsecond=0)


@dataclass(frozen=True)
class Look:
    """One line of her log. `viewer` is None where that person's record is gone, `role` where she held none then."""

    day: date
    what: What
    viewer: Member | None
    role: Role | None


def of(member: Member) -> QuerySet:
    """Who has looked at this member's record: rows of day, viewer (id) and what, the latest first, a day's repetitions
    once. With her come the records that were merged into hers."""
    records = [member.pk, *member.merged.values_list("pk", flat=True)]
    day = TruncDate("hour")
    stays = Q(unit__memberships__member__in=records, unit__memberships__since__lte=day)
    ends = Q(unit__memberships__until=None) | Q(unit__memberships__until__gte=day)
    own = Sighting.objects.filter(member__in=records)
    in_units = Sighting.objects.filter(stays & ends).exclude(viewer=member)
    looks, lists = (rows.order_by().values("viewer", "what", day=day) for rows in (own, in_units))
    return looks.union(lists).order_by("-day", "viewer", "what")


def told(rows: Iterable[dict]) -> list[Look]:
    """The rows of `of` with the people in them, each with the office that she held that day. Two queries."""
    rows = list(rows)
    offices = Role.objects.select_related("unit").order_by("unit__path", "kind", "pk")
    viewers = Member.objects.select_related("unit").prefetch_related(Prefetch("roles", offices))
    people = viewers.in_bulk({row["viewer"] for row in rows} - {None})
    looks = ((row, people.get(row["viewer"])) for row in rows)
    return [Look(row["day"], What(row["what"]), viewer, _office(viewer, row["day"])) for row, viewer in looks]


def _office(viewer: Member | None, day: date) -> Role | None:
    held = viewer.roles.all() if viewer else []
    return next((role for role in held if role.since <= day and not (role.until and role.until <= day)), None)


def forget_old() -> int:
    """Delete what is older than KEPT, the oldest first and a batch at a time; how many that were."""
    limit, gone = timezone.now() - KEPT, 0
    while True:
        oldest = Sighting.objects.order_by("pk").values_list("pk", "hour")[: 5 * BATCH]
        old = [pk for pk, hour in oldest if hour < limit]
        if not old:
            return gone
        gone += Sighting.objects.filter(pk__in=old).delete()[0]
