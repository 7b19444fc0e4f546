"""The pictures of lessons, by the embedded default. Only renditions: originals and uploaded videos stay private.

The same whether they lie on this machine or in a bucket, which is closed to everybody but us.
"""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

LONGEST = 255  # bytes in a file's name


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    """A file of that one folder: `name` holds no slash, and is no way out of it."""
    if name in (".", "..") or len(name.encode()) > LONGEST or "\0" in name:
        raise Http404
    try:
        response = FileResponse(default_storage.open(f"images/{name}"))
    except FileNotFoundError as missing:
        raise Http404 from missing
    response["Cache-Control"] = "public, max-age=604800"
    return response
