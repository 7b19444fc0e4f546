"""The figures of a union report: totals beside what was finished in a period, by course and by unit.

The totals are the screens' own (`queries.counts_by_course`, `queries.counts_below`). People are counted once, whatever
they learn; attendances (lượt) are people times courses. Every member belongs to one of the units one level down, so
their sums make the whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Annotated, Any, TypedDict

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Left
from django_stubs_ext import Annotations

from courses.models import Course
from lms.members.scope import Viewer
from lms.progress.models import CourseProgress
from lms.reports import queries
from lms.reports.queries import Counts
from lms.reports.union_report.periods import Period
from lms.units.models import Unit


@dataclass(frozen=True)
class CourseLine:
    course: Course
    counts: Counts
    in_period: int


@dataclass(frozen=True)
class UnitLine:
    """A unit one level down; the last may be the unit itself, with those who belong to it directly."""

    unit: Unit
    roster: int = 0
    people_begun: int = 0
    people_finished: int = 0
    people_in_period: int = 0
    people_together: int = 0
    finished: list[int] = field(default_factory=list)  # for each course
    in_period: list[int] = field(default_factory=list)

    @property
    def turns(self) -> int:
        return sum(self.finished)

    @property
    def turns_in_period(self) -> int:
        return sum(self.in_period)


@dataclass(frozen=True)
class Summary:
    courses: list[CourseLine]
    units: list[UnitLine]
    whole: UnitLine


def sum_up(viewer: Viewer, unit: Unit, period: Period) -> Summary:
    """Five queries, and three for each course."""
    counted = queries.counts_by_course(viewer, unit)
    if not counted:
        return Summary([], [], UnitLine(unit, queries.roster(viewer, unit).count()))
    courses = [course for course, _counts in counted]
    progress = _progress(viewer, unit, courses)
    people, finished = _people(progress, period), _in_period(progress, period)
    lines: dict[Unit, list[Counts]] = {}
    for course in courses:
        for part, counts in queries.counts_below(viewer, unit, course):
            lines.setdefault(part, []).append(counts)
    units = [_line(part, counts, courses, people.get(part.path, {}), finished) for part, counts in lines.items()]
    by_course = [sum(line.in_period[place] for line in units) for place in range(len(courses))]
    course_lines = [CourseLine(course, counts, n) for (course, counts), n in zip(counted, by_course, strict=True)]
    return Summary(course_lines, units, _whole(unit, units, len(courses)))


def _line(part: Unit, counts: list[Counts], courses: list[Course], people: dict[str, int], finished: dict) -> UnitLine:
    in_period = [finished.get((part.path, course.pk), 0) for course in courses]
    return UnitLine(part, counts[0].roster, **people, finished=[one.finished for one in counts], in_period=in_period)


def _whole(unit: Unit, lines: list[UnitLine], courses: int) -> UnitLine:
    def total(name: str) -> int:
        return sum(getattr(line, name) for line in lines)

    def totals(name: str) -> list[int]:
        return [sum(getattr(line, name)[place] for line in lines) for place in range(courses)]

    counted = ("roster", "people_begun", "people_finished", "people_in_period", "people_together")
    people = {name: total(name) for name in counted}
    return UnitLine(unit, **people, finished=totals("finished"), in_period=totals("in_period"))


class Below(TypedDict):
    below: str  # the path of the unit one level down that she is in


def _progress(
    viewer: Viewer, unit: Unit, courses: Iterable[Course]
) -> QuerySet[Annotated[CourseProgress, Annotations[Below]]]:
    below = Left("member__unit__path", len(unit.path) + Unit.steplen)
    hers = CourseProgress.objects.filter(member__in=queries.roster(viewer, unit), course__in=courses)
    return hers.annotate(below=below).order_by()


def _within(period: Period) -> Q:
    begin, end = period.moments
    return Q(completed_at__gte=begin, completed_at__lt=end)


def _people(
    progress: QuerySet[Annotated[CourseProgress, Annotations[Below]]], period: Period
) -> dict[str, dict[str, int]]:
    """How many people of each unit below have begun and have finished at least one course, and for how many somebody
    wrote a lesson down."""
    rows: Any = progress.values("below").annotate(
        people_begun=Count("member", distinct=True),
        people_finished=Count("member", Q(completed_at__isnull=False), distinct=True),
        people_in_period=Count("member", _within(period), distinct=True),
        people_together=Count("member", Q(lessons_vouched__gt=0), distinct=True),
    )
    return {row.pop("below"): row for row in rows}


def _in_period(
    progress: QuerySet[Annotated[CourseProgress, Annotations[Below]]], period: Period
) -> dict[tuple[str, int], int]:
    rows = progress.filter(_within(period)).values("below", "course").annotate(finished=Count("pk"))
    return {(row["below"], row["course"]): row["finished"] for row in rows}
