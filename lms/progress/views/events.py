"""Where phones send what happened: batches from JavaScript, one button at a time without it."""

import json
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from courses import requirements_cache
from courses.models import Lesson
from lms.progress import event_batches, recording, session_marks
from lms.progress.queries import todo
from lms.progress.state import Fact


@never_cache
@require_POST
def events(request: HttpRequest) -> JsonResponse:
    """Take a batch. 200 with what is left in the lesson she is on; 400 for a bad batch; 401 when she is signed out."""
    if not request.user.is_authenticated:
        return JsonResponse({"error": "signed out"}, status=401)
    try:
        data = json.loads(request.body)
        facts = event_batches.read_batch(data)
    except (ValueError, RecursionError) as error:
        return JsonResponse({"error": str(error)[:200]}, status=400)
    lesson = _last_lesson(recording.record(request.user, facts), facts)
    done = [str(requirement.block) for requirement, met in todo(request, lesson).items if met] if lesson else []
    return JsonResponse({"kept": len(facts), "lesson": lesson and lesson.pk, "done": done})


def _last_lesson(known: dict[int, Lesson], facts: list[Fact]) -> Lesson | None:
    """The lesson that she is on, if learners see it. `known`: those that are at hand."""
    if not facts:
        return None
    last = facts[-1].lesson_id
    lesson = known.get(last) or requirements_cache.lessons([last]).get(last)
    return lesson if lesson and lesson.live else None


@require_POST
def mark(request: HttpRequest, lesson_id: int, block: UUID) -> HttpResponse:
    """She says that she has done a block. A quiz cannot be marked; it is passed."""
    lesson = get_object_or_404(Lesson.objects.live().public(), id=lesson_id)
    markable = {requirement.block for requirement in lesson.requirements if requirement.kind != "pass"}
    if block not in markable:
        return HttpResponse(status=404)
    if request.user.is_authenticated:
        recording.record(request.user, [event_batches.done(request.user, lesson, block)])
    else:
        session_marks.hold(request, lesson, block)
    return redirect(f"{lesson.get_url(request)}#xong-{block}")  # where the button was, now says that it is done
