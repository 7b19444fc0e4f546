"""Make every file of a clip in a working folder: renditions, sound, playlists, the one-file version and the poster.

It knows nothing of rows and storages; the caller is told how far it is, and may stop it by raising.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PIL import Image

from media import playlists, recipe
from media.layout import MASTER, POSTER, PROGRESSIVE, SOUND
from media.models import Failure
from media.planning import LOW, Plan, Rendition
from media.playlists import Picture, Track
from media.probing import SOURCE_NAME, Refused
from media.running import Limits, ffmpeg, run

WHOLE = 0.98  # a clip that comes out shorter than this part of its video was cut on its way to us
LANGUAGE = "vi"
POSTER_WIDTH = 360
POSTER_BYTES = 20_000
ENCODED_PERCENT = 90  # the rest is joining, the poster and storing

Beat = Callable[[int], None]


def make(plan: Plan, folder: Path, beat: Beat) -> list[str]:
    """The names of the files made; `beat` hears the per cent done."""
    start = partial(run, folder=folder, limits=Limits(plan.seconds_at_most, plan.file_bytes_at_most))
    start([ffmpeg(), *recipe.package(plan, SOURCE_NAME)], on_line=_percent(plan, beat))
    pictures = [_picture(folder, rendition) for rendition in plan.renditions]
    sound = _track(folder, SOUND, playlists.sound_codec) if plan.has_audio else None
    _refuse_cut(plan, pictures)
    (folder / MASTER).write_text(playlists.master(_moderate_first(pictures), sound, plan.fps, LANGUAGE))
    start([ffmpeg(), *recipe.progressive(f"{pictures[-1].track.name}.mp4", sound and f"{SOUND}.mp4", PROGRESSIVE)])
    beat(ENCODED_PERCENT + 2)
    start([ffmpeg(), *recipe.still(f"{pictures[0].track.name}.mp4", "still.png")])
    write_poster(folder / "still.png", folder / POSTER)
    beat(ENCODED_PERCENT + 4)
    tracks = [*(picture.track.name for picture in pictures), *([SOUND] if sound else [])]
    return [MASTER, PROGRESSIVE, POSTER, *(f"{name}{end}" for name in tracks for end in (".m3u8", ".mp4"))]


def write_poster(still: Path, poster: Path) -> None:
    """The still as a small WebP: what she sees before she has decided to spend data on the clip."""
    with Image.open(still) as image:
        picture = image.convert("RGB")
    picture.thumbnail((POSTER_WIDTH, POSTER_WIDTH * 3))
    for quality in (75, 60, 45, 30, 15):
        picture.save(poster, "WEBP", quality=quality, method=6)
        if poster.stat().st_size <= POSTER_BYTES:
            return


def _percent(plan: Plan, beat: Beat) -> Callable[[str], None]:
    def follow(line: str) -> None:
        key, _, value = line.partition("=")
        if key == "out_time_us" and value.isdigit():
            done = int(value) / 1_000_000 / plan.duration
            beat(min(ENCODED_PERCENT, round(ENCODED_PERCENT * done)))

    return follow


def _picture(folder: Path, rendition: Rendition) -> Picture:
    return Picture(_track(folder, rendition.rung.name, playlists.video_codec), rendition.width, rendition.height)


def _track(folder: Path, name: str, codec: Callable[[bytes], str]) -> Track:
    playlist = (folder / f"{name}.m3u8").read_text()
    with (folder / f"{name}.mp4").open("rb") as file:
        head = file.read(playlists.initial_bytes(playlist))
    return Track(name, playlists.segments(playlist), codec(head))


def _refuse_cut(plan: Plan, pictures: list[Picture]) -> None:
    shortest = min(picture.track.duration for picture in pictures)
    if shortest < plan.duration * WHOLE - 1 / plan.fps:
        raise Refused(Failure.INCOMPLETE)


def _moderate_first(pictures: list[Picture]) -> list[Picture]:
    return sorted(pictures, key=lambda picture: picture.track.name != LOW.name)
