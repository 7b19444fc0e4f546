"""Where players say that something went wrong."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from media.models import Clip, Trouble
from media.playback.troubles import count, is_flood


@require_POST
def report(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """`kind` is one of Trouble.Kind. 204; 400 for anything else, 404 for no such clip, 429 for a flood."""
    kind = request.POST.get("kind", "")
    if kind not in Trouble.Kind.values:
        return HttpResponse(status=400)
    clip = get_object_or_404(Clip, uuid=uuid)
    if is_flood(request):
        return HttpResponse(status=429)
    count(clip, kind)
    return HttpResponse(status=204)
