"""What a learner's screens ask: what is left in this lesson, how far in this course, where to go on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Protocol
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest

from courses.models import Lesson
from courses.requirements import Kind, Requirement
from lms.members.models import Member
from lms.progress import session_marks
from lms.progress.models import CourseProgress, LearningEvent, LessonProgress
from lms.progress.state import LessonState
from quizzes.attempts.session_attempts import held as held_attempts
from quizzes.models import Attempt


class Asks(Protocol):
    """A lesson, or what a kept page knows of it."""

    @property
    def pk(self) -> int | None: ...

    @property
    def requirements(self) -> list[Requirement]: ...


@dataclass(frozen=True)
class Confirmation:
    """Who saw a task done (her given name; "" once her record is gone) and when."""

    name: str
    day: datetime


@dataclass
class Todo:
    """What a lesson asks of her and how far she is. `member` is None when she is not signed in."""

    lesson: Asks
    state: LessonState
    member: Member | None = None

    @cached_property
    def items(self) -> list[tuple[Requirement, bool]]:
        return [(requirement, self.state.met(requirement)) for requirement in self.lesson.requirements]

    @property
    def left(self) -> int:
        return sum(not met for _requirement, met in self.items)

    def is_done(self, block: str) -> bool:
        return any(str(requirement.block) == block and met for requirement, met in self.items)

    @cached_property
    def confirmations(self) -> dict[str, Confirmation]:
        """What helpers confirmed in this lesson, by block. One query, only where there is something to confirm."""
        if not self.member or self.lesson.pk is None:
            return {}
        if not any(asked.kind == Kind.TASK for asked in self.lesson.requirements):
            return {}
        confirmed = LearningEvent.objects.filter(
            member=self.member, lesson_id=self.lesson.pk, kind=LearningEvent.Kind.CONFIRMED
        )
        return {
            str(event.block): Confirmation(event.by.get_short_name() if event.by else "", event.happened_at)
            for event in confirmed.select_related("by")
        }

    @cached_property
    def vouched(self) -> Confirmation | None:
        """Who wrote down that she did this lesson beside her. One query, only where somebody did."""
        if not (self.member and self.state.vouched):
            return None
        written = LearningEvent.objects.standing().filter(
            member=self.member, lesson_id=self.lesson.pk, kind=LearningEvent.Kind.VOUCHED
        )
        event = written.select_related("by").order_by("received_at").first()
        return Confirmation(event.by.get_short_name() if event.by else "", event.happened_at) if event else None

    def resume(self, block: str) -> float | None:
        """Where to go on in the clip; None at the start and when she has seen it to its end."""
        clip = next((requirement for requirement, _met in self.items if str(requirement.block) == block), None)
        if not (clip and clip.clip_seconds):
            return None
        second = self.state.resume(clip.block)
        return second if second and 1 < second < clip.clip_seconds - 1 else None


def todo(request: HttpRequest | None, lesson: Asks) -> Todo:
    """One query when she is signed in; when not, what this session holds. A preview has no progress."""
    if not lesson.pk or request is None:
        return Todo(lesson, LessonState())
    if not request.user.is_authenticated:
        return Todo(lesson, LessonState(done=[str(block) for block in _held(request, lesson)]))
    kept = LessonProgress.objects.filter(member=request.user, lesson_id=lesson.pk).first()
    return Todo(lesson, LessonState.from_json(kept.state if kept else {}), request.user)


def _held(request: HttpRequest, lesson: Asks) -> set[UUID]:
    assert lesson.pk is not None  # a preview has no progress
    blocks = session_marks.held(request, lesson.pk)
    attempts = held_attempts(request)
    if attempts:
        passed = Attempt.objects.filter(pk__in=attempts, page_id=lesson.pk, passed=True).values_list(
            "quiz_id", flat=True
        )
        quizzes = set(passed)
        blocks |= {r.block for r in lesson.requirements if r.kind == Kind.PASS and r.quiz_id in quizzes}
    return blocks


def finished_lessons(member: Member, lessons: Collection[int]) -> set[int]:
    """Which of these lessons (ids) she has done."""
    rows = LessonProgress.objects.filter(member=member, lesson__in=lessons, completed_at__isnull=False)
    return set(rows.values_list("lesson_id", flat=True))


def course_progress(member: Member) -> QuerySet[CourseProgress]:
    return CourseProgress.objects.filter(member=member).select_related("course")


def going_on(member: Member) -> Lesson | None:
    """Where the big button leads: the lesson she left last without finishing it, else the next one of her course."""
    mine = LessonProgress.objects.filter(member=member)
    left = mine.filter(completed_at=None, lesson__live=True).select_related("lesson").order_by("-updated_at").first()
    if left:
        return left.lesson
    begun = CourseProgress.objects.filter(member=member, completed_at=None, course__live=True)
    course = begun.select_related("course").order_by("-started_at").first()
    finished = mine.filter(completed_at__isnull=False).values("lesson")
    return course.course.lessons().exclude(pk__in=finished).first() if course else None
