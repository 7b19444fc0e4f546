"""The pictures of lessons, by the embedded default. Only renditions: originals and uploaded videos stay private."""

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.static import serve

LONGEST = 255  # bytes in a file's name


def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A file of that one folder: `name` holds no slash, and is no way out of it."""
    if name in (".", "..") or len(name.encode()) > LONGEST or "\0" in name:
        raise Http404
    response = serve(request, name, document_root=Path(settings.MEDIA_ROOT) / "images")
    response["Cache-Control"] = "public, max-age=604800"
    return response
