"""Whom to encourage today: three at most, never the same three for long, never in the order of who is furthest behind.

First come those who began a course and have rested longest, then those who have not started. They take turns, three a
day, and stand in the order of the roster.
"""

from dataclasses import dataclass
from datetime import timedelta
from operator import itemgetter

from django.db.models import F, FilteredRelation, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from courses.models import Course
from lms.members.models import Member
from lms.progress.models import LessonProgress
from lms.reports.counts.models import LONG_AGO

MANY = 3
RESTING = 9  # of those who have rested longest, so many take turns
LISTED = 300  # no more are looked at
RESTED = timedelta(days=3)  # who learnt yesterday needs no nudge


@dataclass(frozen=True)
class Nudge:
    member: Member
    lessons_done: int | None  # None: she has not started


def today(members: QuerySet[Member], course: Course) -> list[Nudge]:
    """Three of those who have not finished the course. At most two queries."""
    waiting = _waiting(members, course)
    resting = [pk for pk, done in waiting if done is not None][:RESTING]
    not_started = [pk for pk, done in waiting if done is None]
    chosen = _turn(resting, MANY)
    chosen += _turn(not_started, MANY - len(chosen))
    people = Member.objects.filter(pk__in=chosen).select_related("unit").order_by("sort_key", "pk") if chosen else []
    return [Nudge(member, dict(waiting)[member.pk]) for member in people]


def _turn(waiting: list[int], many: int) -> list[int]:
    """Whose turn it is today: the whole day the same, and everybody in so many days."""
    if len(waiting) <= many:
        return waiting
    start = many * timezone.localdate().toordinal()
    return [waiting[(start + step) % len(waiting)] for step in range(many)]


def _waiting(members: QuerySet[Member], course: Course) -> list[tuple[int, int | None]]:
    """(id, lessons done or None if she has not started) of those whose turn may come, longest rested first."""
    lessons = LessonProgress.objects.filter(member=OuterRef("pk"), lesson__in=course.lessons().order_by())
    last = lessons.order_by().values("member").values_list(Max("updated_at"))
    begun = FilteredRelation("course_progress", condition=Q(course_progress__course=course))
    people = members.alias(begun=begun).filter(begun__completed_at=None)
    begun_first = people.order_by(F("begun__started_at").asc(nulls_last=True), "pk")[:LISTED]
    rows = begun_first.values_list("pk", "begun__lessons_done", Subquery(last))
    lately = timezone.now() - RESTED
    resting = [
        (done is None, rested or LONG_AGO, pk, done) for pk, done, rested in rows if not (rested and rested > lately)
    ]
    return [(pk, done) for _not_started, _rested, pk, done in sorted(resting, key=itemgetter(0, 1, 2))]
