"""A file on its way to us, piece by piece, over a line that breaks: what has come is kept, and the rest follows later.

The row knows how many bytes are there. Each piece is a file of its own in the storage, named by where it begins, so any
storage will do and any web process can take the next one. Only its owner can go on with an upload; one that nobody has
touched for two days is swept away.
"""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from media.layout import remove_folder
from media.uploads.sniffing import can_be_played

PIECE_BYTES = 1024 * 1024
SOUND_MAX_MB = 100  # ten minutes as a recorder writes them without making them smaller
NAME_AT_MOST = 50  # characters, of up to four bytes each
KEPT = timedelta(days=2)
IDLE = timedelta(hours=1)
AT_ONCE = 5  # uploads of one person that are not finished


class Kind(StrEnum):
    VIDEO = "video"
    SOUND = "sound"


class UploadRefusedError(Exception):
    """Nothing of what was sent is kept; `status` is the HTTP status, the message is for the trainer."""

    def __init__(self, status: int, message: str):
        super().__init__(message)
        self.status = status


class Upload(models.Model):
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, choices=[(kind.value, kind.value) for kind in Kind])
    name = models.CharField(max_length=50)  # as it was called on her phone
    size = models.PositiveBigIntegerField()  # bytes, when it is whole
    offset = models.PositiveBigIntegerField(default=0)  # bytes that are here
    fingerprint = models.CharField(max_length=64, blank=True)  # of the same file chosen again
    touched_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return self.name

    @property
    def is_whole(self) -> bool:
        return self.offset == self.size

    @property
    def folder(self) -> str:
        return f"sending/{self.token}"

    def piece(self, offset: int) -> str:
        return f"{self.folder}/{offset:015}"

    def as_file(self) -> UploadedFile:
        """The whole file, as a form would have received it."""
        file = TemporaryUploadedFile(self.name, "application/octet-stream", self.size, None)
        for piece in self._pieces():
            file.write(piece)
        file.seek(0)
        return file

    def _pieces(self) -> Iterator[bytes]:
        offset = 0
        while offset < self.offset:
            with default_storage.open(self.piece(offset)) as stored:
                piece = stored.read()
            yield piece
            offset += len(piece)

    def discard(self) -> None:
        """Forget it, and its pieces once that is committed."""
        Upload.objects.filter(pk=self.pk).delete()
        transaction.on_commit(lambda: remove_folder(default_storage, self.folder))


def megabytes_at_most(kind: Kind) -> int:
    return settings.CLIP_MAX_MB if kind is Kind.VIDEO else min(SOUND_MAX_MB, settings.CLIP_MAX_MB)


def begin(owner, kind: Kind, name: str, size: int, fingerprint: str) -> Upload:
    """A new upload, or the one that this person began with the same file."""
    sweep()
    most = megabytes_at_most(kind)
    if size > most * 1_000_000:
        raise UploadRefusedError(413, _("This file is larger than %(mb)s MB.") % {"mb": most})
    if size <= 0:
        raise UploadRefusedError(400, _("This file is empty."))
    hers = Upload.objects.filter(owner=owner)
    begun = hers.filter(kind=kind, size=size, fingerprint=fingerprint).exclude(fingerprint="").first()
    if begun:
        hers.filter(pk=begun.pk).update(touched_at=timezone.now())
        return begun
    _make_room(hers)
    return Upload.objects.create(
        owner=owner, kind=kind, name=plain_name(name) or kind, size=size, fingerprint=fingerprint
    )


def plain_name(name: str) -> str:
    """The end of the name, without folders: it ends up in the name of a temporary file."""
    return name.replace("\\", "/").rpartition("/")[2][-NAME_AT_MOST:].strip(". ")


def _make_room(hers: models.QuerySet[Upload]) -> None:
    if hers.count() < AT_ONCE:
        return
    idle = hers.filter(touched_at__lt=timezone.now() - IDLE).order_by("touched_at").first()
    if not idle:
        raise UploadRefusedError(
            429, _("Too many files are being sent at once. Please wait until one of them is there.")
        )
    idle.discard()


def append(upload: Upload, offset: int, piece: bytes) -> int:
    """Add the piece that begins at `offset`; how many bytes are here now. Sending a piece twice changes nothing."""
    if piece and offset == upload.offset == 0 and not can_be_played(piece):
        upload.discard()
        raise UploadRefusedError(415, _("This file is neither a video nor a sound recording."))
    with transaction.atomic():
        held = Upload.objects.select_for_update().filter(pk=upload.pk).first()
        if held is None:
            raise UploadRefusedError(404, _("This upload is no longer here. Please choose the file again."))
        if offset != held.offset:
            raise UploadRefusedError(409, _("This part of the file is not the one that comes next."))
        if offset + len(piece) > held.size:
            raise UploadRefusedError(413, _("This is more than the file that was announced."))
        _store(held.piece(offset), piece)
        held.offset, held.touched_at = offset + len(piece), timezone.now()
        held.save(update_fields=["offset", "touched_at"])
    return held.offset


def keep(owner, kind: Kind, file: UploadedFile) -> Upload:
    """A file that came whole with a form, kept until the rest of the form is right."""
    for oldest in Upload.objects.filter(owner=owner).order_by("-touched_at")[AT_ONCE - 1 :]:
        oldest.discard()
    upload = Upload(owner=owner, kind=kind, name=plain_name(file.name or "") or kind, size=file.size or 0)
    for piece in file.chunks(8 * PIECE_BYTES):
        _store(upload.piece(upload.offset), piece)
        upload.offset += len(piece)
    file.seek(0)
    upload.save()
    return upload


def sweep() -> None:
    """Remove what was abandoned."""
    for upload in Upload.objects.filter(touched_at__lt=timezone.now() - KEPT):
        upload.discard()


def _store(name: str, piece: bytes) -> None:
    if default_storage.exists(name):  # written by a process that was killed before it could say so
        default_storage.delete(name)
    default_storage.save(name, ContentFile(piece))
