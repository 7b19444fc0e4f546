"""The form: what is accepted, what is said, and that a refusal leaves nothing behind."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile

from media.admin.forms import ClipForm, NewClipForm
from media.models import Clip, Failure, Status

pytestmark = pytest.mark.usefixtures("in_english")


def form(content: bytes | None, clip: Clip | None = None, name="quay.mp4", **typed) -> ClipForm:
    files = {} if content is None else {"media": SimpleUploadedFile(name, content)}
    return ClipForm({"title": "Đổi cỡ chữ", **typed}, files, instance=clip)


def test_a_video_becomes_a_clip_of_its_uploader(hoa, video):
    filled = NewClipForm({"title": "x"}, {"media": SimpleUploadedFile("a.mp4", video.read_bytes())}, for_user=hoa)
    clip = filled.save()
    assert (clip.status, clip.uploaded_by, clip.media.read()) == (Status.QUEUED, hoa, video.read_bytes())


@pytest.mark.parametrize("content", [b"khong phai phim", b"#EXTM3U\n"], ids=["text", "playlist"])
def test_what_is_no_video_is_refused_and_nothing_is_left(db, files, content):
    refused = form(content)
    assert refused.errors == {"media": [Failure.NOT_VIDEO.label]}
    assert (Clip.objects.count(), files()) == (0, [])


def test_an_empty_file_is_refused(db, files):
    assert form(b"").errors == {"media": ["The submitted file is empty."]}
    assert files() == []


def test_a_cut_video_is_refused(make_video):
    whole = make_video("index-first.mp4", seconds=3, extra=["-movflags", "+faststart"]).read_bytes()
    assert form(whole[: len(whole) // 2]).errors == {"media": [Failure.INCOMPLETE.label]}


def test_another_kind_of_file_is_refused_by_its_name(video):
    assert "File extension “exe” is not allowed" in form(video.read_bytes(), name="phim.exe").errors["media"][0]


def test_a_long_video_is_refused_with_the_limit(settings, make_video):
    settings.CLIP_MAX_SECONDS = 6
    errors = form(make_video("seven.mp4", seconds=7).read_bytes()).errors
    assert errors == {"media": ["This video is longer than 0.1 minutes. Please cut it shorter."]}


def test_a_big_file_is_refused_before_it_is_opened(settings):
    settings.CLIP_MAX_MB = 1
    assert form(bytes(1_000_001)).errors == {"media": ["This file is larger than 1 MB. Please cut the video shorter."]}


def test_the_limits_are_said_before_the_upload():
    assert ClipForm().fields["media"].help_text == (
        "mp4, mov, m4v, 3gp, webm, mkv, avi, m4a, mp3, ogg, wav; at most 10 minutes and 500 MB."
    )


def test_a_large_upload_that_lies_on_the_disk_is_read_too(db, video):
    upload = TemporaryUploadedFile("a.mp4", "video/mp4", video.stat().st_size, None)
    upload.write(video.read_bytes())
    assert ClipForm({"title": "x"}, {"media": upload}).errors == {}


def test_a_mistake_in_what_is_said_is_named_with_its_line(video):
    errors = form(video.read_bytes(), captions="0:01 Một.\nHai.").errors
    assert errors == {"captions": ["Line 2: begin with the minute and the second, for example 0:08."]}


def test_correcting_the_title_does_not_undo_what_a_worker_wrote_meanwhile(make_clip, video):
    corrected = form(None, make_clip(video), title="Chữ to hơn")
    assert corrected.errors == {}
    Clip.objects.update(status=Status.READY, build="b1")
    corrected.save()
    clip = Clip.objects.get()
    assert (clip.title, clip.status, clip.build) == ("Chữ to hơn", Status.READY, "b1")


def test_a_new_video_for_a_clip_is_prepared_while_the_old_one_is_shown(
    ready, portrait, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        form(portrait.read_bytes(), ready, name="moi.mov").save()
    clip = Clip.objects.get()
    assert (clip.status, clip.is_playable, clip.media.read()) == (Status.QUEUED, True, portrait.read_bytes())
