"""A lesson is published anew while people are learning it, and may ask for less: whoever has done all of it is done.

Otherwise her page would say that nothing is left, and her course would never be complete. Nobody loses what she has
finished. It runs in the background: a whole province may be on its way in one course.
"""

from functools import partial

from django.db import transaction
from django.dispatch import receiver
from django_tasks import task
from wagtail.signals import page_published

from courses.models import Course, Lesson
from lms.members.models import Member
from lms.progress import recording


@receiver(page_published, sender=Lesson)
def look_again(sender, instance: Lesson, **kwargs) -> None:
    if instance.course.progress.filter(completed_at=None).exists():
        transaction.on_commit(partial(rejudge.enqueue, instance.course.pk))


@task()
def rejudge(course_id: int) -> None:
    course = Course.objects.get(pk=course_id)
    for member in Member.objects.filter(course_progress__in=course.progress.filter(completed_at=None)).iterator():
        recording.judge(member, course)
