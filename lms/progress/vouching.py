"""A woman without a phone learns beside her branch head, who writes it down for her.

One fact says that she did the whole lesson, who wrote it and on which day; it is shown as that wherever her progress
is. Written by mistake, it is taken back with a reason: the fact stays, and counts no more.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from courses.models import Lesson
from lms.members import scope
from lms.members.models import Member
from lms.progress import recording
from lms.progress.models import LearningEvent, LessonProgress
from lms.progress.state import Fact

OLDEST = timedelta(days=400)


@transaction.atomic
def vouch(by: Member, members: Iterable[Member], lessons: Iterable[Lesson], day: date) -> int:
    """`by` writes down that these members did these lessons beside her. How many lessons that are: what somebody has
    done already is left out, and so is everybody whom `by` may not write for. One after the other in the order of
    their ids, so that two who write for the same women wait for each other."""
    return sum(_vouch(by, member, lessons, day) for member in sorted(members, key=lambda member: member.pk))


def _vouch(by: Member, member: Member, lessons: Iterable[Lesson], day: date) -> int:
    member = recording.locked(member)
    if not scope.may_vouch(by, member):
        return 0
    done = LessonProgress.objects.filter(member=member, completed_at__isnull=False).values_list("lesson_id", flat=True)
    missing = {lesson.pk: lesson for lesson in lessons if lesson.pk not in set(done)}
    recording.record(member, [_fact(lesson, day, by) for lesson in missing.values()])
    return len(missing)


def _fact(lesson: Lesson, day: date, by: Member) -> Fact:
    """Nobody remembers the hour: noon, or now if it is not noon yet."""
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    kind = LearningEvent.Kind.VOUCHED
    return Fact(uuid4(), lesson.pk, lesson.translation_key, kind, min(noon, timezone.now()), by=by.pk)


def take_back(event: LearningEvent, *, by: Member, reason: str) -> bool:
    """False where `by` may not, where it is no such fact, or where it was taken back before."""
    if event.kind != LearningEvent.Kind.VOUCHED or not scope.may_vouch(by, event.member):
        return False
    return recording.take_back(event, by=by, reason=reason)
