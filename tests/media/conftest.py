"""Small real videos, made once a session by the ffmpeg that the product uses, and a storage that is thrown away."""

import subprocess
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from media.models import Clip
from media.packaging import package
from media.running import ffmpeg

PICTURE = ["-f", "lavfi", "-i", "testsrc2=s={size}:r={fps}:d={seconds}"]
SOUND = ["-f", "lavfi", "-i", "sine=330:d={seconds}"]
ENCODE = ["-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", "-shortest"]


def run_ffmpeg(*words: str | Path) -> None:
    subprocess.run([ffmpeg(), "-v", "error", "-y", *map(str, words)], check=True)


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return settings.MEDIA_ROOT


@pytest.fixture(scope="session")
def videos(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("videos")


@pytest.fixture(scope="session")
def make_video(videos):
    def make(name: str, size="160x120", fps=15, seconds=1, sound=True, extra=()) -> Path:
        path = videos / name
        if not path.exists():
            inputs = [word.format(size=size, fps=fps, seconds=seconds) for word in PICTURE + (SOUND if sound else [])]
            run_ffmpeg(*inputs, *ENCODE, *extra, path)
        return path

    return make


@pytest.fixture(scope="session")
def video(make_video) -> Path:
    return make_video("plain.mp4")


@pytest.fixture(scope="session")
def portrait(make_video, videos) -> Path:
    """Recorded lying on its side, with the note that it is to be turned."""
    path = videos / "portrait.mov"
    run_ffmpeg("-display_rotation", "90", "-i", make_video("wide.mp4", "1280x720", 30, 1), "-c", "copy", path)
    return path


@pytest.fixture
def make_clip(db):
    def make(path: Path | bytes, **fields) -> Clip:
        content = path if isinstance(path, bytes) else path.read_bytes()
        clip = Clip(title="Đổi cỡ chữ", **fields)
        clip.media = ContentFile(content, name="quay.mp4")
        clip.save()
        return clip

    return make


@pytest.fixture
def ready(make_clip, video) -> Clip:
    clip = make_clip(video)
    package(clip.pk)
    clip.refresh_from_db()
    return clip


@pytest.fixture
def files(uploads):
    """The names of all files in the storage, below the folder of uploads."""
    return lambda: sorted(str(path.relative_to(uploads)) for path in uploads.rglob("*") if path.is_file())
