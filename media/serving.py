"""Hand a clip's files to phones, in the parts that players ask for.

A build never changes, so every file may be kept for a year. Phones will not play a video that is not served in ranges
(206), and the first thing Safari asks for is `bytes=0-1`.
"""

import re
from pathlib import PurePosixPath
from typing import IO
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from media.layout import CONTENT_TYPES, build_folder
from media.models import Clip
from media.tasks import requeue_lost

RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
PLAIN_NAME = re.compile(r"[a-z0-9-]+(\.[a-z0-9]+)")
for_a_year = cache_control(public=True, max_age=60 * 60 * 24 * 365, immutable=True)


class Portion:
    """The next `length` bytes of an open file, read and closed like a file."""

    def __init__(self, file: IO[bytes], length: int):
        self.file, self.left = file, length

    def read(self, size: int = -1) -> bytes:
        part = self.file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(part)
        return part

    def close(self) -> None:
        self.file.close()


@require_safe
@for_a_year
def file(request: HttpRequest, uuid: UUID, build: str, name: str) -> HttpResponseBase:
    get_object_or_404(Clip.objects.having(build), uuid=uuid)
    plain = PLAIN_NAME.fullmatch(name)
    if not plain or plain[1] not in CONTENT_TYPES:
        raise Http404
    try:
        stored = default_storage.open(str(PurePosixPath(build_folder(uuid, build), name)))
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = _portion(request, stored, etag=f'"{build}"')
    response["Content-Type"] = CONTENT_TYPES[plain[1]]
    # The gzip middleware looks at this after us: a compressed part of a video is no part of the video.
    request.META["HTTP_ACCEPT_ENCODING"] = "identity"
    return response


def _portion(request: HttpRequest, stored, etag: str) -> HttpResponseBase:
    """The whole file (200), the part asked for (206), or nothing more than was kept (304) or exists (416)."""
    size = stored.size
    asked = requested_range(request, size, etag)
    start, stop = asked or (0, size)
    headers = {"ETag": etag, "Accept-Ranges": "bytes"}
    if request.headers.get("If-None-Match") == etag:
        stored.close()
        return HttpResponse(status=304, headers=headers)
    if start >= stop:
        stored.close()
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    headers["Content-Length"] = str(stop - start)
    if asked:
        headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    stored.seek(start)
    return FileResponse(Portion(stored, stop - start), status=206 if asked else 200, headers=headers)


def requested_range(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """Start and stop (exclusive) of the one range asked for; None: send it all. An empty range cannot be satisfied."""
    match = RANGE.fullmatch(request.headers.get("Range", ""))
    if not match or match.groups() == ("", "") or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = match.groups()
    if not first:
        return max(0, size - int(last)), size
    start, stop = int(first), min(size, int(last) + 1) if last else size
    return (start, stop) if not last or int(last) >= start else None


@require_safe
@for_a_year
def captions(request: HttpRequest, uuid: UUID, digest: str) -> HttpResponseBase:
    clip = get_object_or_404(Clip, uuid=uuid)
    if clip.captions_digest != digest:
        raise Http404
    return HttpResponse(clip.webvtt, content_type="text/vtt; charset=utf-8")


@require_safe
@never_cache
def status(request: HttpRequest, uuid: UUID) -> JsonResponse:
    requeue_lost()  # a page that waits is the first to suffer from a worker that died
    clip = get_object_or_404(Clip, uuid=uuid)
    return JsonResponse({"status": clip.status, "percent": clip.percent, "is_playable": clip.is_playable})
