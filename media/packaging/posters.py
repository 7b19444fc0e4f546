"""The picture that stands for a clip: ours, or the one that a trainer picked. Nothing is packaged anew for it."""

import secrets
from functools import partial
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from media.layout import build_folder
from media.models import Clip
from media.packaging import recipe
from media.packaging.encoding import write_poster
from media.packaging.plan import LOW, SAVER
from media.packaging.probe import SOURCE_NAME, copy_in, work_folder
from media.packaging.process import Limits, ffmpeg, run

LIMITS = Limits(seconds=30, file_bytes=20_000_000)
BEFORE_THE_END = 0.1  # seconds: at the very end there is no picture any more


def take_poster(clip: Clip, second: float) -> None:
    """Show the picture at this second; may raise FileNotFoundError or RunFailedError, and then all stays as it was."""
    name = f"poster-{secrets.token_hex(4)}.webp"
    with work_folder() as folder:
        still = _still(clip, min(max(0.0, second), (clip.duration or 0) - BEFORE_THE_END), folder)
        write_poster(still, folder / name)
        with (folder / name).open("rb") as made:
            default_storage.save(f"{build_folder(clip.uuid, clip.build)}/{name}", File(made))
    _show(clip, f"{clip.build}/{name}", second)


def use_own_poster(clip: Clip) -> None:
    """Back to the picture that was chosen when the clip was packaged."""
    _show(clip, "", None)


def _still(clip: Clip, second: float, folder: Path) -> Path:
    stored = f"{build_folder(clip.uuid, clip.build)}/{{}}.mp4"
    name = LOW.name if default_storage.exists(stored.format(LOW.name)) else SAVER.name
    with default_storage.open(stored.format(name)) as video:
        copy_in(video, folder)
    run([ffmpeg(), *recipe.still(SOURCE_NAME, second, "still.png")], folder=folder, limits=LIMITS)
    return folder / "still.png"


def _show(clip: Clip, poster: str, second: float | None) -> None:
    """Point to it, if the build is still the one it was taken from; the picture that nobody points to goes."""
    with transaction.atomic():
        held = Clip.objects.select_for_update(of=("self",)).filter(pk=clip.pk, build=clip.build).first()
        unused = poster if held is None else held.poster_file
        if held:
            Clip.objects.filter(pk=clip.pk).update(poster_file=poster, poster_second=second)
        if unused.startswith(f"{clip.build}/"):
            path = f"{build_folder(clip.uuid, clip.build)}/{unused.partition('/')[2]}"
            transaction.on_commit(partial(default_storage.delete, path))
