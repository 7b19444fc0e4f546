"""Recording what a member did, and all that follows from it: lessons done, the course done.

Everything about one member is serial: her row is locked first. So two phones that send the two last facts of a course
at once still complete it, exactly once. Nobody else waits for her.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from courses.models import Course, Lesson
from lms.members.models import Member
from lms.progress.folding import Fact, LessonState, fold
from lms.progress.models import CourseProgress, LearningEvent, LessonProgress
from lms.progress.signals import course_completed


@transaction.atomic
def record(member: Member, facts: Iterable[Fact]) -> None:
    """Keep the facts that are new, and update the progress of their lessons and courses.

    Facts about lessons that are not there (any more) or blocks that ask for nothing are left out.
    """
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    by_lesson = defaultdict(list)
    for fact in _unseen(facts):
        by_lesson[fact.lesson_id].append(fact)
    lessons = Lesson.objects.live().in_bulk(by_lesson)
    for lesson_id, lesson in lessons.items():
        asked = {requirement.block for requirement in lesson.requirements}
        fitting = [fact for fact in by_lesson[lesson_id] if fact.block in asked]
        if fitting:
            _record_lesson(member, lesson, fitting)


def _unseen(facts: Iterable[Fact]) -> list[Fact]:
    unique = {fact.id: fact for fact in facts}
    seen = set(LearningEvent.objects.filter(pk__in=unique).values_list("pk", flat=True))
    return [fact for fact in unique.values() if fact.id not in seen]


def _record_lesson(member: Member, lesson: Lesson, facts: list[Fact]) -> None:
    now = timezone.now()
    LearningEvent.objects.bulk_create(
        LearningEvent(
            id=fact.id, member=member, lesson=lesson, block=fact.block, kind=fact.kind,
            start=fact.start, end=fact.end, happened_at=fact.happened_at, received_at=now,
        )
        for fact in facts
    )  # fmt: skip
    progress, _new = LessonProgress.objects.get_or_create(member=member, lesson=lesson)
    state = fold(LessonState.from_json(progress.state), facts)
    progress.state = state.to_json()
    finished = not progress.completed_at and all(state.met(requirement) for requirement in lesson.requirements)
    if finished:
        progress.completed_at = now
    progress.save()
    _record_course(member, lesson.course, finished)


def _record_course(member: Member, course: Course, lesson_finished: bool) -> None:
    progress, _new = CourseProgress.objects.get_or_create(member=member, course=course)
    if not lesson_finished:
        return
    lessons = course.lessons().values_list("pk", flat=True)
    done = LessonProgress.objects.filter(member=member, lesson__in=lessons, completed_at__isnull=False).count()
    progress.lessons_done = done
    complete = not progress.completed_at and done == len(lessons)
    if complete:
        progress.completed_at = timezone.now()
    progress.save()
    if complete:
        course_completed.send(CourseProgress, member=member, course=course)
