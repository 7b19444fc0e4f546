"""Is this a video that we can use? Asked when it is uploaded, so that the trainer hears at once, and before packaging.

The file is opened in a process of its own (`inspect_file.py`) with limits on time and memory.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files import File

from media.models import Failure
from media.packaging.plan import Source
from media.packaging.process import Limits, RunFailedError, run

INSPECTOR = Path(__file__).with_name("inspect_file.py")
SOURCE_NAME = "source"  # always this, whatever the sender called it
LIMITS = Limits(seconds=30)


class RefusedError(Exception):
    """This upload cannot become a clip; `reason` says why in words for the trainer."""

    def __init__(self, reason: Failure):
        super().__init__(reason.label)
        self.reason = reason


def probe(folder: Path) -> Source:
    """The facts about the file that lies in `folder` under SOURCE_NAME."""
    return Source(**_inspect("video", folder, settings.CLIP_MAX_SECONDS, Failure.NOT_VIDEO))


def probe_sound(folder: Path) -> float:
    """How many seconds of sound the file has that lies in `folder` under SOURCE_NAME."""
    return _inspect("sound", folder, 2 * settings.CLIP_MAX_SECONDS, Failure.NO_SOUND)["duration"]


def _inspect(kind: str, folder: Path, longest: float, broken: Failure) -> dict:
    command = [sys.executable, "-I", str(INSPECTOR), kind, SOURCE_NAME, str(longest)]
    try:
        answer = json.loads(run(command, folder=folder, limits=LIMITS, reads=[INSPECTOR]))
    except RunFailedError as failed:
        raise RefusedError(broken) from failed
    if "refused" in answer:
        raise RefusedError(Failure(answer["refused"]))
    return answer


def probe_upload(upload: File) -> Source:
    with work_folder() as folder:
        copy_in(upload, folder)
        return probe(folder)


@contextmanager
def work_folder() -> Iterator[Path]:
    with TemporaryDirectory(prefix="clip-") as name:
        yield Path(name)


def copy_in(file: File, folder: Path) -> None:
    file.seek(0)
    with (folder / SOURCE_NAME).open("wb") as target:
        copyfileobj(file, target, 1024 * 1024)
    file.seek(0)
