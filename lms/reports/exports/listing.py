"""Everybody on a unit's roster with how far she is in each course, and the sums of just these rows.

Read in batches, so that a province needs no more memory than a branch. The sums are made while the rows go by: a file
agrees with itself, whatever is learnt while it is written.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from operator import add

from django.utils import timezone

from courses.models import Course
from lms.members.models import Member
from lms.progress.models import CourseProgress
from lms.reports import queries
from lms.reports.queries import Counts, State
from lms.units.models import Unit

BATCH = 2000
COLUMNS = ("pk", "name", "birth_year", "phone", "unit__path")
Row = tuple[int, str, int | None, str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """How far she is in one course, and since when; how many lessons are done, and how many of these were written down
    for her."""

    state: State
    started: date | None = None
    finished: date | None = None
    lessons: int = 0
    vouched: int = 0


NOT_STARTED = Step(State.NOT_STARTED)


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    birth_year: int | None
    phone: str
    unit: str
    within: str  # what stands between that unit and the one that was asked for
    steps: list[Step]


@dataclass
class Sums:
    """People are counted once, whatever they learn; attendances (lượt) are people times courses."""

    roster: int = 0
    people_begun: int = 0
    people_finished: int = 0
    people_together: int = 0
    begun: list[int] = field(default_factory=list)  # for each course
    finished: list[int] = field(default_factory=list)
    lessons: list[int] = field(default_factory=list)
    together: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, courses: int) -> "Sums":
        begun, finished, lessons, together = ([0] * courses for _each in range(4))
        return cls(begun=begun, finished=finished, lessons=lessons, together=together)

    @property
    def turns_begun(self) -> int:
        return sum(self.begun)

    @property
    def turns_finished(self) -> int:
        return sum(self.finished)

    def counts(self) -> list[Counts]:
        """Course by course, as the screens say it."""
        each = zip(self.begun, self.finished, self.lessons, self.together, strict=True)
        return [Counts(self.roster, finished, begun - finished, *rest) for begun, finished, *rest in each]

    def add(self, steps: list[Step]) -> None:
        begun = [step.state != State.NOT_STARTED for step in steps]
        finished = [step.state == State.FINISHED for step in steps]
        together = [step.vouched > 0 for step in steps]
        self.roster += 1
        self.people_begun += any(begun)
        self.people_finished += any(finished)
        self.people_together += any(together)
        self.begun = list(map(add, self.begun, begun))
        self.finished = list(map(add, self.finished, finished))
        self.lessons = list(map(add, self.lessons, [step.lessons for step in steps]))
        self.together = list(map(add, self.together, together))


class Listing:
    """Iterate once over the people; then `sums` and `whole` are there. Three queries for each BATCH."""

    def __init__(self, viewer: Member, unit: Unit):
        self.viewer, self.unit = viewer, unit
        self.courses: list[Course] = list(queries.courses())
        self.members = queries.roster(viewer, unit)
        self.total = self.members.count()
        self.whole = Sums.of(len(self.courses))
        self._below: dict[str, Sums] = {}

    def __iter__(self) -> Iterator[Person]:
        order = ("unit__path", "sort_key", queries.OLDEST_FIRST, "pk")
        rows = self.members.order_by(*order).values_list(*COLUMNS).iterator(chunk_size=BATCH)
        while batch := list(islice(rows, BATCH)):
            yield from self._people(batch)

    def below(self) -> list[tuple[Unit, Sums]]:
        """The units one level down with their sums; last the unit itself, with those who belong to it directly."""
        parts = queries.units_below(self.viewer, self.unit)
        own = [self.unit] if self.unit.path in self._below else []
        return [(part, self._below.get(part.path) or Sums.of(len(self.courses))) for part in [*parts, *own]]

    def _people(self, batch: list[Row]) -> Iterator[Person]:
        learnt, names = self._learnt([row[0] for row in batch]), self._names({row[4] for row in batch})
        for pk, name, birth_year, phone, path in batch:
            steps = [learnt.get((pk, course.pk), NOT_STARTED) for course in self.courses]
            below = path[: len(self.unit.path) + Unit.steplen]
            if below not in self._below:
                self._below[below] = Sums.of(len(self.courses))
            self._below[below].add(steps)
            self.whole.add(steps)
            yield Person(name, birth_year, phone, *names[path], steps)

    def _learnt(self, members: list[int]) -> dict[tuple[int, int], Step]:
        rows = CourseProgress.objects.filter(member__in=members, course__in=self.courses)
        fields = ("member_id", "course_id", "started_at", "completed_at", "lessons_done", "lessons_vouched")
        return {
            (member, course): Step(State.FINISHED if done else State.IN_PROGRESS, _day(begun), _day(done), *lessons)
            for member, course, begun, done, *lessons in rows.values_list(*fields)
        }

    def _names(self, paths: set[str]) -> dict[str, tuple[str, str]]:
        """Of each path: the unit's name, and the names between it and the unit that was asked for."""
        depth, step = len(self.unit.path), Unit.steplen
        lines = {path: [path[:end] for end in range(len(path), depth, -step)] or [path] for path in paths}
        wanted = {path for line in lines.values() for path in line}
        names = dict(Unit.objects.filter(path__in=wanted).values_list("path", "name"))
        return {path: (names[path], ", ".join(names[above] for above in line[1:])) for path, line in lines.items()}


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
