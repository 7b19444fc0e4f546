"""What was sent once is not asked for again: a mistake elsewhere in the form keeps the file. A refused one goes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from media.admin.forms import ClipForm
from media.models import EXTENSIONS, Clip, Failure
from media.uploads.models import AT_ONCE, Kind, Upload, keep

HALF = "The file was not sent to its end. Please choose it again: it goes on from where it was."

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def kept(hoa, video) -> Upload:
    return keep(hoa, Kind.VIDEO, SimpleUploadedFile("quay.mp4", video.read_bytes()))


def form(who, token="", files=(), **typed) -> ClipForm:
    return ClipForm({"title": "Đổi cỡ chữ", "media-sent": str(token), **typed}, dict(files), for_user=who)


def test_a_mistake_in_what_is_said_keeps_the_file_that_was_sent(hoa, kept, video):
    wrong = form(hoa, kept.token, captions="Chào các chị")
    assert list(wrong.errors) == ["captions"]
    assert f'value="{kept.token}"' in str(wrong["media"])
    right = form(hoa, kept.token, captions="0:00 Chào các chị")
    assert right.save().media.read() == video.read_bytes()


def test_a_mistake_keeps_a_file_that_came_with_the_form_too(hoa, video):
    files = {"media": SimpleUploadedFile("quay.mp4", video.read_bytes())}
    wrong = form(hoa, files=files, captions="Chào các chị")
    assert list(wrong.errors) == ["captions"]
    upload = Upload.objects.get()
    assert f'value="{upload.token}"' in str(wrong["media"])
    assert "quay.mp4" in str(wrong["media"])
    assert form(hoa, upload.token).save().media.read() == video.read_bytes()


def test_files_kept_for_her_do_not_pile_up(hoa, video):
    for _mistake in range(AT_ONCE + 2):
        form(hoa, files={"media": SimpleUploadedFile("quay.mp4", video.read_bytes())}, captions="x").is_valid()
    assert Upload.objects.count() == AT_ONCE


def test_a_refused_file_is_not_kept(hoa, files, django_capture_on_commit_callbacks):
    upload = keep(hoa, Kind.VIDEO, SimpleUploadedFile("quay.mp4", b"khong phai phim"))
    with django_capture_on_commit_callbacks(execute=True):
        refused = form(hoa, upload.token)
        assert refused.errors == {"media": [Failure.NOT_VIDEO.label]}
    assert (Upload.objects.count(), files(), str(upload.token) in str(refused["media"])) == (0, [], False)


def test_half_a_file_is_no_file(hoa, kept):
    Upload.objects.update(size=kept.size + 1)
    half = form(hoa, kept.token)
    assert half.errors == {"media": [HALF]}
    assert (Clip.objects.count(), Upload.objects.count()) == (0, 1)


@pytest.mark.parametrize("token", ["", "x", "0b0e3c0e-0000-4000-8000-000000000000"])
def test_a_made_up_number_is_no_file(hoa, token):
    assert form(hoa, token).errors == {"media": ["This field is required."]}


def test_another_trainers_file_is_not_hers(enrol, union, kept):
    other = enrol("Phạm Thị Thu", union["dong_sen"], username="thu")
    assert form(other, kept.token).errors == {"media": ["This field is required."]}


def test_a_recording_does_not_pass_for_a_video(hoa, video):
    sound = keep(hoa, Kind.SOUND, SimpleUploadedFile("quay.mp4", video.read_bytes()))
    assert form(hoa, sound.token).errors == {"media": ["This field is required."]}


def test_the_limits_are_in_the_page_for_the_browser_to_check(settings):
    html = str(ClipForm()["media"])
    assert f'data-bytes="{settings.CLIP_MAX_MB}000000"' in html
    assert f'data-seconds="{settings.CLIP_MAX_SECONDS}"' in html
    assert f'data-extensions="{" ".join(EXTENSIONS)}"' in html
