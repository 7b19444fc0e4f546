"""Under which address a phone fetches a file of a clip, who may have that address, and for how long it works.

An address is all that is needed to play: the phone's own player sends no cookie. So whoever writes a page decides who
sees a members-only clip (`Clip.is_open_to`), and the addresses of such a clip are signed and end after some hours.
"""

from time import time
from typing import IO, Protocol, cast
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from media.layout import build_folder

HOUR = 60 * 60
DAY = 24 * HOUR
LASTS = 8 * HOUR  # from the beginning of this hour: never less than seven, the longest clip and a long pause
FROM_BUCKET = (".mp4", ".webp")
signer = Signer(sep=".", salt="media.delivery.addresses")


class Bucket(Protocol):
    """What a storage that is a bucket can do besides (media/delivery/s3.py)."""

    def address(self, name: str, ends: int) -> str: ...

    def content(self, name: str) -> bytes: ...

    def portion(self, name: str, start: int, stop: int) -> IO[bytes]: ...


class Packaged(Protocol):
    """What is asked here of a clip (`media.models.Clip`)."""

    uuid: UUID
    build: str
    members_only: bool


def ends_at() -> int:
    """When addresses given out now end, in seconds since 1970: the same for a whole hour, so that a page that is opened
    again names the same addresses and the phone uses what it has kept."""
    return int(time()) // HOUR * HOUR + LASTS


def seconds_of_this_hour() -> int:
    """Until `ends_at` says something else."""
    return HOUR - int(time()) % HOUR


def grant(uuid: UUID) -> str:
    """The signed part of an address, `<when it ends>.<signature>`; it opens this one clip."""
    return signer.sign(f"{uuid}.{ends_at()}").removeprefix(f"{uuid}.")


def opens(grant: str, uuid: UUID) -> bool:
    try:
        signed = signer.unsign(f"{uuid}.{grant}")
    except BadSignature:
        return False
    return int(signed.removeprefix(f"{uuid}.")) > time()


def own_address(clip: Packaged, view: str, *names: str) -> str:
    """An address on this site. Without the grant that a members-only clip asks for, nobody gets further."""
    granted = [grant(clip.uuid)] if clip.members_only else []
    return reverse(f"media:{view}", args=[clip.uuid, *granted, *names])


def file_address(clip: Packaged, name: str) -> str:
    """The address with the fewest round trips: the cache near her, or the bucket itself, or this site.

    What names other files (a playlist) comes from this site, or those names would lead nowhere.
    """
    if in_cdn(clip):
        return settings.CDN_URL.rstrip("/") + own_address(clip, "file", clip.build, name)
    if in_bucket() and name.endswith(FROM_BUCKET):
        return bucket_address(clip.uuid, clip.build, name)
    return own_address(clip, "file", clip.build, name)


def bucket_address(uuid: UUID, build: str, name: str) -> str:
    return bucket().address(f"{build_folder(uuid, build)}/{name}", ends_at())


def end(clip: Packaged) -> bool:
    """Whether the addresses of this clip stop working some time."""
    return clip.members_only or (in_bucket() and not in_cdn(clip))


def in_cdn(clip: Packaged) -> bool:
    return bool(settings.CDN_URL) and not clip.members_only


def in_bucket() -> bool:
    return hasattr(default_storage, "address")


def bucket() -> Bucket:
    """Where the files are, when they are in a bucket."""
    return cast(Bucket, default_storage)
