"""What one member has learnt, for who looks after her: each lesson with its dates, and on whose word it stands."""

from dataclasses import dataclass, field

from courses.models import Course, Lesson
from lms.certificates.models import Certificate
from lms.members.models import Member
from lms.progress.models import CourseProgress, LearningEvent, LessonProgress
from lms.reports import queries

SEEN = (LearningEvent.Kind.CONFIRMED, LearningEvent.Kind.VOUCHED)  # what somebody else saw and said


@dataclass
class LessonRecord:
    lesson: Lesson
    progress: LessonProgress | None
    confirmed: list[LearningEvent] = field(default_factory=list)
    vouched: LearningEvent | None = None

    @property
    def is_done(self) -> bool:
        return bool(self.progress and self.progress.completed_at)


@dataclass
class CourseRecord:
    course: Course
    progress: CourseProgress | None
    certificate: Certificate | None
    lessons: list[LessonRecord]

    @property
    def is_done(self) -> bool:
        return bool(self.progress and self.progress.completed_at)

    @property
    def done(self) -> int:
        return sum(lesson.is_done for lesson in self.lessons)

    @property
    def missing(self) -> list[LessonRecord]:
        return [lesson for lesson in self.lessons if not lesson.is_done]


def of(member: Member) -> tuple[list[CourseRecord], list[LearningEvent]]:
    """Her courses, and what was written down for her by mistake and taken back. Six queries."""
    begun = {row.course_id: row for row in CourseProgress.objects.filter(member=member)}
    valid = {row.course_id: row for row in Certificate.objects.filter(member=member, revoked_at=None)}
    progress = {row.lesson_id: row for row in LessonProgress.objects.filter(member=member)}
    seen = LearningEvent.objects.filter(member=member, kind__in=SEEN).order_by("happened_at", "received_at")
    events = list(seen.select_related("by", "lesson", "reversal__by").defer("lesson__body"))
    lessons: dict[str, list[LessonRecord]] = {}
    for lesson in Lesson.objects.live().defer("body").order_by("path"):
        record = _record(lesson, progress.get(lesson.pk), events)
        lessons.setdefault(lesson.path[: -Lesson.steplen], []).append(record)
    courses = [
        CourseRecord(course, begun.get(course.pk), valid.get(course.pk), lessons.get(course.path, []))
        for course in queries.courses()
    ]
    return courses, [event for event in events if hasattr(event, "reversal")]


def _record(lesson: Lesson, progress: LessonProgress | None, events: list[LearningEvent]) -> LessonRecord:
    hers = [event for event in events if event.lesson_id == lesson.pk and not hasattr(event, "reversal")]
    vouched = [event for event in hers if event.kind == LearningEvent.Kind.VOUCHED]
    confirmed = [event for event in hers if event.kind == LearningEvent.Kind.CONFIRMED]
    return LessonRecord(lesson, progress, confirmed, vouched[0] if vouched else None)


def next_lesson(courses: list[CourseRecord]) -> Lesson | None:
    """What she could do next: the first lesson missing in a course that she has begun, else in the first that she has
    not."""
    unfinished = [course for course in courses if not course.is_done and course.missing]
    unfinished.sort(key=lambda course: course.progress is None)  # the others stay in their order
    return unfinished[0].missing[0].lesson if unfinished else None
