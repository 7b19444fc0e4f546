"""Attempts made before signing in: the session holds their ids, and signing in gives them to her."""

from uuid import UUID

from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from quizzes.models import Attempt
from quizzes.signals import attempt_graded

KEY = "attempts"


def hold(request: HttpRequest, attempt: Attempt) -> None:
    request.session[KEY] = [*request.session.get(KEY, []), str(attempt.pk)][-50:]


def held(request: HttpRequest) -> list[UUID]:
    return [UUID(id) for id in request.session.get(KEY, [])]


@receiver(user_logged_in)
@transaction.atomic
def claim(sender, request: HttpRequest, user, **kwargs) -> None:
    """Give her what this session holds. The rows are locked, so an answer that comes in meanwhile is not lost."""
    nobodys = Attempt.objects.select_for_update(no_key=True).filter(pk__in=held(request), taker=None)
    for attempt in nobodys:
        attempt.taker = user
        attempt.save(update_fields=["taker"])
        if attempt.finished_at:
            attempt_graded.send(Attempt, attempt=attempt)
    request.session.pop(KEY, None)
