"""Receive files in pieces by the tus protocol 1.0 with creation and termination: tus.io/protocols/resumable-upload

    POST   …/sending/          Upload-Length, Upload-Metadata (filename, kind, fingerprint)
                               -> 201 Location, Upload-Offset
    HEAD   …/sending/<token>   -> 200 Upload-Offset, Upload-Length
    PATCH  …/sending/<token>   Upload-Offset, at most one piece of bytes -> 204 Upload-Offset
    DELETE …/sending/<token>   -> 204

Creation with the fingerprint of a file that she began to send answers with that upload. Whatever is refused is a 4xx
with a sentence for the trainer.
"""

import binascii
from base64 import b64decode
from functools import wraps
from uuid import UUID

from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from media.uploads.models import PIECE_BYTES, Kind, Upload, UploadRefusedError, append, begin, megabytes_at_most

VERSION = "1.0.0"
PIECE_TYPE = "application/offset+octet-stream"


def may_send(user) -> bool:
    return user.has_perm("wagtailadmin.access_admin") and (
        user.has_perm("media.add_clip") or user.has_perm("media.change_clip")
    )


def speaks_tus(view):
    """Refusals as answers; the version in every one of them, and asked of every request but OPTIONS."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            if not may_send(request.user):
                raise UploadRefusedError(403, _("Please sign in again; then the file goes on from where it was."))
            if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
                raise UploadRefusedError(412, "Tus-Resumable: 1.0.0")
            response = view(request, *args, **kwargs)
        except UploadRefusedError as refused:
            response = HttpResponse(str(refused), status=refused.status, content_type="text/plain; charset=utf-8")
        response["Tus-Resumable"] = response["Tus-Version"] = VERSION
        return response

    return never_cache(guarded)


@require_http_methods(["OPTIONS", "POST"])
@speaks_tus
def create(request: HttpRequest) -> HttpResponse:
    if request.method == "OPTIONS":
        most = megabytes_at_most(Kind.VIDEO) * 1_000_000
        return HttpResponse(status=204, headers={"Tus-Extension": "creation,termination", "Tus-Max-Size": str(most)})
    told = _metadata(request.headers.get("Upload-Metadata", ""))
    try:
        kind = Kind(told.get("kind", Kind.VIDEO))
    except ValueError as unknown:
        raise UploadRefusedError(400, "kind") from unknown
    size, fingerprint = _number(request, "Upload-Length"), told.get("fingerprint", "")[:64]
    upload = begin(request.user, kind, told.get("filename", ""), size, fingerprint)
    where = {"Location": reverse("media:sending", args=[upload.token]), "Upload-Offset": str(upload.offset)}
    return HttpResponse(status=201, headers=where)


@require_http_methods(["HEAD", "PATCH", "DELETE"])
@speaks_tus
def proceed(request: HttpRequest, token: UUID) -> HttpResponse:
    upload = Upload.objects.filter(owner=request.user.pk, token=token).first()
    if upload is None:
        raise UploadRefusedError(404, _("This upload is no longer here. Please choose the file again."))
    if request.method == "HEAD":
        return HttpResponse(headers={"Upload-Offset": str(upload.offset), "Upload-Length": str(upload.size)})
    if request.method == "DELETE":
        upload.discard()
        return HttpResponse(status=204)
    if request.content_type != PIECE_TYPE:
        raise UploadRefusedError(415, PIECE_TYPE)
    offset = append(upload, _number(request, "Upload-Offset"), _piece(request))
    return HttpResponse(status=204, headers={"Upload-Offset": str(offset)})


def _piece(request: HttpRequest) -> bytes:
    try:
        piece = request.read(PIECE_BYTES + 1)
    except UnreadablePostError as lost:
        raise UploadRefusedError(400, _("The line broke; this part is sent again.")) from lost
    if len(piece) > PIECE_BYTES:
        raise UploadRefusedError(413, _("Parts of a file have at most %(bytes)d bytes.") % {"bytes": PIECE_BYTES})
    if len(piece) != int(request.META.get("CONTENT_LENGTH") or 0):
        raise UploadRefusedError(400, _("The line broke; this part is sent again."))
    return piece


def _number(request: HttpRequest, header: str) -> int:
    written = request.headers.get(header, "")
    if not (written.isascii() and written.isdecimal() and len(written) < 16):
        raise UploadRefusedError(400, header)
    return int(written)


def _metadata(header: str) -> dict[str, str]:
    """`key base64,key base64`; what cannot be read is refused."""
    told = {}
    for pair in filter(None, (part.strip() for part in header.split(","))):
        key, _space, value = pair.partition(" ")
        try:
            told[key] = b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as unreadable:
            raise UploadRefusedError(400, "Upload-Metadata") from unreadable
        if "\x00" in told[key]:
            raise UploadRefusedError(400, "Upload-Metadata")
    return told
