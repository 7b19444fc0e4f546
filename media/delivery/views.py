"""Hand a clip's files to phones, in the parts that players ask for.

A build never changes, so every file may be kept for a year. Phones will not play a video that is not served in ranges
(206), and the first thing Safari asks for is `bytes=0-1`. Where a web server stands in front of us (CLIP_ACCEL), we
only say who may have which file, and it does the handing out.
"""

import re
from pathlib import PurePosixPath
from typing import IO
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from media.delivery import addresses
from media.layout import CONTENT_TYPES, PLAYLIST, build_folder
from media.models import Clip
from media.tasks import requeue_lost

RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
PLAIN_NAME = re.compile(r"[a-z0-9-]+(\.[a-z0-9]+)")
MEDIA_NAME = re.compile(r'^[a-z0-9-]+\.mp4$|(?<=URI=")[a-z0-9-]+\.mp4(?=")', re.MULTILINE)
YEAR = 60 * 60 * 24 * 365
BLOCK = 64 * 1024


class Portion:
    """The next `length` bytes of an open file, read and closed like a file; web servers copy it without reading it."""

    def __init__(self, file: IO[bytes], length: int):
        self.file, self.left = file, length

    def read(self, size: int = -1) -> bytes:
        part = self.file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(part)
        return part

    def fileno(self) -> int:
        return self.file.fileno()

    def close(self) -> None:
        self.file.close()


@require_http_methods(["GET", "HEAD", "OPTIONS"])
def file(request: HttpRequest, uuid: UUID, build: str, name: str, grant: str = "") -> HttpResponseBase:
    if request.method == "OPTIONS":  # older browsers ask before they fetch a part from another host
        return _for_other_hosts(HttpResponse(status=204))
    clip = _clip_for(grant, Clip.objects.having(build), uuid)
    plain = PLAIN_NAME.fullmatch(name)
    if not plain or plain[1] not in CONTENT_TYPES:
        raise Http404
    try:
        response = _response(request, clip, build, name)
    except FileNotFoundError as missing:
        raise Http404 from missing
    response["Content-Type"] = CONTENT_TYPES[plain[1]]
    _keep(response, grant)
    return _for_other_hosts(response)


def _clip_for(grant: str, clips: QuerySet[Clip], uuid: UUID) -> Clip:
    """403 for a grant that fails; 404 for what is not there, as a members-only clip is not without a grant."""
    if grant and not addresses.opens(grant, uuid):
        raise PermissionDenied
    clip = get_object_or_404(clips, uuid=uuid)
    if clip.members_only and not grant:
        raise Http404
    return clip


def _response(request: HttpRequest, clip: Clip, build: str, name: str) -> HttpResponseBase:
    stored = str(PurePosixPath(build_folder(clip.uuid, build), name))
    if settings.CLIP_ACCEL:
        default_storage.size(stored)  # a file that is not there must not be kept for a year as such
        return HttpResponse(headers={"X-Accel-Redirect": f"{settings.CLIP_ACCEL}/{stored}"})
    if name.endswith(PLAYLIST) and addresses.in_bucket() and not addresses.in_cdn(clip):
        return _with_addresses(addresses.bucket().content(stored).decode(), clip.uuid, build)
    return portion(request, stored, etag=f'"{build}"')


def _with_addresses(playlist: str, uuid: UUID, build: str) -> HttpResponse:
    """The media files that a playlist names get their signed addresses; other playlists are named as they were."""
    text = MEDIA_NAME.sub(lambda named: addresses.bucket_address(uuid, build, named[0]), playlist)
    response = HttpResponse(text)
    patch_cache_control(response, private=True, max_age=addresses.HOUR)
    return response


def _keep(response: HttpResponseBase, grant: str) -> None:
    """Say how long it may be kept, and by whom, where that has not been said."""
    if response.has_header("Cache-Control") or response.status_code == 416:
        return
    if grant:
        patch_cache_control(response, private=True, max_age=addresses.LASTS, immutable=True)
    else:
        patch_cache_control(response, public=True, max_age=YEAR, immutable=True)


def _for_other_hosts(response: HttpResponseBase) -> HttpResponseBase:
    """With a cache in front, the page and its clip have different hosts; else no other site reads our clips."""
    if settings.CDN_URL:
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Allow-Headers"] = "Range"
        response["Access-Control-Max-Age"] = "86400"
    return response


def portion(request: HttpRequest, name: str, etag: str) -> HttpResponseBase:
    """The whole file (200), the part asked for (206), or nothing more than was kept (304) or exists (416).

    Raises FileNotFoundError.
    """
    size = default_storage.size(name)
    headers = {"ETag": etag, "Accept-Ranges": "bytes"}
    kept = {tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))}
    if kept & {etag, "*"}:  # compared weakly (RFC 9110): a proxy may have marked it so
        return HttpResponse(status=304, headers=headers)
    asked = requested_range(request, size, etag)
    start, stop = asked or (0, size)
    if start >= stop:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    headers["Content-Length"] = str(stop - start)
    if asked:
        headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    response = FileResponse(_opened(name, start, stop), status=206 if asked else 200, headers=headers)
    response.block_size = BLOCK
    return response


def _opened(name: str, start: int, stop: int) -> IO[bytes] | Portion:
    if addresses.in_bucket():
        return addresses.bucket().portion(name, start, stop)
    file = default_storage.open(name)
    file.seek(start)
    return Portion(file, stop - start)


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
def captions(request: HttpRequest, uuid: UUID, digest: str, grant: str = "") -> HttpResponseBase:
    clip = _clip_for(grant, Clip.objects.all(), uuid)
    return _track(clip.webvtt, digest == clip.captions_digest, grant)


@require_safe
def chapters(request: HttpRequest, uuid: UUID, digest: str, grant: str = "") -> HttpResponseBase:
    clip = _clip_for(grant, Clip.objects.all(), uuid)
    return _track(clip.chapters_webvtt, digest == clip.chapters_digest, grant)


def _track(text: str, is_current: bool, grant: str) -> HttpResponseBase:
    if not is_current:
        raise Http404
    response = HttpResponse(text, content_type="text/vtt; charset=utf-8")
    _keep(response, grant)
    return response


@require_safe
@never_cache
def status(request: HttpRequest, uuid: UUID) -> JsonResponse:
    requeue_lost()  # a page that waits is the first to suffer from a worker that died
    clip = get_object_or_404(Clip, uuid=uuid)
    return JsonResponse({"status": clip.status, "percent": clip.percent, "is_playable": clip.is_playable})
