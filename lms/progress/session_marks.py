"""What someone did before signing in, where her phone cannot keep it: the session holds it, signing in claims it."""

from uuid import UUID

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from courses.models import Lesson
from lms.progress import event_batches, recording

KEY = "marks"


def hold(request: HttpRequest, lesson: Lesson, block: UUID) -> None:
    marks = [[lesson.pk, str(block)], *request.session.get(KEY, [])]
    request.session[KEY] = [list(mark) for mark in dict.fromkeys(map(tuple, marks))][:200]


def held(request: HttpRequest, lesson_id: int) -> set[UUID]:
    """The blocks of this lesson marked as done in this session."""
    return {UUID(block) for marked, block in request.session.get(KEY, []) if marked == lesson_id}


@receiver(user_logged_in)
def claim(sender, request: HttpRequest, user, **kwargs) -> None:
    marks = request.session.pop(KEY, [])
    lessons = Lesson.objects.in_bulk([lesson_id for lesson_id, _block in marks])
    facts = [event_batches.done(user, lessons[id], UUID(block)) for id, block in marks if id in lessons]
    if facts:
        recording.record(user, facts)
