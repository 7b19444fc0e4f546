"""What a branch head or an officer sees, always inside her scope: counts out of the roster, and names by state.

Each screen is a fixed number of queries, whatever the size of the unit. Counts are grouped by the unit one level down,
found by the length of its tree path; a member who never signed in is on the roster and counts as not started.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Left

from courses.models import Course
from lms.members import scope
from lms.members.models import Member, Unit
from lms.progress.models import CourseProgress


class State(StrEnum):
    NOT_STARTED = "chua-bat-dau"
    IN_PROGRESS = "dang-hoc"
    FINISHED = "da-xong"


@dataclass(frozen=True)
class Counts:
    """Members of a unit and everything below it, for one course."""

    roster: int = 0
    finished: int = 0
    in_progress: int = 0

    @property
    def not_started(self) -> int:
        return self.roster - self.finished - self.in_progress

    @property
    def per_cent(self) -> int:
        return 100 * self.finished // self.roster if self.roster else 0


def courses() -> QuerySet[Course]:
    return Course.objects.live().order_by("path")


def own_units(viewer: scope.Viewer) -> QuerySet[Unit]:
    """The units she looks after, highest first."""
    return Unit.objects.current().filter(path__in=scope.roots(viewer)).order_by("path")


def roster(viewer: scope.Viewer, unit: Unit) -> QuerySet[Member]:
    """Who is on the roster of `unit` and of everything below it."""
    return scope.members(viewer).filter(unit__path__startswith=unit.path)


def _progress(course: Course, **also) -> Exists:
    return Exists(CourseProgress.objects.filter(member=OuterRef("pk"), course=course, **also))


def in_state(members: QuerySet[Member], course: Course, state: State) -> QuerySet[Member]:
    finished = _progress(course, completed_at__isnull=False)
    chosen = {
        State.FINISHED: finished,
        State.IN_PROGRESS: _progress(course, completed_at=None),
        State.NOT_STARTED: ~_progress(course),
    }[state]
    oldest_first = F("birth_year").asc(nulls_last=True)  # databases differ on where nothing sorts
    return members.filter(chosen).select_related("unit").order_by("sort_key", oldest_first, "pk")


def counts_by_course(viewer: scope.Viewer, unit: Unit) -> list[tuple[Course, Counts]]:
    """For each course, how far the unit is. Three queries."""
    members = roster(viewer, unit)
    total = members.count()
    begun = (
        CourseProgress.objects.filter(member__in=members)
        .values("course")
        .annotate(finished=Count("pk", Q(completed_at__isnull=False)), learning=Count("pk", Q(completed_at=None)))
    )
    by_course = {row["course"]: row for row in begun}
    return [(course, _counts(total, by_course.get(course.pk))) for course in courses()]


def counts_below(viewer: scope.Viewer, unit: Unit, course: Course) -> list[tuple[Unit, Counts]]:
    """The units one level down, each with its sums, so that the parts add up: last the unit itself, with those who
    belong to it directly. Three queries."""
    length = len(unit.path) + Unit.steplen
    below = {"below": Left("unit__path", length)}
    members = roster(viewer, unit).annotate(**below)
    totals = dict(members.values_list("below").annotate(Count("pk")))
    begun = (
        CourseProgress.objects.filter(course=course, member__in=roster(viewer, unit))
        .annotate(below=Left("member__unit__path", length))
        .values("below")
        .annotate(finished=Count("pk", Q(completed_at__isnull=False)), learning=Count("pk", Q(completed_at=None)))
    )
    by_path = {row["below"]: row for row in begun}
    children = scope.units(viewer).filter(path__startswith=unit.path, depth=unit.depth + 1).order_by("path")
    parts = [*children, unit] if unit.path in totals else list(children)
    return [(part, _counts(totals.get(part.path, 0), by_path.get(part.path))) for part in parts]


def _counts(total: int, row: dict | None) -> Counts:
    return Counts(total, row["finished"], row["learning"]) if row else Counts(total)
