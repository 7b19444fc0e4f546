"""The parts of a longer clip: typed like what is said, served as a track."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from media.admin.forms import ClipForm
from media.captions.reading import validate_chapters
from media.models import Clip

PARTS = "0:00 Mở Cài đặt\n0:20 Chỉnh cỡ chữ"

pytestmark = pytest.mark.usefixtures("in_english")


def save(clip: Clip, **typed) -> None:
    for name, value in typed.items():
        setattr(clip, name, value)
    clip.save(update_fields=list(typed))


def test_parts_are_served_as_a_track_that_ends_with_the_clip(client, clip):
    save(clip, chapters=PARTS)
    answer = client.get(Clip.objects.get().chapters_url)
    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert answer.content.decode() == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:20.000\nMở Cài đặt\n\n00:00:20.000 --> 00:01:00.000\nChỉnh cỡ chữ\n"
    )


def test_the_parts_of_a_members_only_clip_are_not_for_everybody(client, clip):
    save(clip, chapters=PARTS, members_only=True)
    clip = Clip.objects.get()
    assert client.get(clip.chapters_url).status_code == 200
    assert client.get(reverse("media:chapters", args=[clip.uuid, clip.chapters_digest])).status_code == 404


def test_changed_parts_have_another_address_and_the_old_one_is_gone(client, clip):
    save(clip, chapters=PARTS)
    before = Clip.objects.get().chapters_url
    save(clip, chapters="0:00 Mở đầu")
    assert (Clip.objects.get().chapters_url != before, client.get(before).status_code) == (True, 404)


def test_a_clip_without_parts_has_no_track(clip):
    assert clip.chapters_url == ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Mở Cài đặt", "Line 1: begin with the minute and the second, for example 0:08."),
        ("0:00 " + "a" * 81, "The name “" + "a" * 30 + "…” is too long for a part."),
        ("\n".join(f"0:{second:02} x" for second in range(41)), "Please name at most 40 parts."),
    ],
)
def test_a_mistake_is_said(typed, said):
    with pytest.raises(ValidationError) as mistake:
        validate_chapters(typed)
    assert mistake.value.messages == [said]


@pytest.mark.parametrize("field", ["chapters", "captions"])
def test_nothing_begins_after_the_end(clip, field):
    form = ClipForm({"title": "1.1", field: "0:00 Đầu\n1:00 Sau"}, {}, instance=clip)
    assert form.errors == {field: ["“Sau” begins after the end of the clip (1:00)."]}


@pytest.mark.parametrize("field", ["chapters", "captions"])
def test_nothing_begins_after_the_end_of_a_video_that_comes_with_it(db, hoa, video, field):
    typed = {"title": "1.1", field: "0:00 Đầu\n0:01 Sau"}
    form = ClipForm(typed, {"media": SimpleUploadedFile("quay.mp4", video.read_bytes())}, for_user=hoa)
    assert form.errors == {field: ["“Sau” begins after the end of the clip (0:01)."]}
