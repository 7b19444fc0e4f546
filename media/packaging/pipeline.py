"""Package a clip: claim it, make its files, store them, show them at once; and put on the row what became of it.

Each stage is shown as soon as it is whole: its files are stored under names that nobody points to yet, and one
transaction then moves the pointer. A phone that plays the build shown before may do so for another day. A clip that was
deleted or replaced in the meantime has lost the lease, and what was made for it is removed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from time import monotonic

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django_hls.models import DjangoHLSMedia, HLSMedia

from media.layout import PROGRESSIVE, build_folder, builds, remove_folder
from media.leases import LeaseLostError, claim, finish, renew, write
from media.models import Clip, Failure, Status
from media.packaging.carry_over import carry_over
from media.packaging.encoding import Beat, Made, make
from media.packaging.plan import Source, plan
from media.packaging.probe import RefusedError, copy_in, probe, work_folder
from media.packaging.process import RunFailedError, has_encoder
from media.packaging.recipe import RECIPE, WAVES

HEARTBEAT_SECONDS = 5
GRACE = timedelta(days=1)  # so long may a phone go on playing what was shown before


def package(clip_id: int) -> None:
    build = claim(clip_id)
    if not build:
        return
    clip = Clip.objects.filter(pk=clip_id, lease=build).first()
    if clip is None:
        return
    try:
        _package_or_say_why(clip, build)
    except LeaseLostError:
        remove_unused_builds(clip)


def _package_or_say_why(clip: Clip, build: str) -> None:
    fail = partial(_fail, clip, build)
    try:
        _package(clip, build)
    except RefusedError as refused:
        fail(refused.reason)
    except RunFailedError as failed:
        fail(Failure.TOO_SLOW if failed.took_too_long else Failure.UNEXPECTED, failed.last_words)
    except LeaseLostError:
        raise
    except OSError as trouble:  # a full disk, a storage out of reach: the trainer is told, the log has the rest
        fail(Failure.NOT_STORED, str(trouble))
        raise
    except Exception as surprise:
        fail(Failure.UNEXPECTED, str(surprise))
        raise


def _package(clip: Clip, build: str) -> None:
    """A clip that is whole already, and only gets a new recipe, waits for the whole of it."""
    beat = heartbeat(clip.pk, build)
    with work_folder() as folder:
        _fetch(clip, folder)
        source = probe(folder)
        what = plan(source, has_av1=has_encoder("libsvtav1"), in_a_hurry=not clip.recipe)
        for made in make(what, folder, beat):
            with _stored(clip, build, folder, made.names, beat):
                _publish(clip, build, made, _facts(source, folder) if made.is_first else {})
            _follow_up(clip)


def _follow_up(clip: Clip) -> None:
    """Whatever becomes of this, what is shown is whole."""

    def tidy() -> None:
        remove_unused_builds(clip)

    def carry() -> None:
        carry_over(clip.pk)

    for deed in (tidy, carry):  # named: what fails is written down under its name, and a partial has none
        transaction.on_commit(deed, robust=True)


def heartbeat(clip_id: int, build: str) -> Beat:
    """A function to call with the per cent done: it renews the lease now and then, or raises LeaseLostError."""
    told, told_at = 0, 0.0

    def beat(percent: int) -> None:
        nonlocal told, told_at
        percent = max(percent, told)
        if percent > told or monotonic() - told_at > HEARTBEAT_SECONDS:
            renew(clip_id, build, percent)
            told, told_at = percent, monotonic()

    return beat


def _fetch(clip: Clip, folder: Path) -> None:
    try:
        with clip.media.storage.open(clip.media.name) as upload:
            copy_in(upload, folder)
    except FileNotFoundError as missing:
        raise RefusedError(Failure.MISSING) from missing


@contextmanager
def _stored(clip: Clip, build: str, folder: Path, names: list[str], beat: Beat) -> Iterator[None]:
    """Within, the files are in the storage; they stay there only if all goes well within."""
    try:
        for name in names:
            beat(0)
            with (folder / name).open("rb") as made:
                default_storage.save(f"{build_folder(clip.uuid, build)}/{name}", File(made))
        yield
    except BaseException:
        for name in names:
            default_storage.delete(f"{build_folder(clip.uuid, build)}/{name}")
        raise


def _facts(source: Source, folder: Path) -> dict:
    width, height = source.seen if source.has_picture else WAVES
    size = (folder / PROGRESSIVE).stat().st_size
    facts = {"duration": source.duration, "width": width, "height": height, "progressive_bytes": size}
    return facts | {"has_storyboard": source.has_picture}


def _publish(clip: Clip, build: str, made: Made, facts: dict) -> None:
    folder = build_folder(clip.uuid, build)
    with transaction.atomic():
        write(clip.pk, build, build=build, **facts)
        if made.is_first:
            HLSMedia.objects.filter(stream_media_id=clip.pk).delete()
            _keep_for_a_while(clip)
        HLSMedia.objects.bulk_create(HLSMedia(stream_media_id=clip.pk, file=f"{folder}/{name}") for name in made.names)
        DjangoHLSMedia.objects.filter(pk=clip.pk).update(hls_file=f"{folder}/{made.master}")
        if made.is_last:
            finish(clip.pk, build, status=Status.READY, percent=100, failure="", failure_detail="", recipe=RECIPE)


def _keep_for_a_while(clip: Clip) -> None:
    """The build shown until now: phones that play it may finish."""
    if clip.build:
        Clip.objects.filter(pk=clip.pk).update(former_build=clip.build, former_until=timezone.now() + GRACE)


def _fail(clip: Clip, build: str, reason: Failure, detail: str = "") -> None:
    finish(clip.pk, build, status=Status.FAILED, failure=reason, failure_detail=detail)
    remove_unused_builds(clip)


def remove_former_builds() -> None:
    """Those that were shown before, when their day is over."""
    for clip in Clip.objects.filter(former_until__lt=timezone.now()):
        Clip.objects.filter(pk=clip.pk, former_build=clip.former_build).update(former_build="", former_until=None)
        remove_unused_builds(clip)


def remove_unused_builds(clip: Clip) -> None:
    """The halves that killed workers left, and what is shown no more; not what a worker makes now."""
    used = Clip.objects.filter(pk=clip.pk).values_list("build", "former_build", "lease").first() or ()
    for build in builds(default_storage, clip.uuid):
        if build not in used:
            remove_folder(default_storage, build_folder(clip.uuid, build))
