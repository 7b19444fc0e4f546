"""What is no video is refused, and nothing that it points to is opened."""

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from media.models import Failure
from media.packaging.probe import RefusedError, probe_upload
from tests.media.conftest import run_ffmpeg

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'
PLAYLIST = b"#EXTM3U\n#EXTINF:10,\n/etc/passwd\n#EXT-X-ENDLIST\n"
CONCAT = b"ffconcat version 1.0\nfile '/etc/passwd'\n"
DASH = b'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>/etc/passwd</BaseURL></MPD>'


def refusal(content: bytes) -> Failure:
    with pytest.raises(RefusedError) as refused:
        probe_upload(ContentFile(content))
    return refused.value.reason


@pytest.mark.parametrize(
    "content",
    [b"", b"day la chu, khong phai phim\n" * 50, SVG, PLAYLIST, CONCAT, DASH, bytes(5000)],
    ids=["nothing", "text", "svg", "playlist", "concat", "dash", "zeros"],
)
def test_what_is_no_video_is_refused(content):
    assert refusal(content) == Failure.NOT_VIDEO


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "AVIF"])
def test_a_picture_is_refused(tmp_path, kind):
    Image.new("RGB", (64, 64), "red").save(tmp_path / "picture", kind)
    assert refusal((tmp_path / "picture").read_bytes()) == Failure.NOT_VIDEO


def test_a_sound_recording_is_accepted_also_with_a_cover(make_sound):
    source = probe_upload(ContentFile(make_sound("cover.mp3").read_bytes()))
    assert (source.has_picture, source.has_audio, round(source.duration, 1)) == (False, True, 1.0)


def test_a_video_without_its_end_is_refused(make_video):
    whole = make_video("index-first.mp4", seconds=3, extra=["-movflags", "+faststart"]).read_bytes()
    assert refusal(whole[: len(whole) // 2]) == Failure.INCOMPLETE


def test_a_video_without_its_index_is_refused(video):
    whole = video.read_bytes()
    assert refusal(whole[: len(whole) // 2]) == Failure.NOT_VIDEO


def test_a_long_video_is_refused(settings, make_video):
    settings.CLIP_MAX_SECONDS = 2
    assert refusal(make_video("three.mp4", seconds=3).read_bytes()) == Failure.TOO_LONG


@pytest.mark.parametrize("extension", ["mp4", "mov", "m4v", "3gp", "mkv", "avi"])
def test_what_phones_record_is_accepted(make_video, extension):
    source = probe_upload(ContentFile(make_video(f"kind.{extension}").read_bytes()))
    assert (source.seen, source.has_audio, round(source.duration)) == ((160, 120), True, 1)


def test_a_webm_is_accepted(videos, video):
    run_ffmpeg("-i", video, "-c:v", "libvpx", "-c:a", "libopus", videos / "kind.webm")
    assert probe_upload(ContentFile((videos / "kind.webm").read_bytes())).seen == (160, 120)


def test_a_video_that_is_to_be_turned_is_seen_upright(portrait):
    assert probe_upload(ContentFile(portrait.read_bytes())).seen == (720, 1280)


def test_hdr_is_noticed(make_video):
    path = make_video("hdr.mp4", extra=["-vf", "setparams=color_trc=arib-std-b67"])
    assert probe_upload(ContentFile(path.read_bytes())).is_hdr
