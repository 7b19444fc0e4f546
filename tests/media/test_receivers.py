"""Files and the queue follow the rows, once the change is committed."""

import re

import pytest
from django.core.files import File
from django.utils import timezone

from media.models import Clip, Status
from tests.media.conftest import upload


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_new_upload_is_queued(make_clip, video, commit, queued):
    with commit():
        clip = make_clip(video)
    assert queued() == [clip.pk]


def test_a_video_that_is_stored_already_is_queued(db, video, commit, queued):
    with commit():
        Clip(title="x").media.save("quay.mp4", video.open("rb"))
    assert queued() == [Clip.objects.get().pk]


def test_correcting_the_title_queues_nothing(ready, commit, queued):
    with commit():
        ready.title = "Chữ to hơn"
        ready.save()
    assert (queued(), Clip.objects.get().status) == ([], Status.READY)


def test_a_replaced_video_waits_at_once_however_it_is_saved(ready, portrait, queued):
    """The web process may end before it has queued the clip: then it is found as one that was lost."""
    with portrait.open("rb") as file:
        ready.media = File(file, "quay.mp4")
        ready.save(update_fields=["media"])
    clip = Clip.objects.get()
    assert (clip.status, clip.recipe, clip.attempts, queued()) == (Status.QUEUED, 0, 0, [])
    assert clip.locked_until > timezone.now()
    assert clip.is_playable


def test_an_upload_is_named_by_chance(make_clip, video, files):
    clip = upload(Clip(title="x"), video, "../../Phim của chị.MP4")
    assert re.fullmatch(r"django_hls/uploads/[0-9a-f]{32}\.mp4", clip.media.name)
    assert files() == [clip.media.name]


def test_an_extension_that_is_none_is_left_out(db, video):
    clip = upload(Clip(title="x"), video, "phim.mp4;rm")
    assert re.fullmatch(r"django_hls/uploads/[0-9a-f]{32}", clip.media.name)


def test_the_replaced_upload_is_removed(make_clip, video, portrait, files, commit):
    with commit():
        clip = make_clip(video)
        upload(clip, portrait)
    assert files() == [clip.media.name]


def test_deleting_a_clip_deletes_all_its_files(ready, files, uploads, commit):
    with commit():
        Clip.objects.all().delete()
    assert files() == []
    assert list((uploads / "clips").iterdir()) == []


def test_what_is_not_committed_removes_nothing(ready, files):
    before = files()
    ready.delete()
    assert files() == before
