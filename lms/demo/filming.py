"""Films a lesson's clip from drawings: one scene per row of its script, a hand that shows where to touch, soft chimes.

Stands in for clips that trainers film with a phone, so that upload, packaging and playing have something real to work
on: portrait, scripted length, moving picture, sound. What is said appears as captions, not in the picture.
"""

import re
import subprocess
import tempfile
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import IO

import imageio_ffmpeg

from lms.demo import drawing, sounds
from lms.demo.animating import FPS, SIZE, Box, View, frames

STAND_IN = {"figure": "glad"}  # for a row that has no view of its own
TIME_LIMIT = 300  # seconds
SCREEN_AT, SCREEN_SIZE = (144, 235), (432, 768)  # where scene.typ puts the phone's screen


class FilmingError(Exception):
    """ffmpeg could not make the clip; the message is what it said."""


def film(lesson: Mapping, out: Path, ffmpeg: str | None = None) -> Path:
    """Writes the clip of a lesson (a dictionary as in data/k1.yaml) to `out` (.mp4 or .mov) and returns `out`."""
    views = plan(lesson)
    with tempfile.TemporaryDirectory() as folder:
        track = Path(folder) / "track.wav"
        sounds.write(track, lesson["seconds"], [row["at"][0] for row in lesson["clip"]], taps(views))
        _encode(views, track, out, ffmpeg or imageio_ffmpeg.get_ffmpeg_exe())
    return out


def captions(lesson: Mapping) -> str:
    """What is said, one caption a line, "M:SS text": a row's sentences share its time by their length."""
    lines: list[tuple[int, str]] = []
    for row in lesson["clip"]:
        start, end = row["at"]
        said = 0
        for sentence in re.split(r"(?<=[.?!])\s+", row["says"]):
            second = start + round((end - start) * said / len(row["says"]))
            said += len(sentence) + 1
            if second > start and second - lines[-1][0] < 2:
                lines[-1] = (lines[-1][0], f"{lines[-1][1]} {sentence}")
            else:
                lines.append((second, sentence))
    return "\n".join(f"{second // 60}:{second % 60:02} {text}" for second, text in lines)


def plan(lesson: Mapping) -> list[View]:
    """Every view of the clip in order; together they last as long as the script says, to the frame."""
    views = []
    for row in lesson["clip"]:
        shown = row.get("views") or [STAND_IN]
        first, last = (FPS * second for second in row["at"])
        cuts = [first + (last - first) * index // len(shown) for index in range(len(shown) + 1)]
        lengths = [end - start for start, end in pairwise(cuts)]
        views += [_view(lesson, row, what, length) for what, length in zip(shown, lengths, strict=True)]
    return views


def taps(views: list[View]) -> list[float]:
    """The seconds at which the hand touches."""
    seconds, frame = [], 0
    for view in views:
        if view.spot:
            seconds.append((frame + view.arrival) / FPS)
        frame += view.length
    return seconds


def _view(lesson: Mapping, row: Mapping, what: Mapping, length: int) -> View:
    content = {"title": lesson["title"], "words": row.get("words", lesson["title"])}
    if "figure" in what:
        return View(drawing.scene(content | {"figure": what["figure"]}), length, figure=True)
    description = lesson["screens"][what["screen"]]
    still = drawing.scene(content | {"screen": description})
    return View(still, length, _on_still(drawing.spot(description, what["target"])) if "target" in what else None)


def _on_still(spot: drawing.Spot) -> Box:
    (left, top), (wide, high) = SCREEN_AT, SCREEN_SIZE
    x, y = left + spot.x * wide, top + spot.y * high
    return x, y, x + spot.width * wide, y + spot.height * high


def _encode(views: list[View], track: Path, out: Path, ffmpeg: str) -> None:
    """Raises FilmingError."""
    width, height = SIZE
    command = [ffmpeg, "-nostdin", "-hide_banner", "-v", "error", "-y"]
    command += ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{width}x{height}", "-r", str(FPS), "-i", "pipe:0"]
    command += ["-i", str(track), "-c:v", "libx264", "-preset", "ultrafast", "-crf", "23", "-color_range", "tv"]
    command += ["-colorspace", "smpte170m", "-color_primaries", "smpte170m", "-color_trc", "smpte170m"]
    command += ["-c:a", "aac", "-b:a", "48k", "-movflags", "+faststart", str(out)]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said)
        try:
            assert process.stdin is not None  # it was started with a pipe
            _feed(views, process.stdin)
            process.wait(TIME_LIMIT)
        finally:
            process.kill()
            process.wait()
        if process.returncode:
            said.seek(0)
            raise FilmingError(said.read().decode(errors="replace").strip())


def _feed(views: list[View], pipe: IO[bytes]) -> None:
    try:
        with pipe:
            for frame in frames(views):
                pipe.write(frame)
    except BrokenPipeError:
        return  # ffmpeg has stopped; its exit status says why
