"""Noting what changes a count, in the transaction in which it happens: who came, left or moved, and who got how far.

The writers of members and of progress know nothing of this; they say what happened, and we listen. Both hold the
member's row while they say it, so her place and her progress cannot change under each other.
"""

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.db.models.signals import pre_delete
from django.dispatch import receiver

from courses.models import Course
from lms.members.models import Member
from lms.members.signals import placed
from lms.progress.models import CourseProgress, Standing
from lms.progress.signals import standing_changed
from lms.reports.counts import folding, rollup
from lms.reports.counts.models import Counts, Delta, Tally
from lms.units.models import Unit
from lms.units.signals import reshaped


@receiver(placed)
def note_place(sender, members: list[int], before: int | None, after: int | None, new: bool, **kwargs) -> None:
    """They leave one roster for another, and what they have learnt goes with them."""
    counted = {None: Counts(len(members))} | ({} if new else _learnt(members))
    _note(before, {course: -counts for course, counts in counted.items()})
    _note(after, counted)


def _learnt(members: list[int]) -> dict[int, Counts]:
    """What these members have learnt, by course."""
    begun = CourseProgress.objects.filter(member__in=members).values_list("course")
    learnt = begun.annotate(
        done=Count("pk", Q(completed_at__isnull=False)),
        begun=Count("pk", Q(completed_at=None)),
        lessons=Sum("lessons_done"),
        together=Count("pk", Q(lessons_vouched__gt=0)),
    )
    return {course: Counts(0, *standing) for course, *standing in learnt}


@receiver(standing_changed)
def note_standing(sender, member: Member, course: Course, before: Standing, after: Standing, **kwargs) -> None:
    _note(member.place, {course.pk: _counted(after) - _counted(before)})


def _counted(standing: Standing) -> Counts:
    """As one person counts."""
    finished, learning = (standing.state == state for state in (CourseProgress.FINISHED, CourseProgress.LEARNING))
    return Counts(0, int(finished), int(learning), standing.lessons, int(standing.vouched > 0))


@receiver(pre_delete, sender=Member)
def note_gone(sender, instance: Member, **kwargs) -> None:
    member = Member.objects.select_for_update(no_key=True).filter(pk=instance.pk).first()
    if member and member.place:
        note_place(Member, [member.pk], member.place, None, new=False)


@receiver(reshaped)
def carry_over(sender, unit: Unit, before: str, after: str, **kwargs) -> None:
    """What was folded for the unit goes from all above the old place to all above the new. What still waits below it
    will be folded to where the unit then hangs: while we have the turn nobody folds."""
    rollup.lock_counts()
    kept = Tally.objects.filter(unit=unit)
    rollup.add(rollup.along_ancestors({(before, row.course_id): -row.counts for row in kept}))
    rollup.add(rollup.along_ancestors({(after, row.course_id): row.counts for row in kept}))


@receiver(pre_delete, sender=Unit)
def leave_nothing_behind(sender, **kwargs) -> None:
    """A unit that goes takes no pending figure with it: those above it have a right to them."""
    folding.fold()


def _note(unit: int | None, counted: dict[int | None, Counts]) -> None:
    if unit is None:
        return
    deltas = [Delta(unit_id=unit, course_id=course) for course, counts in counted.items() if counts]
    for delta in deltas:
        delta.counts = counted[delta.course_id]
    if deltas:
        Delta.objects.bulk_create(deltas)
        transaction.on_commit(folding.ask, robust=True)
