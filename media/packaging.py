"""Package a clip: claim it, make its files, store them, show them at once; and put on the row what became of it.

Files are stored under a build that nobody points to yet, and one transaction then moves the pointer. A clip that was
deleted or replaced in the meantime has lost the lease, and what was made for it is removed.
"""

from functools import partial
from pathlib import Path
from time import monotonic

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django_hls.models import DjangoHLSMedia, HLSMedia

from media.layout import MASTER, PROGRESSIVE, build_folder, builds, remove_folder
from media.leases import LeaseLost, claim, finish, renew
from media.making import Beat, make
from media.models import Clip, Failure, Status
from media.planning import Source, plan
from media.probing import Refused, copy_in, probe, work_folder
from media.running import RunFailed

HEARTBEAT_SECONDS = 5
STORING_PERCENT = 95


def package(clip_id: int) -> None:
    build = claim(clip_id)
    clip = Clip.objects.filter(pk=clip_id, lease=build).first() if build else None
    if clip is None:
        return
    try:
        _package_or_say_why(clip, build)
    except LeaseLost:
        remove_folder(default_storage, build_folder(clip.uuid, build))


def _package_or_say_why(clip: Clip, build: str) -> None:
    fail = partial(_fail, clip, build)
    try:
        _package(clip, build)
    except Refused as refused:
        fail(refused.reason)
    except RunFailed as failed:
        fail(Failure.TOO_SLOW if failed.took_too_long else Failure.UNEXPECTED, failed.last_words)
    except LeaseLost:
        raise
    except Exception as surprise:  # a full disk, a storage out of reach: the trainer is told, the log has the rest
        fail(Failure.UNEXPECTED, str(surprise))
        raise


def _package(clip: Clip, build: str) -> None:
    beat = heartbeat(clip.pk, build)
    with work_folder() as folder:
        _fetch(clip, folder)
        source = probe(folder)
        names = make(plan(source), folder, beat)
        _store(clip, build, folder, names, beat)
        _publish(clip, build, source, names, (folder / PROGRESSIVE).stat().st_size)


def heartbeat(clip_id: int, build: str) -> Beat:
    """Call it with the per cent done, as often as you like: it renews the lease now and then, or raises LeaseLost."""
    told, told_at = -1, 0.0

    def beat(percent: int) -> None:
        nonlocal told, told_at
        if percent > told or monotonic() - told_at > HEARTBEAT_SECONDS:
            renew(clip_id, build, percent)
            told, told_at = percent, monotonic()

    return beat


def _fetch(clip: Clip, folder: Path) -> None:
    try:
        with clip.media.storage.open(clip.media.name) as upload:
            copy_in(upload, folder)
    except FileNotFoundError as missing:
        raise Refused(Failure.MISSING) from missing


def _store(clip: Clip, build: str, folder: Path, names: list[str], beat: Beat) -> None:
    for name in names:
        beat(STORING_PERCENT)
        with (folder / name).open("rb") as made:
            default_storage.save(f"{build_folder(clip.uuid, build)}/{name}", File(made))


def _publish(clip: Clip, build: str, source: Source, names: list[str], progressive_bytes: int) -> None:
    folder = build_folder(clip.uuid, build)
    width, height = source.seen
    with transaction.atomic():
        finish(
            clip.pk,
            build,
            status=Status.READY,
            percent=100,
            failure="",
            failure_detail="",
            build=build,
            duration=source.duration,
            width=width,
            height=height,
            progressive_bytes=progressive_bytes,
        )
        HLSMedia.objects.filter(stream_media_id=clip.pk).delete()
        HLSMedia.objects.bulk_create(HLSMedia(stream_media_id=clip.pk, file=f"{folder}/{name}") for name in names)
        DjangoHLSMedia.objects.filter(pk=clip.pk).update(hls_file=f"{folder}/{MASTER}")
        transaction.on_commit(partial(_remove_unused_builds, clip))


def _fail(clip: Clip, build: str, reason: Failure, detail: str = "") -> None:
    finish(clip.pk, build, status=Status.FAILED, failure=reason, failure_detail=detail)
    _remove_unused_builds(clip)


def _remove_unused_builds(clip: Clip) -> None:
    """The build that was shown before, and the halves that killed workers left; not what a worker makes now."""
    used = Clip.objects.filter(pk=clip.pk).values_list("build", "lease").first() or ()
    for build in builds(default_storage, clip.uuid):
        if build not in used:
            remove_folder(default_storage, build_folder(clip.uuid, build))
