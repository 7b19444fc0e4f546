"""Recording what a member did, and all that follows from it: lessons done, the course done.

Everything about one member is serial: her row is locked first. So two phones that send the two last facts of a course
at once still complete it, exactly once. Nobody else waits for her.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from courses.models import Course, Lesson
from courses.requirements import Kind, Requirement
from lms.members.models import Member
from lms.progress.folding import Fact, LessonState, fold
from lms.progress.models import CourseProgress, LearningEvent, LessonProgress
from lms.progress.signals import course_completed


@transaction.atomic
def record(member: Member, facts: Iterable[Fact]) -> None:
    """Keep the facts that are new, and update the progress of their lessons and courses.

    Facts about lessons that are not there (any more) or blocks that ask for nothing are left out, and so is the word of
    a phone that a quiz is done.
    """
    member = _lock(member)
    by_lesson = defaultdict(list)
    for fact in _unseen(facts):
        by_lesson[fact.lesson_id].append(fact)
    lessons = Lesson.objects.in_bulk(by_lesson)  # also one that is offline for a correction: nothing learnt is lost
    for lesson_id, lesson in lessons.items():
        asked = {requirement.block: requirement for requirement in lesson.requirements}
        fitting = [fact for fact in by_lesson[lesson_id] if _fits(fact, asked.get(fact.block))]
        if fitting:
            _record_lesson(member, lesson, fitting)


@transaction.atomic
def judge(member: Member, course: Course) -> None:
    """Look again at what she has done in this course: its lessons may ask for less than they did."""
    _lock(member)
    unfinished = LessonProgress.objects.filter(member=member, lesson__in=course.lessons(), completed_at=None)
    for progress in unfinished.select_related("lesson"):
        if finish(progress, progress.lesson):
            progress.save()
    _record_course(member, course, True)


def unite_course(member: Member, theirs: CourseProgress) -> None:
    """She also learnt as another record, which has become hers; her lessons are united already."""
    _record_course(member, theirs.course, True, theirs)


def _lock(member: Member) -> Member:
    """Who it is about: a phone may still send for a record that has become another."""
    locked = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    return _lock(Member(pk=locked.merged_into_id)) if locked.merged_into_id else locked


def _unseen(facts: Iterable[Fact]) -> list[Fact]:
    unique = {fact.id: fact for fact in facts}
    seen = set(LearningEvent.objects.filter(pk__in=unique).values_list("pk", flat=True))
    return [fact for fact in unique.values() if fact.id not in seen]


def _fits(fact: Fact, asked: Requirement | None) -> bool:
    return asked is not None and not (asked.kind == Kind.PASS and fact.kind == LearningEvent.Kind.DONE)


def _record_lesson(member: Member, lesson: Lesson, facts: list[Fact]) -> None:
    now = timezone.now()
    LearningEvent.objects.bulk_create(
        LearningEvent(
            id=fact.id, member=member, lesson=lesson, block=fact.block, kind=fact.kind,
            start=fact.start, end=fact.end, by_id=fact.by, happened_at=fact.happened_at, received_at=now,
        )
        for fact in facts
    )  # fmt: skip
    progress, _new = LessonProgress.objects.get_or_create(member=member, lesson=lesson)
    progress.state = fold(LessonState.from_json(progress.state), facts).to_json()
    finished = finish(progress, lesson)
    progress.save()
    _record_course(member, lesson.course, finished)


def finish(progress: LessonProgress, lesson: Lesson) -> bool:
    """Whether she is done with the lesson by now and was not before; then it is said so, not yet saved."""
    state = LessonState.from_json(progress.state)
    if progress.completed_at or not all(state.met(requirement) for requirement in lesson.requirements):
        return False
    progress.completed_at = timezone.now()
    return True


def _record_course(member: Member, course: Course, count: bool, theirs: CourseProgress | None = None) -> None:
    """The one place that writes how far she is in a course. `theirs` is the same course of a record that became hers:
    what was begun or finished there was then, and is not finished a second time."""
    progress, _new = CourseProgress.objects.get_or_create(member=member, course=course)
    if theirs:
        progress.started_at = min(progress.started_at, theirs.started_at)
        progress.completed_at = min(filter(None, (progress.completed_at, theirs.completed_at)), default=None)
    if not count:
        return
    lessons = course.lessons().values_list("pk", flat=True)
    done = LessonProgress.objects.filter(member=member, lesson__in=lessons, completed_at__isnull=False).count()
    progress.lessons_done = done
    complete = not progress.completed_at and 0 < len(lessons) == done
    if complete:
        progress.completed_at = timezone.now()
    progress.save()
    if complete:
        course_completed.send(CourseProgress, member=member, course=course)
