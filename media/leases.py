"""Exactly one worker packages a clip: it holds a lease on the row, which runs out unless it is renewed.

The lease is the name of the build being made. Whoever replaces or deletes the clip's video takes the lease away by that
very change, and the worker notices at its next heartbeat.
"""

from datetime import timedelta

from django.db.models import F, Q
from django.utils import timezone

from media.layout import new_build
from media.models import Clip, Status

ATTEMPTS = 2
LEASE = timedelta(seconds=90)


class LeaseLostError(Exception):
    """The clip was deleted or replaced, or another worker has taken it over."""


def claim(clip_id: int) -> str | None:
    """The name of the build that the caller, and nobody else, is now to make; None when there is nothing to do."""
    build = new_build()
    free = Q(status=Status.QUEUED) | Q(status=Status.WORKING, locked_until__lt=timezone.now())
    claimed = Clip.objects.filter(free, pk=clip_id, attempts__lt=ATTEMPTS).update(
        status=Status.WORKING, percent=0, lease=build, locked_until=timezone.now() + LEASE, attempts=F("attempts") + 1
    )
    return build if claimed else None


def renew(clip_id: int, lease: str, percent: int) -> None:
    write(clip_id, lease, percent=percent, locked_until=timezone.now() + LEASE)


def finish(clip_id: int, lease: str, **changes) -> None:
    """Give the lease back together with what became of the work."""
    write(clip_id, lease, lease="", locked_until=None, **changes)


def write(clip_id: int, held: str, /, **changes) -> None:
    """Change the row, if the lease is still held."""
    if not Clip.objects.filter(pk=clip_id, lease=held).update(**changes):
        raise LeaseLostError
