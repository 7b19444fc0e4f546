"""Two records of one person become one: what either has learnt is hers, and her progress follows from all of it.

Facts and attempts move to the kept record; the state of each lesson is folded again from the facts of both. What one of
the records had finished stays finished, at the earlier of the two times, and only a course that the two finish together
is complete from now.
"""

from django.dispatch import receiver

from courses.models import Course, Lesson
from lms.members.models import Member
from lms.members.signals import parted, remembered, united
from lms.progress import recording
from lms.progress.models import CourseProgress, LearningEvent, LessonProgress
from lms.progress.rebuilding import rebuilt
from lms.progress.recording import Times
from lms.progress.state import LessonState
from quizzes.models import Attempt


@receiver(united)
def unite_learning(sender, kept: Member, gone: Member, **kwargs) -> dict[str, list]:
    moved = _held(kept, gone)
    LearningEvent.objects.filter(member=gone).update(member=kept)
    LearningEvent.objects.filter(by=gone).exclude(member=kept).update(by=kept)
    Attempt.objects.filter(taker=gone).update(taker=kept)
    for theirs in LessonProgress.objects.filter(member=gone).select_related("lesson"):
        _unite_lesson(kept, theirs)
    for course in CourseProgress.objects.filter(member=gone).select_related("course"):
        course.delete()
        recording.unite_course(kept, course)
    return moved


def _held(kept: Member, gone: Member) -> dict[str, list]:
    """What either has of her own, for parting them again: ids, and when each lesson and course was begun and done."""
    helped = LearningEvent.objects.filter(by=gone).exclude(member=kept)
    return {
        "events": [str(pk) for pk in LearningEvent.objects.filter(member=gone).values_list("pk", flat=True)],
        "helped": [str(pk) for pk in helped.values_list("pk", flat=True)],
        "attempts": [str(pk) for pk in Attempt.objects.filter(taker=gone).values_list("pk", flat=True)],
        "lessons": [_times(row, row.lesson_id) for row in LessonProgress.objects.filter(member__in=(kept, gone))],
        "courses": [_times(row, row.course_id) for row in CourseProgress.objects.filter(member__in=(kept, gone))],
    }


def _times(row: LessonProgress | CourseProgress, pk: int) -> list:
    return [row.member_id, pk, row.started_at.isoformat(), row.completed_at and row.completed_at.isoformat()]


@receiver(parted)
def part_learning(sender, kept: Member, gone: Member, moved: dict, **kwargs) -> None:
    """Facts and attempts go back to whose they were; what was learnt since is the kept record's. The state of each
    lesson that the other had is folded again for both."""
    LearningEvent.objects.filter(pk__in=moved["events"], member=kept).update(member=gone)
    LearningEvent.objects.filter(pk__in=moved["helped"], by=kept).update(by=gone)
    Attempt.objects.filter(pk__in=moved["attempts"], taker=kept).update(taker=gone)
    lessons = {(who, pk): Times.read(*times) for who, pk, *times in moved["lessons"]}
    courses = {(who, pk): Times.read(*times) for who, pk, *times in moved["courses"]}
    for lesson in Lesson.objects.filter(pk__in={pk for who, pk in lessons if who == gone.pk}):
        for member in (kept, gone):
            _part_lesson(member, lesson, lessons.get((member.pk, lesson.pk)))
    for course in Course.objects.filter(pk__in={pk for who, pk in courses if who == gone.pk}):
        for member in (kept, gone):
            recording.part_course(member, course, courses.get((member.pk, course.pk)))


def _part_lesson(member: Member, lesson: Lesson, held: Times | None) -> None:
    state = rebuilt(member, lesson.pk)
    progress = LessonProgress.objects.filter(member=member, lesson=lesson).first()
    if not held and state == LessonState():
        LessonProgress.objects.filter(member=member, lesson=lesson).delete()
        return
    progress = progress or LessonProgress(member=member, lesson=lesson)
    progress.state, progress.completed_at = state.to_json(), held.completed_at if held else None
    progress.started_at = held.started_at if held else progress.started_at
    recording.finish(progress, lesson)
    progress.save()


def _unite_lesson(kept: Member, theirs: LessonProgress) -> None:
    progress, _new = LessonProgress.objects.get_or_create(member=kept, lesson=theirs.lesson)
    progress.state = rebuilt(kept, theirs.lesson_id).to_json()
    progress.started_at = min(progress.started_at, theirs.started_at)
    ends = [end for end in (progress.completed_at, theirs.completed_at) if end]
    progress.completed_at = min(ends, default=None)
    recording.finish(progress, theirs.lesson)
    progress.save()
    theirs.delete()


@receiver(remembered)
def who_has_learnt(sender, members: list[int], **kwargs) -> set[int]:
    """Ids of those of whom there is a fact, an attempt or progress."""
    held = [(LearningEvent, "member"), (Attempt, "taker"), (LessonProgress, "member"), (CourseProgress, "member")]
    found = [
        model._default_manager.filter(**{f"{who}__in": members}).values_list(who, flat=True) for model, who in held
    ]
    helped = LearningEvent.objects.filter(by__in=members).values_list("by", flat=True)
    return set().union(*found, helped)
