"""Small real videos, made once a session by the ffmpeg that the product uses, and a storage that is thrown away."""

import shutil
import subprocess
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.utils import translation
from django_hls.models import HLSMedia
from django_tasks_db.models import DBTaskResult

from media.layout import MASTER, build_folder
from media.models import Clip
from media.packaging import plan, probe
from media.packaging.pipeline import package
from media.packaging.process import ffmpeg

PICTURE = ["-f", "lavfi", "-i", "testsrc2=s={size}:r={fps}:d={seconds}"]
SOUND = ["-f", "lavfi", "-i", "sine=330:d={seconds}"]
FACTS = ["status", "percent", "build", "recipe", "duration", "width", "height", "progressive_bytes", "has_storyboard"]
ENCODE = ["-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", "-shortest"]


def run_ffmpeg(*words: str | Path) -> None:
    subprocess.run([ffmpeg(), "-v", "error", "-y", *map(str, words)], check=True)


@pytest.fixture(autouse=True, scope="session")
def looked_into() -> Iterator[None]:
    """The inspector is asked once about the same bytes: to start it takes a tenth of a second, and most tests look into
    the same few videos. What it refuses it is asked again."""
    known, ask = {}, probe._inspect

    def inspect(kind: str, folder: Path, longest: float, *rest) -> dict:
        asked = kind, longest, sha256((folder / probe.SOURCE_NAME).read_bytes()).digest()
        if asked not in known:
            known[asked] = ask(kind, folder, longest, *rest)
        return known[asked]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(probe, "_inspect", inspect)
        yield


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return settings.MEDIA_ROOT


@pytest.fixture
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def trainer(client, hoa):
    client.force_login(hoa, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["django_language"] = "en"
    return client


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
def make_sound(videos):
    """A sound recording; an mp3 has a picture on its cover, which makes it no video."""

    def make(name: str, extra=()) -> Path:
        path = videos / name
        cover = ["-f", "lavfi", "-i", "testsrc2=s=64x64:r=1:d=1", "-map", "0", "-map", "1", "-c:v", "png"]
        run_ffmpeg("-f", "lavfi", "-i", "sine=d=1", *(cover if name.endswith(".mp3") else []), *extra, path)
        return path

    return make


@pytest.fixture
def in_two_stages(monkeypatch):
    """A clip of any length is made in two stages."""
    monkeypatch.setattr(plan, "AT_ONCE", 0)


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
        return upload(Clip(title="Đổi cỡ chữ", **fields), path)

    return make


def upload(clip: Clip, path: Path | bytes, name: str = "quay.mp4") -> Clip:
    """Give the clip this video, as a form would."""
    clip.media = ContentFile(path if isinstance(path, bytes) else path.read_bytes(), name=name)
    clip.save()
    return clip


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> dict[Path, tuple[Path, dict]]:
    """What packaging made of each video, to be laid out again instead of made again."""
    return {}


@pytest.fixture
def make_ready(make_clip, built, uploads, tmp_path_factory):
    def make(path: Path) -> Clip:
        clip = make_clip(path)
        if path not in built:
            package(clip.pk)
            facts = Clip.objects.filter(pk=clip.pk).values(*FACTS).get()
            kept = tmp_path_factory.mktemp("built")
            shutil.copytree(uploads / build_folder(clip.uuid, facts["build"]), kept, dirs_exist_ok=True)
            built[path] = kept, facts
        else:
            lay_out(clip, *built[path])
        return Clip.objects.get(pk=clip.pk)

    def lay_out(clip: Clip, kept: Path, facts: dict) -> None:
        folder = build_folder(clip.uuid, facts["build"])
        shutil.copytree(kept, uploads / folder)
        clip.segments.bulk_create(HLSMedia(stream_media=clip, file=f"{folder}/{file.name}") for file in kept.iterdir())
        Clip.objects.filter(pk=clip.pk).update(**facts, hls_file=f"{folder}/{MASTER}")

    return make


@pytest.fixture
def ready(make_ready, video) -> Clip:
    return make_ready(video)


@pytest.fixture
def files(uploads):
    """The names of all files in the storage, below the folder of uploads."""
    return lambda: sorted(str(path.relative_to(uploads)) for path in uploads.rglob("*") if path.is_file())


@pytest.fixture
def queued(db):
    """The numbers of the clips that wait in the queue, one for each job."""
    jobs = DBTaskResult.objects.filter(task_path="media.tasks.package_clip").order_by("enqueued_at")
    return lambda: [job.args_kwargs["args"][0] for job in jobs.all()]
