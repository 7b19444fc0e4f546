"""A file comes in pieces over a line that breaks: what is kept, who may go on, and what is refused."""

from base64 import b64encode
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from media.models import Clip
from media.uploads.models import AT_ONCE, PIECE_BYTES, Upload, sweep

ADDRESS = reverse("media:sending")
CREATE = {"HTTP_TUS_RESUMABLE": "1.0.0"}

pytestmark = pytest.mark.usefixtures("in_english")


def told(**words: str) -> str:
    return ",".join(f"{key} {b64encode(value.encode()).decode()}" for key, value in words.items())


def create(client, size, kind="video", fingerprint="f1", **headers):
    metadata = told(filename="quay.mp4", kind=kind, fingerprint=fingerprint)
    return client.post(
        ADDRESS, **CREATE | {"HTTP_UPLOAD_LENGTH": str(size), "HTTP_UPLOAD_METADATA": metadata} | headers
    )


def patch(client, where, offset, piece, content_type="application/offset+octet-stream"):
    return client.patch(where, piece, content_type, **CREATE, HTTP_UPLOAD_OFFSET=str(offset))


@pytest.fixture
def begun(trainer, video) -> str:
    return create(trainer, video.stat().st_size).headers["Location"]


def test_the_server_says_what_it_can_do(trainer, settings):
    said = trainer.options(ADDRESS).headers
    assert (said["Tus-Version"], said["Tus-Extension"]) == ("1.0.0", "creation,termination")
    assert said["Tus-Max-Size"] == str(settings.CLIP_MAX_MB * 1_000_000)


def test_pieces_become_the_file_again(trainer, begun, video):
    content = video.read_bytes()
    for offset in range(0, len(content), 3000):
        answer = patch(trainer, begun, offset, content[offset : offset + 3000])
        assert (answer.status_code, answer["Upload-Offset"]) == (204, str(min(offset + 3000, len(content))))
    upload = Upload.objects.get()
    assert (upload.is_whole, upload.as_file().read(), upload.as_file().name) == (True, content, "quay.mp4")


def test_after_a_break_she_goes_on_where_it_was(trainer, begun, video):
    patch(trainer, begun, 0, video.read_bytes()[:1000])
    head = trainer.head(begun, **CREATE)
    assert (head["Upload-Offset"], head["Upload-Length"]) == ("1000", str(video.stat().st_size))
    assert head["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_the_same_file_chosen_again_goes_on_too(trainer, begun, video):
    patch(trainer, begun, 0, video.read_bytes()[:1000])
    again = create(trainer, video.stat().st_size)
    assert (again["Location"], again["Upload-Offset"], Upload.objects.count()) == (begun, "1000", 1)


def test_another_file_does_not(trainer, begun, video):
    other = create(trainer, video.stat().st_size, fingerprint="f2")
    assert (other["Location"] != begun, other["Upload-Offset"]) == (True, "0")


def test_a_piece_sent_twice_changes_nothing(trainer, begun, video):
    content = video.read_bytes()
    patch(trainer, begun, 0, content[:1000])
    assert patch(trainer, begun, 0, content[:1000]).status_code == 409
    assert Upload.objects.get().offset == 1000


def test_a_piece_left_by_a_killed_process_is_written_over(trainer, begun, video, uploads):
    upload = Upload.objects.get()
    left = uploads / upload.piece(0)
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    patch(trainer, begun, 0, video.read_bytes()[:1000])
    assert left.read_bytes() == video.read_bytes()[:1000]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"offset": 7}, 409),
        ({"offset": "-1"}, 400),
        ({"offset": "x"}, 400),
        ({"content_type": "text/plain"}, 415),
        ({"piece": bytes(PIECE_BYTES + 1)}, 413),
        ({"piece": b"\0\0\0\x18ftyp" + bytes(100_000)}, 413),
    ],
    ids=["not next", "negative", "no number", "other kind", "too large a piece", "more than announced"],
)
def test_a_wrong_piece_is_refused_and_nothing_is_stored(trainer, begun, files, change, status):
    asked = {"offset": 0, "piece": b"\0\0\0\x18ftypisom", **change}
    assert patch(trainer, begun, **asked).status_code == status
    assert (Upload.objects.get().offset, files()) == (0, [])


@pytest.mark.parametrize("head", [b"#EXTM3U\nhttp://x/", b"<?xml version='1.0'?>", b"MZ\x90\0\3\0\0\0\4\0\0\0", b"abc"])
def test_what_does_not_begin_as_a_video_is_refused_at_its_first_piece(trainer, begun, head, files):
    answer = patch(trainer, begun, 0, head)
    assert (answer.status_code, answer.content.decode()) == (415, "This file is neither a video nor a sound recording.")
    assert (Upload.objects.count(), files()) == (0, [])


@pytest.mark.parametrize(
    "head", [b"ID3\4" + bytes(20), b"\xff\xfb" + bytes(22), b"OggS" + bytes(20)], ids=["mp3", "plain mp3", "ogg"]
)
def test_a_recording_may_begin_as_sound(trainer, head):
    where = create(trainer, 24, kind="sound")["Location"]
    assert patch(trainer, where, 0, head).status_code == 204


@pytest.mark.parametrize(
    ("size", "status"), [(0, 400), ("", 400), ("9" * 30, 400), (1_000_001, 413)], ids=["0", "none", "absurd", "too big"]
)
def test_the_size_is_asked_before_anything_is_sent(trainer, settings, size, status):
    settings.CLIP_MAX_MB = 1
    assert (create(trainer, size).status_code, Upload.objects.count()) == (status, 0)


@pytest.mark.parametrize(
    ("name", "kept"),
    [("../../Phim của chị.MP4", "Phim của chị.MP4"), ("C:\\phim.mp4", "phim.mp4"), ("..", "video"), ("", "video")],
)
def test_of_a_name_only_its_end_is_kept(trainer, name, kept):
    create(trainer, 100, HTTP_UPLOAD_METADATA=told(filename=name))
    assert (Upload.objects.get().name, Upload.objects.get().as_file().name) == (kept, kept)


def test_a_name_of_any_length_makes_a_file(trainer):
    create(trainer, 100, HTTP_UPLOAD_METADATA=told(filename="." + "ế" * 500))
    assert Upload.objects.get().as_file().name == "ế" * 50


@pytest.mark.parametrize("header", ["kind !!", "kind Zm9v", "filename /w==", "fingerprint AA=="])
def test_metadata_that_cannot_be_read_is_refused(trainer, header):
    assert create(trainer, 100, HTTP_UPLOAD_METADATA=header).status_code == 400


def test_another_version_of_the_protocol_is_refused(trainer):
    assert create(trainer, 100, HTTP_TUS_RESUMABLE="0.2.2").status_code == 412


def test_five_files_at_once_are_enough(trainer, db):
    for number in range(AT_ONCE):
        create(trainer, 100, fingerprint=str(number))
    assert create(trainer, 100, fingerprint="more").status_code == 429


def test_what_lies_idle_makes_room(trainer, db):
    for number in range(AT_ONCE):
        create(trainer, 100, fingerprint=str(number))
    Upload.objects.filter(fingerprint="2").update(touched_at=timezone.now() - timedelta(hours=2))
    assert create(trainer, 100, fingerprint="more").status_code == 201
    assert sorted(Upload.objects.values_list("fingerprint", flat=True)) == ["0", "1", "3", "4", "more"]


def test_she_can_give_it_up(trainer, begun, video, files, django_capture_on_commit_callbacks):
    patch(trainer, begun, 0, video.read_bytes())
    with django_capture_on_commit_callbacks(execute=True):
        assert trainer.delete(begun, **CREATE).status_code == 204
    assert (Upload.objects.count(), files()) == (0, [])


def test_what_was_abandoned_is_swept(trainer, begun, video, files, django_capture_on_commit_callbacks):
    patch(trainer, begun, 0, video.read_bytes())
    Upload.objects.update(touched_at=timezone.now() - timedelta(days=3))
    with django_capture_on_commit_callbacks(execute=True):
        sweep()
    assert (Upload.objects.count(), files()) == (0, [])


@pytest.mark.parametrize("who", ["thanh", "lien", "ngan", "yen"])
def test_nobody_but_trainers_sends(request, signed_in, who):
    assert create(signed_in(request.getfixturevalue(who)), 100).status_code == 403


def test_a_stranger_is_told_to_sign_in(client, db):
    client.cookies["django_language"] = "en"
    answer = create(client, 100)
    assert answer.status_code == 403
    assert answer.content.decode() == "Please sign in again; then the file goes on from where it was."


def test_another_trainer_cannot_touch_her_upload(client, begun, enrol, union, hoa, video):
    other = enrol("Phạm Thị Thu", union["dong_sen"], username="thu")
    other.groups.set(hoa.groups.all())
    client.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
    assert patch(client, begun, 0, video.read_bytes()).status_code == 404
    assert client.head(begun, **CREATE).status_code == 404
    assert client.delete(begun, **CREATE).status_code == 404
    assert create(client, video.stat().st_size)["Location"] != begun


def test_a_form_takes_what_was_sent(trainer, begun, video, files, hoa, django_capture_on_commit_callbacks):
    patch(trainer, begun, 0, video.read_bytes())
    token = str(Upload.objects.get().token)
    with django_capture_on_commit_callbacks(execute=True):
        trainer.post("/admin/clips/new/", {"title": "Đổi cỡ chữ", "media-sent": token})
    clip = Clip.objects.get()
    assert (clip.media.read(), clip.uploaded_by) == (video.read_bytes(), hoa)
    assert (files(), Upload.objects.count()) == ([clip.media.name], 0)
