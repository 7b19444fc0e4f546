"""What people really send, from the upload to the clip: small, but true to its kind."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import av
import pytest
from PIL import Image

from media.models import Clip, Status
from media.packaging.pipeline import package
from media.packaging.process import ffmpeg
from tests.media.conftest import run_ffmpeg

HEVC = ["-c:v", "libx265", "-x265-params", "log-level=none"]
HDR = ["-vf", "format=yuv420p10le,setparams=color_trc=arib-std-b67:color_primaries=bt2020:colorspace=bt2020nc"]
UNEVEN = ["-vf", "select='not(between(mod(n,9),2,5))'", "-fps_mode", "vfr"]


@dataclass(frozen=True)
class Result:
    size: tuple[int, int]
    fps: float
    seconds: float
    pixels: str


@pytest.fixture
def result(make_clip, uploads):
    """What the saver has become, after the clip is ready."""

    def result(path: Path) -> Result:
        clip = make_clip(path)
        package(clip.pk)
        clip = Clip.objects.get(pk=clip.pk)
        assert (clip.status, clip.failure_detail) == (Status.READY, "")
        with av.open((uploads / clip.hls_file.name).with_name("saver.mp4")) as made:
            stream = made.streams.video[0]
            frames = sum(1 for packet in made.demux(stream) if packet.size)
            size, fps = (stream.width, stream.height), float(stream.average_rate)
            return Result(size, fps, round(frames / fps, 1), stream.pix_fmt)

    return result


@pytest.mark.parametrize(
    ("name", "facts", "seen"),
    [
        ("sixty.mp4", {"fps": 60}, Result((160, 120), 30, 1, "yuv420p")),
        ("fifty.mp4", {"fps": 50}, Result((160, 120), 30, 1, "yuv420p")),
        ("odd.mp4", {"size": "161x121", "extra": ["-pix_fmt", "yuv444p"]}, Result((160, 120), 15, 1, "yuv420p")),
        (
            "odd.avi",
            {"size": "161x121", "sound": False, "extra": ["-c:v", "mpeg4"]},
            Result((160, 120), 15, 1, "yuv420p"),
        ),
        ("whole-range.mp4", {"extra": ["-pix_fmt", "yuvj420p"]}, Result((160, 120), 15, 1, "yuv420p")),
        ("ten-bit.mkv", {"extra": ["-pix_fmt", "yuv420p10le"]}, Result((160, 120), 15, 1, "yuv420p")),
        ("hevc-hdr.mov", {"extra": [*HEVC, *HDR, "-tag:v", "hvc1"]}, Result((160, 120), 15, 1, "yuv420p")),
        ("4k.mp4", {"size": "3840x2160", "fps": 5}, Result((640, 360), 10, 1, "yuv420p")),
        ("screen.mp4", {"size": "108x234", "fps": 9}, Result((108, 234), 9, 1, "yuv420p")),
        ("two-seconds.mp4", {"seconds": 2}, Result((160, 120), 15, 2, "yuv420p")),
        ("old.avi", {"sound": False, "extra": ["-c:v", "mpeg4"]}, Result((160, 120), 15, 1, "yuv420p")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_phones_record_becomes_a_clip(make_video, result, name, facts, seen):
    assert result(make_video(name, **facts)) == seen


def test_frames_that_came_unevenly_are_even_afterwards(make_video, result):
    uneven = result(make_video("uneven.mp4", fps=30, seconds=3, sound=False, extra=UNEVEN))
    assert (uneven.fps, uneven.seconds) == (30, 3)


def test_what_was_cut_off_on_the_phone_is_not_missed(make_video, videos, result):
    whole = make_video("whole.mp4", seconds=4, extra=["-g", "60"])
    run_ffmpeg("-ss", 1, "-i", whole, "-c", "copy", videos / "trimmed.mp4")
    assert result(videos / "trimmed.mp4").seconds == 3


def test_a_clock_that_does_not_begin_at_nothing_is_no_lack(make_video, result):
    assert result(make_video("clock.mkv", extra=["-output_ts_offset", "1000"])).seconds == 1


@pytest.fixture
def filmed(videos):
    """A video of these seconds of picture and of sound, as they were recorded."""

    def filmed(name: str, picture: float, sound: float, *words: str) -> Path:
        look, listen = f"testsrc2=s=160x120:r=15:d={picture}", f"sine=330:d={sound}"
        inputs = ["-f", "lavfi", "-i", look, "-f", "lavfi", "-i", listen]
        run_ffmpeg(*words, *inputs, "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", videos / name)
        return videos / name

    return filmed


def test_a_picture_that_comes_later_is_shown_from_the_first_sound(filmed, result):
    assert result(filmed("late.mp4", 3, 4, "-itsoffset", "1")).seconds == 4


def test_what_is_said_after_the_last_picture_is_kept(filmed, result, uploads):
    assert result(filmed("stands.mp4", 1, 4)).seconds == 4
    assert seconds_of_sound(uploads) == 4


def test_where_the_sound_ends_silence_goes_on_with_the_picture(filmed, result, uploads):
    assert result(filmed("silence.mp4", 4, 1)).seconds == 4
    assert seconds_of_sound(uploads) == 4


def seconds_of_sound(uploads: Path) -> float:
    with av.open(next(uploads.glob("clips/*/*/audio.mp4"))) as made:
        return round(made.duration / av.time_base)


def test_twenty_minutes_are_possible_where_they_are_allowed(make_video, result, settings):
    settings.CLIP_MAX_SECONDS = 20 * 60
    assert result(make_video("twenty.mp4", "32x24", fps=1, seconds=20 * 60, sound=False)).seconds == 20 * 60


def test_a_whisper_is_made_as_loud_as_the_rest(make_clip, videos, uploads):
    run_ffmpeg("-f", "lavfi", "-i", "sine=300:d=6", "-af", "volume=-22dB", videos / "whisper.m4a")
    assert round(loudness(videos / "whisper.m4a")) <= -40
    clip = make_clip(videos / "whisper.m4a")
    package(clip.pk)
    clip.refresh_from_db()
    assert abs(loudness((uploads / clip.hls_file.name).with_name("progressive.mp4")) + 16) < 2


def loudness(path: Path) -> float:
    """Integrated, in LUFS (EBU R 128)."""
    command = [ffmpeg(), "-hide_banner", "-i", path, "-af", "ebur128", "-f", "null", "-"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    return float(re.findall(r"I:\s+(-?[\d.]+) LUFS", said)[-1])


def test_the_poster_is_not_the_black_picture_that_clips_begin_with(make_video, make_clip, uploads):
    fade = ["-vf", "fade=in:0:45"]
    clip = make_clip(make_video("fade.mp4", fps=15, seconds=4, sound=False, extra=fade))
    package(clip.pk)
    clip.refresh_from_db()
    with Image.open((uploads / clip.hls_file.name).with_name("poster.webp")) as poster:
        assert poster.convert("L").getextrema()[1] > 180
