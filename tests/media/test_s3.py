"""A clip's whole life in a bucket, on a server that speaks S3 over HTTP and checks every signature (nanio, from PyPI).

Nobody reads there without a signed address, and when the clip is gone, so is every file.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lms.studio.models import Shelved
from lms.studio.retention import shelf
from lms.web.storage_url import bucket as read_storage_url
from media.models import Clip, Failure, Status
from media.packaging.pipeline import package, remove_former_builds
from media.tasks import queue
from tests.site import free_port, wait

KEY, SECRET = "hoc", "rat-bi-mat"


class Server:
    """An S3 server with the bucket `hoc` in a folder of its own; it can die and come back."""

    def __init__(self, folder: Path):
        self.bucket, self.port = folder / "hoc", free_port()
        self.bucket.mkdir()
        self.url = f"s3://hoc/lms?endpoint=http://127.0.0.1:{self.port}"

    def start(self) -> None:
        nanio = Path(sys.executable).with_name("nanio")
        where = ["--data-dir", self.bucket.parent, "--host", "127.0.0.1", "--port", str(self.port)]
        keys = {"NANIO_ACCESS_KEY": KEY, "NANIO_SECRET_KEY": SECRET}
        quiet = ["--log-level", "error", "--no-access-log"]
        self.process = subprocess.Popen([nanio, "serve", *where, *quiet], env=os.environ | keys)
        wait(self.answers, 20)

    def answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()

    def files(self) -> list[str]:
        """All objects by their keys; what the server keeps for itself begins with a dot."""
        paths = [path.relative_to(self.bucket) for path in self.bucket.rglob("*") if path.is_file()]
        return sorted(str(path) for path in paths if not path.parts[0].startswith("."))


@pytest.fixture(scope="session")
def s3(tmp_path_factory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("s3"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def bucket(s3, settings, monkeypatch) -> Iterator[Server]:
    """The product with its files in the bucket, as STORAGE_URL alone makes it."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    options = read_storage_url(s3.url)
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "media.delivery.s3.ClosedBucket", "OPTIONS": options}
    }
    yield s3
    if s3.process.poll() is not None:
        s3.start()
    shutil.rmtree(s3.bucket / "lms", ignore_errors=True)


@pytest.fixture
def clip(ready, uploads, bucket) -> Clip:
    """A clip that was packaged into the bucket."""
    shutil.copytree(uploads, bucket.bucket / "lms", dirs_exist_ok=True)
    return ready


def fetch(address: str, **headers) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, b""


def content(bucket: Server, clip: Clip, name: str) -> bytes:
    return (bucket.bucket / f"lms/clips/{clip.uuid}/{clip.build}/{name}").read_bytes()


def test_a_trainer_uploads_watches_replaces_and_deletes(
    bucket, client, hoa, video, make_video, django_capture_on_commit_callbacks
):
    client.force_login(hoa, backend="django.contrib.auth.backends.ModelBackend")

    def send(address: str, file: Path) -> Clip:
        typed = {"title": "Đổi cỡ chữ", "media": SimpleUploadedFile(file.name, file.read_bytes())}
        with django_capture_on_commit_callbacks(execute=True):
            client.post(address, typed)
        with django_capture_on_commit_callbacks(execute=True):
            package(Clip.objects.get().pk)
        return Clip.objects.get()

    first = send("/admin/clips/new/", video)
    assert (first.status, {name.split("/")[1] for name in bucket.files()}) == (Status.READY, {"clips", "django_hls"})
    assert fetch(first.progressive_url, Range="bytes=0-1") == (206, content(bucket, first, "progressive.mp4")[:2])

    second = send(f"/admin/clips/edit/{first.pk}/", make_video("small.mp4", "96x64"))
    assert second.build != first.build
    Clip.objects.update(former_until=timezone.now())
    remove_former_builds()
    assert {name.split("/")[3] for name in bucket.files() if name.startswith("lms/clips/")} == {second.build}
    assert len([name for name in bucket.files() if name.startswith("lms/django_hls/")]) == 1

    client.post(f"/admin/clips/delete/{first.pk}/")
    assert bucket.files() != []  # it lies in the bin
    Shelved.objects.update(at=timezone.now() - timedelta(days=31))
    with django_capture_on_commit_callbacks(execute=True):
        shelf.sweep()
    assert bucket.files() == []


def test_the_playlists_lead_from_one_to_the_next_and_to_the_files(clip, bucket, client):
    master = client.get(clip.master_url)
    names = re.findall(r'^[\w-]+\.m3u8$|(?<=URI=")[\w-]+\.m3u8', master.content.decode(), re.MULTILINE)
    assert {"audio.m3u8", "saver.m3u8"} <= set(names)
    for name in names:
        playlist = client.get(clip.master_url.replace("master.m3u8", name))
        media = set(re.findall(r"https?://[^\s\"]+", playlist.content.decode()))
        stored = content(bucket, clip, name.replace("m3u8", "mp4"))
        assert [fetch(address, Range="bytes=5-9") for address in media] == [(206, stored[5:10])]
        assert playlist["Cache-Control"] == "private, max-age=3600"


def test_nobody_reads_in_the_bucket_without_a_signature(clip):
    address = clip.progressive_url
    plain, query = address.split("?")
    other = plain.replace("progressive.mp4", "poster.webp")
    assert [fetch(address)[0] for address in (plain, address + "0", f"{other}?{query}")] == [403, 403, 403]


def test_a_page_opened_twice_names_the_same_address(clip, settings):
    assert clip.progressive_url == Clip.objects.get().progressive_url
    assert clip.addresses_end


def test_a_link_preview_has_an_address_of_this_site(clip, bucket, client):
    answer = client.get(clip.shared_poster_url)
    assert b"".join(answer) == content(bucket, clip, "poster.webp")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("asked", ["bytes=0-1", "bytes=100-199", "bytes=-50"])
def test_a_cache_in_front_gets_parts_and_plain_playlists_from_this_site(clip, bucket, client, settings, asked):
    settings.CDN_URL = "https://cdn.hoc.example"
    path = clip.progressive_url.removeprefix("https://cdn.hoc.example")
    start, stop = {"bytes=0-1": (0, 2), "bytes=100-199": (100, 200), "bytes=-50": (-50, None)}[asked]
    answer = client.get(path, headers={"Range": asked})
    assert (answer.status_code, b"".join(answer)) == (206, content(bucket, clip, "progressive.mp4")[start:stop])
    playlist = b"".join(client.get(path.replace("progressive.mp4", "saver.m3u8")))
    assert playlist == content(bucket, clip, "saver.m3u8")


def test_a_file_that_is_not_there_is_not_found(clip, client, settings):
    settings.CDN_URL = "https://cdn.hoc.example"
    addresses = [clip.file_url(name).removeprefix(settings.CDN_URL) for name in ("none.mp4", "none.m3u8")]
    settings.CDN_URL = ""
    assert [client.get(address).status_code for address in addresses] == [404, 404]


def test_members_only_clips_play_from_the_bucket_by_signed_addresses(clip, bucket, client):
    Clip.objects.update(members_only=True)
    closed = Clip.objects.get()
    playlist = client.get(closed.master_url.replace("master.m3u8", "saver.m3u8")).content.decode()
    address = re.search(r'https?://[^\s"]+', playlist)[0]
    assert fetch(address, Range="bytes=0-4") == (206, content(bucket, clip, "saver.mp4")[:5])
    assert client.get(clip.master_url).status_code == 404


def test_pictures_of_lessons_come_from_this_site(bucket, client):
    default_storage.save("images/a.png", ContentFile(b"picture"))
    answer = client.get(storages["default"].url("images/a.png"))
    assert b"".join(answer) == b"picture"


def test_two_files_of_one_name_are_both_kept(bucket):
    names = [default_storage.save("documents/a.pdf", ContentFile(text)) for text in (b"one", b"two")]
    assert [default_storage.open(name).read() for name in names] == [b"one", b"two"]


def test_an_upload_that_is_gone_is_named_as_such(bucket, make_clip, video):
    clip = make_clip(video)
    default_storage.delete(clip.media.name)
    package(clip.pk)
    assert Clip.objects.get().failure == Failure.MISSING


def test_a_bucket_that_dies_half_way_fails_the_clip_and_the_next_try_leaves_nothing_of_it(
    bucket, make_clip, video, monkeypatch, django_capture_on_commit_callbacks
):
    clip = make_clip(video)
    monkeypatch.setattr("media.packaging.pipeline.File", lambda made: _last_words(bucket, made))
    with pytest.raises(OSError, match="storage"):
        package(clip.pk)
    failed = Clip.objects.get()
    assert (failed.status, failed.failure, failed.is_playable) == (Status.FAILED, Failure.NOT_STORED, False)
    assert "Could not connect" in failed.failure_detail

    monkeypatch.undo()
    bucket.start()
    queue(clip.pk)
    with django_capture_on_commit_callbacks(execute=True):
        package(clip.pk)
    ready = Clip.objects.get()
    assert {name.split("/")[3] for name in bucket.files() if name.startswith("lms/clips/")} == {ready.build}


def _last_words(bucket, made) -> File:
    """The second file that is stored finds nobody listening."""
    if any(name.startswith("lms/clips/") for name in bucket.files()):
        bucket.stop()
    return File(made)
