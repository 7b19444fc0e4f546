"""A unit's targets: its own, or those of the nearest unit above that has set one; and how far it is from them."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from courses.models import Course
from lms.reports.models import Target
from lms.reports.queries import Counts
from lms.units.models import Unit

FAR = date.max


@dataclass(frozen=True)
class Aim:
    """A target and how far a unit is."""

    target: Target
    counts: Counts

    @property
    def needed(self) -> int:
        """Members, rounded up: 70 % of 52 are 37."""
        return -(-self.counts.roster * self.target.share // 100)

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.counts.finished)

    @property
    def is_over(self) -> bool:
        return self.target.until < timezone.localdate()


def of(unit: Unit) -> dict[int, Target]:
    """The targets that hold for the unit, by course id. One query."""
    above = [unit.path[:length] for length in range(Unit.steplen, len(unit.path) + 1, Unit.steplen)]
    found = Target.objects.filter(unit__path__in=above).select_related("unit").order_by("unit__depth")
    return {target.course_id: target for target in found}


def first(counted: list[tuple[Course, Counts]], targets: dict[int, Target]) -> int:
    """Which of the courses comes first on the unit's screen: the one whose target is due next; without a target, the
    one that most members are learning."""

    def order(place: int) -> tuple:
        course, counts = counted[place]
        target = targets.get(course.pk)
        due = target.until if target and target.until >= timezone.localdate() else FAR
        return due, target is None, -counts.in_progress, place

    return min(range(len(counted)), key=order)
