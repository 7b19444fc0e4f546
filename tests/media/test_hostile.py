"""Files made to do harm: nothing that they name is read or asked for, nothing is left, and the worker goes on."""

import socket
from functools import partial
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from media.models import Failure, Status
from media.packaging import recipe, sandbox
from media.packaging.pipeline import package
from media.packaging.plan import Source, plan
from media.packaging.probe import SOURCE_NAME, RefusedError, probe_upload
from media.packaging.process import Limits, RunFailedError, ffmpeg, run
from tests.media.conftest import run_ffmpeg

SUBTITLES = "1\n00:00:00,000 --> 00:00:09,000\nhello\n"
POINTERS = {
    "hls": "#EXTM3U\n#EXTINF:10,\n{target}\n#EXT-X-ENDLIST\n",
    "master": '#EXTM3U\n#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="a",URI="{target}"\n'
    '#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="a"\n{target}\n',
    "key": '#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="{target}"\n#EXTINF:10,\n{target}\n#EXT-X-ENDLIST\n',
    "dash": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period><AdaptationSet>'
    '<Representation id="1"><BaseURL>{target}</BaseURL></Representation></AdaptationSet></Period></MPD>',
    "concat": "ffconcat version 1.0\nfile '{target}'\n",
    "sdp": "v=0\nm=video 9 RTP/AVP 96\nc=IN IP4 127.0.0.1\na=control:{target}\n",
    "svg": '<svg xmlns="http://www.w3.org/2000/svg"><image href="{target}"/></svg>',
    "subtitles": SUBTITLES + "{target}\n",
    "vtt": "WEBVTT\n\n00:00.000 --> 00:09.000\n{target}\n",
    "ass": "[Script Info]\n[Events]\nDialogue: 0,0:00:00.00,0:00:09.00,,,0,0,0,,{target}\n",
    "mp3 list": "ID3\x03\x00\x00\x00\x00\x00\x00#EXTM3U\n{target}\n",
}


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


@pytest.fixture
def targets(make_video, tmp_path, listener) -> list[str]:
    """A video beside the upload, by two names, and an address of this machine."""
    canary = tmp_path / "canary.mp4"
    canary.write_bytes(make_video("index-first.mp4", seconds=3, extra=["-movflags", "+faststart"]).read_bytes())
    return [str(canary), f"file:{canary}", f"http://127.0.0.1:{listener.getsockname()[1]}/canary.mp4"]


def nobody_called(listener: socket.socket) -> bool:
    try:
        listener.accept()
    except BlockingIOError:
        return True
    return False


@pytest.mark.parametrize("kind", POINTERS)
def test_a_file_that_points_elsewhere_is_no_video(kind, targets, listener):
    for target in targets:
        with pytest.raises(RefusedError) as refused:
            probe_upload(ContentFile(POINTERS[kind].format(target=target).encode()))
        assert refused.value.reason == Failure.NOT_VIDEO
    assert nobody_called(listener)


@pytest.mark.parametrize("kind", ["hls", "dash", "concat"])
def test_even_past_the_probe_it_reaches_nothing(kind, targets, listener, tmp_path):
    for target in targets:
        with pytest.raises(RunFailedError):
            encode(pointing(tmp_path, kind, target), recipe.package)
    assert nobody_called(listener)


UNGUARDED = {
    "hls": ["-protocol_whitelist", "file,http,tcp,crypto", "-f", "hls", "-allowed_extensions", "ALL"],
    "concat": ["-protocol_whitelist", "file,http,tcp,crypto", "-safe", "0"],
}


@pytest.mark.parametrize("kind", UNGUARDED)
def test_even_without_the_lists_of_formats_it_reaches_nothing(kind, targets, listener, tmp_path):
    """The second lock: the program itself is shut in."""
    folder = pointing(tmp_path, kind, targets[0])
    with pytest.raises(RunFailedError):
        encode(folder, partial(unguarded, kind))
    pointing(tmp_path, kind, targets[2])
    with pytest.raises(RunFailedError):
        encode(folder, partial(unguarded, kind))
    assert nobody_called(listener)


@pytest.mark.parametrize("kind", UNGUARDED)
def test_with_both_locks_open_it_would_have_been_reached(kind, targets, listener, tmp_path, monkeypatch):
    monkeypatch.setattr(sandbox, "libc", None)
    folder = pointing(tmp_path, kind, targets[0])
    encode(folder, partial(unguarded, kind))
    assert (folder / "saver.mp4").stat().st_size > 1000


def pointing(tmp_path: Path, kind: str, target: str) -> Path:
    folder = tmp_path / "work"
    folder.mkdir(exist_ok=True)
    (folder / SOURCE_NAME).write_text(POINTERS[kind].format(target=target))
    return folder


def unguarded(kind: str, *args) -> list[str]:
    words = recipe.package(*args)
    at = words.index("-protocol_whitelist")
    return words[:at] + UNGUARDED[kind] + words[at + 4 :]


def encode(folder: Path, words) -> None:
    made = plan(Source(160, 120, 0, 15, 1, has_audio=False))
    run([ffmpeg(), *words(made, made.stages[0], SOURCE_NAME)], folder=folder, limits=Limits(20))


def refusal(path: Path) -> Failure:
    with pytest.raises(RefusedError) as refused:
        probe_upload(ContentFile(path.read_bytes()))
    return refused.value.reason


def test_a_small_file_with_a_giant_picture_is_refused(videos):
    giant = videos / "giant.mkv"
    run_ffmpeg("-f", "lavfi", "-i", "color=s=3600x3600:r=2:d=1,format=gray", "-c:v", "png", giant)
    assert giant.stat().st_size < 1_000_000
    assert refusal(giant) == Failure.TOO_LARGE


def test_a_giant_picture_that_says_it_is_small_is_refused_too(videos):
    lying = videos / "lying.avi"
    run_ffmpeg("-f", "lavfi", "-i", "color=s=3600x3600:r=2:d=1,format=gray", "-c:v", "png", lying)
    side = (3600).to_bytes(4, "little")
    lying.write_bytes(lying.read_bytes().replace(side + side, (64).to_bytes(4, "little") * 2))
    assert refusal(lying) == Failure.TOO_LARGE


def test_a_picture_that_grows_in_the_middle_does_not_take_the_worker_down(make_clip, videos, make_video, files):
    """The probe sees the first frames only; the encoder has the same limit for all of them."""
    small, giant = videos / "small.mjpeg", videos / "large.mjpeg"
    for path, size in ((small, "64x64"), (giant, "3600x3600")):
        run_ffmpeg("-f", "lavfi", "-i", f"color=s={size}:r=2:d=2", "-c:v", "mjpeg", "-f", "mjpeg", path)
    grown = videos / "grown.mkv"
    both = videos / "both.mjpeg"
    both.write_bytes(small.read_bytes() + giant.read_bytes())
    run_ffmpeg("-f", "mjpeg", "-r", "2", "-i", both, "-c", "copy", grown)
    clip = make_clip(grown)
    package(clip.pk)
    clip.refresh_from_db()
    assert clip.status == Status.FAILED
    assert [name for name in files() if name.startswith("clips/")] == []


def test_two_pictures_a_week_apart_are_too_long(videos):
    endless = videos / "endless.mkv"
    slow = ["-vf", "setpts=N*604800/TB", "-fps_mode", "vfr"]
    run_ffmpeg("-f", "lavfi", "-i", "testsrc2=s=64x64:r=2:d=1", *slow, endless)
    assert refusal(endless) == Failure.TOO_LONG


def test_a_video_that_only_claims_to_be_endless_is_refused(videos, make_video):
    claiming = videos / "claiming.mp4"
    content = make_video("short.mp4", sound=False).read_bytes()
    at = content.index(b"mvhd") + 20  # version and flags, two dates, time scale; then the duration
    claiming.write_bytes(content[:at] + b"\x7f\xff\xff\xff" + content[at + 4 :])
    try:
        probed = probe_upload(ContentFile(claiming.read_bytes()))
    except RefusedError as refused:
        assert refused.reason == Failure.INCOMPLETE
    else:
        assert round(probed.duration) == 1  # what is there is believed, not what is claimed


def test_a_refused_file_leaves_nothing_and_the_next_one_is_packaged(make_clip, video, files):
    bad, good = make_clip(POINTERS["concat"].format(target="/etc/passwd").encode()), make_clip(video)
    for clip in (bad, good):
        package(clip.pk)
        clip.refresh_from_db()
    assert (bad.status, bad.failure_message) == (Status.FAILED, str(Failure.NOT_VIDEO.label))
    assert {name.split("/")[1] for name in files() if name.startswith("clips/")} == {str(good.uuid)}
