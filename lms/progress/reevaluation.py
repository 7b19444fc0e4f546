"""A lesson is published anew or removed, a clip or a quiz is deleted, a quiz becomes a contest: less may be asked, and
who has done it is done.

Otherwise her page would say that nothing is left, and her course would never be complete. Nobody loses what she has
finished. It runs in the background: a whole province may be on its way in one course.
"""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, pre_delete, pre_save
from django.dispatch import receiver
from django_tasks import task
from wagtail.signals import page_published

from courses.models import Course, Lesson
from lms.members.models import Member
from lms.progress import recording
from media.models import Clip
from quizzes.models import Quiz


@receiver(page_published, sender=Lesson)
def look_again(sender, instance: Lesson, **kwargs) -> None:
    _queue(instance.course)


@receiver(pre_delete, sender=Lesson)
def look_without(sender, instance: Lesson, **kwargs) -> None:
    _queue(instance.course)


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
    for course in Course.objects.live():
        _queue(course)


def _queue(course: Course) -> None:
    if course.progress.filter(completed_at=None).exists():
        transaction.on_commit(partial(rejudge.enqueue, course.pk))


@task(priority=-5)  # clips come first: somebody is waiting for them
def rejudge(course_id: int) -> None:
    course = Course.objects.filter(pk=course_id).first()
    unfinished = course.progress.filter(completed_at=None).values_list("member", flat=True) if course else []
    for pk in list(unfinished):  # read to the end first: SQLite lets nobody write while a reader is open
        recording.judge(Member.objects.get(pk=pk), course)
