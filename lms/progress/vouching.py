"""A woman without a phone learns beside her branch head, who writes it down for her.

One fact says that she did the whole lesson, who wrote it and on which day; it is shown as that wherever her progress
is. Written by mistake, it is taken back with a reason: the fact stays, and counts no more.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import Course, Lesson
from lms.members import scope
from lms.members.models import Member
from lms.progress import recording
from lms.progress.models import LearningEvent, LessonProgress, Meeting
from lms.progress.state import Fact
from lms.units.models import Unit

OLDEST = timedelta(days=400)
SHOWN = 5  # meetings that can be taken back, on a page
TAKEN_BACK_WITHIN = timedelta(days=30)  # a whole meeting; one woman's lesson at any time


@transaction.atomic
def write_meeting(by: Member, members: Iterable[Member], lessons: Iterable[Lesson], day: date, *, unit: Unit) -> int:
    """As `vouch`, for the women of a unit who sat together: what is written can be taken back as a whole."""
    lessons = list(lessons)
    course = lessons[0].course if lessons else None
    meeting = Meeting.objects.create(by=by, unit=unit, course=course, day=day)
    written = vouch(by, members, lessons, day, meeting=meeting)
    if not written:
        meeting.delete()
    return written


@transaction.atomic
def vouch(
    by: Member, members: Iterable[Member], lessons: Iterable[Lesson], day: date, *, meeting: Meeting | None = None
) -> int:
    """`by` writes down that these members did these lessons beside her. How many lessons that are: what somebody has
    done already is left out, and so is everybody whom `by` may not write for. One after the other in the order of
    their ids, so that two who write for the same women wait for each other."""
    ordered = sorted(members, key=lambda member: member.pk)
    return sum(_vouch(by, member, lessons, day, meeting) for member in ordered)


def _vouch(by: Member, member: Member, lessons: Iterable[Lesson], day: date, meeting: Meeting | None) -> int:
    member = recording.locked(member)
    if not scope.may_vouch(by, member):
        return 0
    done = LessonProgress.objects.filter(member=member, completed_at__isnull=False).values_list("lesson_id", flat=True)
    missing = {lesson.pk: lesson for lesson in lessons if lesson.pk not in set(done)}
    facts = [_fact(lesson, day, by) for lesson in missing.values()]
    recording.record(member, facts)
    if meeting:
        LearningEvent.objects.filter(pk__in=[fact.id for fact in facts]).update(meeting=meeting)
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


def meetings(viewer: Member, unit: Unit, course: Course) -> QuerySet[Meeting]:
    """What was written down together in this unit and can still be taken back, the latest first. A head who looks after
    the unit may take back what another has written."""
    if not scope.covers(viewer, unit):
        return Meeting.objects.none()
    recent = Meeting.objects.filter(unit=unit, course=course, taken_back_at=None)
    recent = recent.filter(written_at__gte=timezone.now() - TAKEN_BACK_WITHIN)
    standing = Q(events__isnull=False, events__reversal=None)
    counted = recent.annotate(
        women=Count("events__member", standing, distinct=True), lessons=Count("events__lesson", standing, distinct=True)
    )
    return counted.filter(women__gt=0).select_related("by").order_by("-written_at", "-pk")


@transaction.atomic
def take_back_meeting(meeting: Meeting, *, by: Member) -> tuple[int, int]:
    """Every lesson of the meeting is taken back: (how many, how many stay because they are out of her sight by now). A
    second press takes back nothing."""
    meeting = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    if meeting.taken_back_at or meeting.written_at < timezone.now() - TAKEN_BACK_WITHIN:
        return 0, 0
    events = meeting.events.standing().select_related("lesson", "by", "member__unit").order_by("member", "pk")
    reason = _("The whole meeting was written down by mistake")
    done = [take_back(event, by=by, reason=reason) for event in events]
    meeting.taken_back_at = timezone.now() if all(done) else None
    meeting.save(update_fields=["taken_back_at"])
    return sum(done), len(done) - sum(done)
