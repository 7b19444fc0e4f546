"""The roll-up: for every unit with all below it, how many are on the roster, how far they are in each course, and what
was written down for them.

Counts are never computed for a screen. What changes one is written as a `Delta` in the same transaction, at the unit
where it happened and nowhere else, so that two branches never wait for each other; `folding.py` adds the deltas up the
tree into `Tally`, in the background. A figure is its tally and the deltas that still wait below it (docs/figures.md).
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from operator import add, neg

from django.db import models

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
FIELDS = ("roster", "finished", "in_progress", "lessons", "together")


@dataclass(frozen=True)
class Counts:
    """Members of a unit and everything below it, for one course; or by how many these have changed. `lessons` are
    attendances (lượt), every lesson that anybody has finished; `together` are people, with a lesson that somebody wrote
    down for them."""

    roster: int = 0
    finished: int = 0
    in_progress: int = 0
    lessons: int = 0
    together: int = 0

    @property
    def numbers(self) -> tuple[int, ...]:
        return self.roster, self.finished, self.in_progress, self.lessons, self.together

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*map(add, self.numbers, other.numbers))

    def __neg__(self) -> "Counts":
        return Counts(*map(neg, self.numbers))

    def __sub__(self, other: "Counts") -> "Counts":
        return self + -other

    def __bool__(self) -> bool:
        return any(self.numbers)

    @property
    def not_started(self) -> int:
        return self.roster - self.finished - self.in_progress

    @property
    def per_cent(self) -> int:
        return 100 * self.finished // self.roster if self.roster else 0


class Figures(models.Model):
    """A row without a course counts the roster; a row with one, who is how far in it. Nothing ties the unit in the
    database: a unit that is being moved is locked, and who learns in it need not wait for that."""

    unit = models.ForeignKey("units.Unit", models.CASCADE, related_name="+", db_constraint=False)
    course = models.ForeignKey("courses.Course", models.CASCADE, related_name="+", null=True)
    roster = models.IntegerField(default=0)
    finished = models.IntegerField(default=0)
    in_progress = models.IntegerField(default=0)
    lessons = models.IntegerField(default=0)
    together = models.IntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.unit_id} {self.course_id or '-'}: {self.counts}"

    @property
    def counts(self) -> Counts:
        return Counts(*(getattr(self, field) for field in FIELDS))

    @counts.setter
    def counts(self, counts: Counts) -> None:
        for field, number in zip(FIELDS, counts.numbers, strict=True):
            setattr(self, field, number)


class Tally(Figures):
    """What has been folded: the sums of the unit and everything below it. Only `rollup.add` writes it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "course"], name="tally_once"),
            models.UniqueConstraint(fields=["unit"], condition=models.Q(course=None), name="tally_of_roster_once"),
        ]


class Delta(Figures):
    """What has happened in a unit and is not folded yet. Only ever added, and taken away by the fold that counts it."""


class PendingFold(models.Model):
    """One row: the moment for which the next fold has been asked, so that a thousand changes ask for one."""

    due = models.DateTimeField(default=LONG_AGO)

    def __str__(self) -> str:
        return f"{self.due}"
