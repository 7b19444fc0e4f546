"""The roll-up: for every unit with all below it, how many are on the roster, and how far they are in each course.

Counts are never computed for a screen. What changes one is written as a `Delta` in the same transaction, at the unit
where it happened and nowhere else, so that two branches never wait for each other; `folding.py` adds the deltas up the
tree into `Tally`, in the background. A figure is its tally and the deltas that still wait below it (docs/figures.md).
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import models

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
FIELDS = ("roster", "finished", "in_progress")


@dataclass(frozen=True)
class Counts:
    """Members of a unit and everything below it, for one course; or by how many these have changed."""

    roster: int = 0
    finished: int = 0
    in_progress: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        roster, finished = self.roster + other.roster, self.finished + other.finished
        return Counts(roster, finished, self.in_progress + other.in_progress)

    def __neg__(self) -> "Counts":
        return Counts(-self.roster, -self.finished, -self.in_progress)

    def __sub__(self, other: "Counts") -> "Counts":
        return self + -other

    def __bool__(self) -> bool:
        return bool(self.roster or self.finished or self.in_progress)

    @property
    def not_started(self) -> int:
        return self.roster - self.finished - self.in_progress

    @property
    def per_cent(self) -> int:
        return 100 * self.finished // self.roster if self.roster else 0


class Figures(models.Model):
    """A row without a course counts the roster; a row with one, who is how far in it. Nothing ties the unit in the
    database: a unit that is being moved is locked, and who learns in it need not wait for that."""

    unit = models.ForeignKey("members.Unit", models.CASCADE, related_name="+", db_constraint=False)
    course = models.ForeignKey("courses.Course", models.CASCADE, related_name="+", null=True)
    roster = models.IntegerField(default=0)
    finished = models.IntegerField(default=0)
    in_progress = models.IntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.unit_id} {self.course_id or '-'}: {self.roster} {self.finished} {self.in_progress}"

    @property
    def counts(self) -> Counts:
        return Counts(self.roster, self.finished, self.in_progress)

    @counts.setter
    def counts(self, counts: Counts) -> None:
        self.roster, self.finished, self.in_progress = counts.roster, counts.finished, counts.in_progress


class Tally(Figures):
    """What has been folded: the sums of the unit and everything below it. Only `tallying.add` writes it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "course"], name="tally_once"),
            models.UniqueConstraint(fields=["unit"], condition=models.Q(course=None), name="tally_of_roster_once"),
        ]


class Delta(Figures):
    """What has happened in a unit and is not folded yet. Only ever added, and taken away by the fold that counts it."""


class Folding(models.Model):
    """One row: the moment for which the next fold has been asked, so that a thousand changes ask for one."""

    due = models.DateTimeField(default=LONG_AGO)

    def __str__(self) -> str:
        return f"{self.due}"
