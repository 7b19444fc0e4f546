"""Adding sums to what is kept: to each unit and to all above it. One at a time, whoever it is."""

from collections import defaultdict
from collections.abc import Mapping

from django.db import connection

from lms.reports.counts.models import FIELDS, Counts, Tally
from lms.units.models import Unit

TURN = 20_260_701  # the name of the lock, as PostgreSQL wants it: a number that nothing else here uses
By = tuple[str, int | None]  # the path of a unit, the id of a course or None for the roster
Sums = Mapping[By, Counts]


def lock_counts() -> None:
    """Until the end of this transaction nobody else adds, moves or recounts. SQLite lets one write at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def along_ancestors(sums: Sums) -> dict[By, Counts]:
    """The same sums for every unit that they concern: where it happened, and all above."""
    up: dict[By, Counts] = defaultdict(Counts)
    for (path, course), counts in sums.items():
        for end in range(Unit.steplen, len(path) + 1, Unit.steplen):
            up[path[:end], course] += counts
    return dict(up)


def add(sums: Sums) -> None:
    """Add to exactly these units, nothing above them. The caller has the turn."""
    changed = {by: counts for by, counts in sums.items() if counts}
    units = dict(Unit.objects.filter(path__in={path for path, _course in changed}).values_list("path", "pk"))
    wanted = {(units[path], course): counts for (path, course), counts in changed.items() if path in units}
    there = {(row.unit_id, row.course_id): row for row in Tally.objects.filter(unit__in=units.values())}
    rows = []
    for (unit, course), counts in wanted.items():
        row = there.get((unit, course)) or Tally(unit_id=unit, course_id=course)
        row.counts += counts
        rows.append(row)
    Tally.objects.bulk_create((row for row in rows if not row.pk), batch_size=1000)
    _write_over([row for row in rows if row.pk])


def _write_over(rows: list[Tally]) -> None:
    Tally.objects.bulk_create(rows, 1000, update_conflicts=True, unique_fields=["pk"], update_fields=FIELDS)
