"""What people really send, from the upload to the clip: small, but true to its kind."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import av
import pytest
from PIL import Image

from media.models import Clip, Failure, Status
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


@pytest.fixture
def colour(make_clip, uploads):
    """Brightness and the two colours (Y, U, V) in the middle of the saver, after the clip is ready."""

    def colour(path: Path) -> tuple[int, int, int]:
        clip = make_clip(path)
        package(clip.pk)
        clip = Clip.objects.get(pk=clip.pk)
        with av.open((uploads / clip.hls_file.name).with_name("saver.mp4")) as made:
            frame = next(made.decode(video=0))
        middles = [(plane.height // 2) * plane.line_size + plane.width // 2 for plane in frame.planes]
        return tuple(bytes(plane)[middle] for plane, middle in zip(frame.planes, middles, strict=True))

    return colour


BT_709 = "color_primaries=bt709:color_trc=bt709:colorspace=bt709"
WIDE_SDR = "zscale=p=bt2020:t=bt709:m=bt2020nc:r=tv,format=yuv420p10le"


@pytest.mark.parametrize("tagged", ["color_trc=bt709", "color_trc=bt2020-10", "color_trc=unknown"])
def test_wide_colours_without_hdr_come_out_as_they_were_seen(videos, colour, tagged):
    ordinary, wide = videos / "ordinary.mp4", videos / f"wide-{tagged[10:]}.mp4"
    red = ["-f", "lavfi", "-i", "color=0xc83c28:s=160x120:r=15:d=1"]
    in_709 = f"scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,setparams={BT_709}"
    run_ffmpeg(*red, "-vf", in_709, "-c:v", "libx264", ordinary)
    run_ffmpeg(*red, "-vf", f"{in_709},{WIDE_SDR},setparams={tagged}", *HEVC, wide)
    pairs = zip(colour(wide), colour(ordinary), strict=True)
    assert [abs(one - other) <= 2 for one, other in pairs] == [True, True, True]


def test_an_interlaced_picture_has_no_combs(videos, make_clip, uploads):
    """A bar that moves quickly: in a combed picture every other line of it stands elsewhere."""
    path = videos / "interlaced.mp4"
    bar = "color=black:s=320x240:r=50:d=1,drawbox=w=40:h=240:c=white:t=fill:x='0'"
    moving = f"{bar},scroll=h=-0.05,tinterlace=interleave_top,fieldorder=tff"
    run_ffmpeg("-f", "lavfi", "-i", moving, "-c:v", "libx264", "-flags", "+ildct+ilme", path)
    clip = make_clip(path)
    package(clip.pk)
    clip = Clip.objects.get(pk=clip.pk)
    with av.open((uploads / clip.hls_file.name).with_name("saver.mp4")) as made:
        combs = [_combs(frame) for frame in made.decode(video=0)]
    assert max(combs) < 4


def _combs(frame) -> int:
    """How many times brightness jumps there and back between neighbouring lines, in the worst column."""
    plane = frame.planes[0]
    rows = [bytes(plane)[y * plane.line_size :][: plane.width] for y in range(plane.height)]

    def jumps(x: int) -> int:
        column = [row[x] > 128 for row in rows]
        return sum(one != other for one, other in zip(column, column[1:], strict=False))

    return max(jumps(x) for x in range(plane.width))


@pytest.mark.parametrize("size", ["1:1", "2:2", "2:100"])
def test_a_picture_of_a_few_pixels_is_refused_with_its_reason(make_video, make_clip, size):
    extra = ["-vf", f"format=yuv444p,crop={size}", "-c:v", "ffv1"]
    clip = make_clip(make_video(f"tiny-{size[0]}-{size[2:]}.mkv", extra=extra))
    package(clip.pk)
    clip.refresh_from_db()
    assert (clip.status, clip.failure, clip.build) == (Status.FAILED, Failure.TOO_SMALL, "")


def test_the_smallest_picture_that_is_taken_becomes_a_clip(make_video, result):
    assert result(make_video("small.mp4", size="16x16")).size == (16, 16)
