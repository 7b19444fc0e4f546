"""Counting again from the facts: proof that the kept figures are right, and the repair should one ever be wrong.

Kept figures and facts are read in one statement, so as of one moment, course by course; while it counts nobody folds
and no unit moves, but people learn and screens are read. A difference is added, never written over: meanwhile more has
happened, and waits to be folded.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models.expressions import Combinable

from courses.models import Course
from lms.members.models import Member
from lms.progress.models import CourseProgress
from lms.reports.counts import rollup
from lms.reports.counts.models import FIELDS, Counts, Delta, Tally
from lms.reports.counts.rollup import Sums

FACT, PENDING, FOLDED = "fact", "pending", "folded"
COLUMNS = [f"{field}_there" for field in FIELDS]  # not named as the fields: an annotation may not be


@transaction.atomic
def differences(*, mend: bool = False) -> Sums:
    """By how much each kept figure is too low (below zero: too high), by path and course; then mended, if so asked."""
    rollup.lock_counts()
    found: dict[rollup.By, Counts] = {}
    for course in [None, *Course.objects.order_by("pk").values_list("pk", flat=True)]:
        found |= {(path, course): counts for path, counts in _differences(course).items()}
    if mend:
        rollup.add(found)
    return found


def _differences(course: int | None) -> dict[str, Counts]:
    """What was folded stands in each unit for all below it; facts and deltas stand where they belong alone."""
    folded: dict[str, Counts] = {}
    apart: dict[rollup.By, Counts] = defaultdict(Counts)
    for source, path, *numbers in _rows(course):
        counts = Counts(*numbers)
        if source == FOLDED:
            folded[path] = counts
        else:
            apart[path, None] += counts if source == FACT else -counts
    true = {path: counts for (path, _course), counts in rollup.along_ancestors(apart).items()}
    missing = {path: true.get(path, Counts()) - folded.get(path, Counts()) for path in true | folded}
    return {path: counts for path, counts in missing.items() if counts}


def _rows(course: int | None) -> Iterable[tuple]:
    """(source, path of the unit, and a number for each of FIELDS): facts, deltas and tallies in one statement."""
    deltas, tallies = Delta.objects.filter(course=course), Tally.objects.filter(course=course)
    facts = _roster() if course is None else _learnt(course)
    return facts.union(
        _of(deltas, PENDING, "unit__path", *(Sum(field) for field in FIELDS)),
        _of(tallies, FOLDED, "unit__path", *(F(field) for field in FIELDS)),
        all=True,
    ).values_list("source", "path", *COLUMNS)


def _of(rows: QuerySet, source: str, path: str, *numbers: Combinable) -> QuerySet:
    return rows.values(source=Value(source), path=F(path)).annotate(**dict(zip(COLUMNS, numbers, strict=True)))


def _roster() -> QuerySet:
    on_roster = Member.objects.filter(is_active=True, left_on=None, unit__isnull=False)
    return _of(on_roster, FACT, "unit__path", Count("pk"), *[Value(0)] * (len(FIELDS) - 1))


def _learnt(course: int) -> QuerySet:
    on_roster = Q(member__is_active=True, member__left_on=None, member__unit__isnull=False)
    begun = CourseProgress.objects.filter(on_roster, course=course)
    finished, learning = Count("pk", Q(completed_at__isnull=False)), Count("pk", Q(completed_at=None))
    together = Count("pk", Q(lessons_vouched__gt=0))
    return _of(begun, FACT, "member__unit__path", Value(0), finished, learning, Sum("lessons_done"), together)
