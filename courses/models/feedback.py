"""What learners tell the author without saying who they are: where they tapped, and that the real app looks different.

Taps are kept as counts in a grid laid over the picture, so no row is about anybody, and a practice can never hold more
rows than its screens have cells.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

ACROSS, DOWN = 12, 20  # cells of the grid over a picture


@dataclass(frozen=True)
class Tap:
    """`screen` is the id of a screen of the practice; x and y are per cent of its picture."""

    screen: UUID
    x: float
    y: float
    right: bool

    @property
    def cell(self) -> int:
        return min(int(self.y * DOWN / 100), DOWN - 1) * ACROSS + min(int(self.x * ACROSS / 100), ACROSS - 1)


class TapCount(models.Model):
    lesson = models.ForeignKey("courses.Lesson", models.CASCADE, related_name="taps")
    block = models.UUIDField()
    screen = models.UUIDField()
    cell = models.PositiveSmallIntegerField(help_text="row * 12 + column, from the top left")
    right = models.BooleanField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("taps")
        verbose_name_plural = _("taps")
        constraints = [
            models.UniqueConstraint(fields=["lesson", "block", "screen", "cell", "right"], name="tap_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.screen} {self.cell}: {self.count}"


class Difference(models.Model):
    """How often it was said since the last mending that this block shows another screen than the real app."""

    lesson = models.ForeignKey("courses.Lesson", models.CASCADE, related_name="differences")
    block = models.UUIDField()
    count = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=140, blank=True, help_text="the latest that came with words")
    last_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("different screen")
        verbose_name_plural = _("different screens")
        constraints = [models.UniqueConstraint(fields=["lesson", "block"], name="difference_once")]

    def __str__(self) -> str:
        return f"{self.block}: {self.count}"


@transaction.atomic
def count_taps(lesson_id: int, block: UUID, taps: Iterable[Tap]) -> None:
    """Add the taps to their cells. Rows are made and locked in one order, so that no two phones block each other."""
    more = Counter((tap.screen, tap.cell, tap.right) for tap in taps)
    TapCount.objects.bulk_create(
        [
            TapCount(lesson_id=lesson_id, block=block, screen=screen, cell=cell, right=right)
            for screen, cell, right in sorted(more)
        ],
        ignore_conflicts=True,
    )
    rows = TapCount.objects.filter(lesson_id=lesson_id, block=block, screen__in={screen for screen, _c, _r in more})
    touched = [row for row in rows.select_for_update().order_by("pk") if more[row.screen, row.cell, row.right]]
    for row in touched:
        row.count = F("count") + more[row.screen, row.cell, row.right]
    TapCount.objects.bulk_update(touched, ["count"])


@transaction.atomic
def report_difference(lesson_id: int, block: UUID, note: str) -> None:
    Difference.objects.get_or_create(lesson_id=lesson_id, block=block)
    told = {"note": note} if note else {}
    Difference.objects.filter(lesson_id=lesson_id, block=block).update(
        count=F("count") + 1, last_at=timezone.now(), **told
    )
