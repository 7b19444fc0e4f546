"""What comes back from lessons without a name: where people tapped, and that the real app looks different; and the
picture guide to print."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.blocks.stream_block import StreamValue

from courses import picture_guide as courses_picture_guide
from courses.models import Lesson, feedback
from courses.models.feedback import Tap

MOST_TAPS = 60  # in one request
LONGEST_NOTE = 140
SHOWS_SCREENS = ("steps", "practice")


class BadTapsError(ValueError):
    """What came in are no taps on this practice; the message names what is wrong."""


def _lesson(lesson_id: int) -> Lesson:
    if lesson_id >= 2**31:
        raise Http404
    return get_object_or_404(Lesson.objects.live().public(), pk=lesson_id)


def _block(lesson: Lesson, block: UUID, *types: str) -> StreamValue.StreamChild:
    """The lesson's block of that id, if it is of one of these types."""
    for child in lesson.body:
        if child.id == str(block) and child.block_type in types:
            return child
    raise Http404


@require_POST
def taps(request: HttpRequest, lesson_id: int, block: UUID) -> HttpResponse:
    """Count taps: {"taps": [[screen's id, x, y, right], …]}, x and y in per cent of the picture. 204, or 400."""
    practice = _block(_lesson(lesson_id), block, "practice")
    known = {UUID(screen.id) for screen in practice.value["screens"].bound_blocks}
    try:
        found = _read_taps(json.loads(request.body), known)
    except (ValueError, RecursionError):
        return HttpResponse(status=400)
    feedback.count_taps(lesson_id, block, found)
    return HttpResponse(status=204)


def _read_taps(data: object, known: set[UUID]) -> list[Tap]:
    rows = data.get("taps") if isinstance(data, dict) else None
    if not isinstance(rows, list) or len(rows) > MOST_TAPS:
        raise BadTapsError("taps")
    return [_read_tap(row, known) for row in rows]


def _read_tap(row: object, known: set[UUID]) -> Tap:
    match row:
        case [str(screen), int() | float() as x, int() | float() as y, bool(right)] if UUID(screen) in known:
            if isinstance(x, bool) or isinstance(y, bool) or not (0 <= x <= 100 and 0 <= y <= 100):
                raise BadTapsError("point")
            return Tap(UUID(screen), x, y, right)
    raise BadTapsError("tap")


@require_POST
def differs(request: HttpRequest, lesson_id: int, block: UUID) -> HttpResponse:
    """The screens of this block are not those of the real app any more. Counted once per visitor and block."""
    lesson = _lesson(lesson_id)
    _block(lesson, block, *SHOWS_SCREENS)
    note = " ".join(request.POST.get("note", "").split())
    if len(note) > LONGEST_NOTE or "\0" in note:
        return HttpResponse(status=400)
    told = request.session.get("differs", [])
    if str(block) not in told:
        feedback.report_difference(lesson.pk, block, note)
        request.session["differs"] = [*told, str(block)][-200:]
    messages.success(request, _("Thank you. Whoever wrote the lesson will look at it and mend it."))
    return redirect(f"{lesson.get_url(request)}#{block}")


@require_GET
def picture_guide(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """The lesson on paper."""
    lesson = _lesson(lesson_id)
    if not courses_picture_guide.is_worth_printing(lesson):
        raise Http404
    response = HttpResponse(courses_picture_guide.pdf(lesson), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{lesson.slug}.pdf"'
    return response
