"""Recording what a member did, and all that follows from it: lessons done, the course done.

Everything about one member is serial: her row is locked first. So two phones that send the two last facts of a course
at once still complete it, exactly once. Nobody else waits for her.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import requirements_cache
from courses.models import Course, Lesson
from courses.requirements import Kind, Requirement
from lms.members.models import Member
from lms.progress.models import CourseProgress, LearningEvent, LessonProgress, Reversal, Standing
from lms.progress.rebuilding import rebuilt
from lms.progress.signals import course_completed, course_reopened, standing_changed
from lms.progress.state import Fact, LessonState, fold


@transaction.atomic
def record(member: Member, facts: Iterable[Fact]) -> dict[int, Lesson]:
    """Keep the facts that are new, and update the progress of their lessons and courses. The lessons of the new facts.

    Facts about lessons that are not there (any more) or blocks that ask for nothing are left out, and so is the word of
    a phone that a quiz is done.
    """
    member = locked(member)
    by_lesson = defaultdict(list)
    for fact in _unseen(facts):
        by_lesson[fact.lesson_id].append(fact)
    lessons = (
        requirements_cache.lessons(by_lesson) if by_lesson else {}
    )  # also one that is offline: nothing learnt is lost
    for lesson_id, lesson in lessons.items():
        asked = {requirement.block: requirement for requirement in lesson.requirements}
        fitting = [fact for fact in by_lesson[lesson_id] if _fits(fact, asked.get(fact.block))]
        if fitting:
            _record_lesson(member, lesson, fitting)
    return lessons


@transaction.atomic
def judge(member: Member, course: Course) -> None:
    """Look again at what she has done in this course: its lessons may ask for less than they did."""
    member = locked(member)
    unfinished = LessonProgress.objects.filter(member=member, lesson__in=course.lessons(), completed_at=None)
    for progress in unfinished.select_related("lesson"):
        if finish(progress, progress.lesson):
            progress.save()
    _record_course(member, course, count=True)


@transaction.atomic
def take_back(event: LearningEvent, *, by: Member, reason: str) -> bool:
    """The event stays and counts no more; what followed from it alone is undone. False if it was taken back before."""
    member = locked(event.member)
    reversal, new = Reversal.objects.get_or_create(event=event, defaults={"by": by, "reason": reason})
    if new:
        undone = _recompute(event)
        _record_course(member, event.lesson.course, count=True, back=reversal if undone else None)
    return new


def unite_course(member: Member, theirs: CourseProgress) -> None:
    """She also learnt as another record, which has become hers; her lessons are united already."""
    _record_course(member, theirs.course, count=True, theirs=theirs)


@dataclass(frozen=True)
class Times:
    """When somebody had begun and done a lesson or a course before her record became another's."""

    started_at: datetime
    completed_at: datetime | None

    @classmethod
    def read(cls, started_at: str, completed_at: str | None) -> "Times":
        return cls(datetime.fromisoformat(started_at), datetime.fromisoformat(completed_at) if completed_at else None)


def part_course(member: Member, course: Course, held: Times | None) -> None:
    """Her record and another's are parted: the course is as far as her own lessons are, and what she had finished stays
    finished. A course that only the two together had finished is open again."""
    progress = CourseProgress.objects.filter(member=member, course=course).first()
    before = progress.standing if progress else Standing()
    progress = progress or CourseProgress(member=member, course=course)
    progress.completed_at = held.completed_at if held else None
    progress.started_at = held.started_at if held else progress.started_at
    _count(progress, None)
    if held or _has_begun(member, course):
        progress.save()
        after = progress.standing
    else:
        CourseProgress.objects.filter(pk=progress.pk).delete()
        after = Standing()
    _tell(member, course, before, after, _("Two records that are not one person were parted"), again=True)


def locked(member: Member) -> Member:
    """Her row as it is now, and as it stays until the end of this transaction: nobody else records for her. A phone may
    still send for a record that has become another: then it is that one's. Uniting makes no circle of them; one that
    somebody wrote by hand ends where it closes."""
    rows = Member.objects.select_for_update(no_key=True)
    row, passed = rows.get(pk=member.pk), set()
    while row.merged_into_id and row.pk not in passed:
        passed.add(row.pk)
        row = rows.get(pk=row.merged_into_id)
    return row


def _unseen(facts: Iterable[Fact]) -> list[Fact]:
    unique = {fact.id: fact for fact in facts}
    seen = set(LearningEvent.objects.filter(pk__in=unique).values_list("pk", flat=True))
    return [fact for fact in unique.values() if fact.id not in seen]


def _fits(fact: Fact, asked: Requirement | None) -> bool:
    if fact.kind == LearningEvent.Kind.VOUCHED:
        return True
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
    kept = LessonProgress.objects.filter(member=member, lesson=lesson).first()
    progress = kept or LessonProgress(member=member, lesson=lesson)
    progress.state = fold(LessonState.from_json(progress.state), facts).to_json()
    finished = finish(progress, lesson)
    progress.save()
    begun = CourseProgress.objects.filter(member=member, course__path=lesson.path[: -Lesson.steplen])
    if finished or not begun.exists():
        _record_course(member, lesson.course, count=finished)


def finish(progress: LessonProgress, lesson: Lesson) -> bool:
    """Whether she is done with the lesson by now and was not before; then it is said so, not yet saved."""
    state = LessonState.from_json(progress.state)
    if progress.completed_at or not all(state.met(requirement) for requirement in lesson.requirements):
        return False
    progress.completed_at = timezone.now()
    return True


def _recompute(taken_back: LearningEvent) -> bool:
    """Her progress in the lesson again, from the facts that stand; if none do, she has not begun it. True if the lesson
    is not done any more; what was done before the fact came does not hang on it."""
    progress = LessonProgress.objects.get(member=taken_back.member, lesson=taken_back.lesson)
    state = rebuilt(taken_back.member, taken_back.lesson_id)
    hangs = progress.completed_at is not None and progress.completed_at >= taken_back.received_at
    undone = hangs and not all(state.met(requirement) for requirement in taken_back.lesson.requirements)
    progress.state, progress.completed_at = state.to_json(), None if undone else progress.completed_at
    progress.save()
    if undone and state == LessonState():
        progress.delete()
    return undone


def _record_course(
    member: Member,
    course: Course,
    *,
    count: bool,
    back: Reversal | None = None,
    theirs: CourseProgress | None = None,
) -> None:
    """The only writer of CourseProgress. `count`: the lessons that she has done may be others than they were. `back`:
    one of them is not done any more, for this was taken back; nothing else takes away what she has finished. `theirs`:
    the same course of a record that became hers; what was finished there was then, and is not finished again."""
    progress = CourseProgress.objects.filter(member=member, course=course).first()
    before = progress.standing if progress else Standing()
    progress = progress or CourseProgress(member=member, course=course)
    if theirs:
        progress.started_at = min(progress.started_at, theirs.started_at)
        progress.completed_at = min(filter(None, (progress.completed_at, theirs.completed_at)), default=None)
    if count:
        _count(progress, back)
    if back and not progress.completed_at and not _has_begun(member, course):
        CourseProgress.objects.filter(pk=progress.pk).delete()
        after = Standing()
    else:
        if count or not before.state:
            progress.save()
        after = progress.standing
    _tell(member, course, before, after, back.reason if back else "", again=bool(theirs and theirs.completed_at))


def _count(progress: CourseProgress, back: Reversal | None) -> None:
    """How many lessons of the course are done by now, on whose word, and whether these are all. Not yet saved."""
    lessons = progress.course.lessons().values_list("pk", flat=True)
    done = LessonProgress.objects.filter(member=progress.member, lesson__in=lessons, completed_at__isnull=False)
    vouched = list(done.values_list("state__vouched", flat=True))
    progress.lessons_done, progress.lessons_vouched = len(vouched), sum(map(bool, vouched))
    if 0 < len(lessons) == progress.lessons_done:
        progress.completed_at = progress.completed_at or timezone.now()
    elif back and progress.completed_at and progress.completed_at >= back.event.received_at:
        progress.completed_at = None


def _has_begun(member: Member, course: Course) -> bool:
    return LessonProgress.objects.filter(member=member, lesson__in=Lesson.objects.child_of(course)).exists()


def _tell(member: Member, course: Course, before: Standing, after: Standing, reason: str, *, again: bool) -> None:
    if before == after:
        return
    standing_changed.send(CourseProgress, member=member, course=course, before=before, after=after)
    was, is_now = (standing.state == CourseProgress.FINISHED for standing in (before, after))
    if is_now and not was and not again:
        course_completed.send(CourseProgress, member=member, course=course)
    if was and not is_now:
        course_reopened.send(CourseProgress, member=member, course=course, reason=reason)
