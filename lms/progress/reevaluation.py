"""What a course asks for has changed: everybody's progress in it is looked at again.

A lesson is published anew, taken out of use, moved to another course or removed; a clip or a quiz is deleted; a quiz
becomes a contest. Whoever has done all that is asked by now is done, lessons that count no more are counted no more,
and what was finished stays finished. It runs in the background: a whole province may be in the middle of one course.

The queue forgets the job of a worker that died. So a row says which course is to be looked at, and stays until the work
is whole; whoever folds counts asks for what was lost (`requeue_lost`).
"""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.db.models.signals import post_delete, pre_delete, pre_save
from django.dispatch import receiver
from django.utils import timezone
from django_tasks import task
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from courses.models import Course, Lesson
from lms.members.models import Member
from lms.progress import recording
from lms.progress.models import LessonProgress, Reevaluation
from media.models import Clip
from quizzes.models import Quiz

LOST_AFTER = timedelta(minutes=10)
"""A whole province is looked through in less, and looking twice changes nothing."""


@receiver(page_published, sender=Lesson)
@receiver(page_unpublished, sender=Lesson)
@receiver(pre_delete, sender=Lesson)
def look_again(sender, instance: Lesson, **kwargs) -> None:
    _ask([instance.course])


@receiver(post_page_move)
def look_where_it_was_and_is(
    sender, instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs
) -> None:
    """A lesson that has moved counts for its new course, also for those who have done it, and not for the old one."""
    if parent_page_before.pk != parent_page_after.pk and isinstance(instance.specific, Lesson):
        _ask(Course.objects.filter(pk__in=[parent_page_before.pk, parent_page_after.pk]))


@receiver(pre_save, sender=Quiz)
def look_when_it_becomes_a_contest(sender, instance: Quiz, **kwargs) -> None:
    """No lesson hangs on a contest. Looked at once, not whenever a contest is saved."""
    was_none = Quiz.objects.filter(pk=instance.pk, attempts_allowed=None, closes_at=None)
    if instance.is_contest and was_none.exists():
        look_everywhere(sender)


@receiver(post_delete, sender=Quiz)
@receiver(post_delete, sender=Clip)
def look_everywhere(sender, **kwargs) -> None:
    """A lesson may have asked for it; which ones is not known any more."""
    _ask(Course.objects.live())


def _ask(courses: Iterable[Course]) -> None:
    """Have these looked at, where anybody's progress may change."""
    for course in courses:
        if learners(course):
            Reevaluation.objects.update_or_create(course=course, defaults={"asked_at": timezone.now()})
            transaction.on_commit(partial(reevaluate.enqueue, course.pk))


def requeue_lost() -> None:
    """Queue again what nobody has finished in its time."""
    lost = Reevaluation.objects.filter(asked_at__lt=timezone.now() - LOST_AFTER)
    for course in lost.values_list("course", flat=True):
        Reevaluation.objects.filter(course=course).update(asked_at=timezone.now())
        reevaluate.enqueue(course)


def learners(course: Course) -> list[int]:
    """Ids of the members whose progress in the course may be other than it is kept: she has begun and not finished it,
    other lessons count as done by now, or she has learnt in a lesson that has moved here."""
    lessons = course.lessons().values("pk")
    learnt = LessonProgress.objects.filter(lesson__in=lessons)
    done = learnt.filter(member=OuterRef("member"), completed_at__isnull=False).order_by().values("member")
    counted = Coalesce(Subquery(done.annotate(count=Count("pk")).values("count")), 0)
    begun = course.progress.annotate(done_now=counted)
    changed = begun.filter(Q(completed_at=None) | ~Q(lessons_done=F("done_now"))).values("member")
    arrived = learnt.exclude(member__in=course.progress.values("member")).values("member")
    return list(changed.union(arrived).values_list("member", flat=True))


@task(priority=-5)  # clips come first: somebody is waiting for them
def reevaluate(course_id: int) -> None:
    asked = Reevaluation.objects.filter(course=course_id).first()
    course = Course.objects.filter(pk=course_id).first()
    if not asked or not course:
        return
    for member in learners(course):  # read to the end first: SQLite lets nobody write while a reader is open
        recording.judge(Member.objects.get(pk=member), course)
    Reevaluation.objects.filter(course=course_id, asked_at=asked.asked_at).delete()  # asked again meanwhile: not yet
