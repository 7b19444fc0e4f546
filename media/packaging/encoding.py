"""Make every file of a clip in a working folder, stage by stage: renditions, sound, playlists, the one-file version and
the poster. What a stage has made can be shown while the next one is at work.

It knows nothing of rows and storages; the caller is told how far it is, and may stop it by raising.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from PIL import Image

from media import playlists
from media.layout import FIRST_MASTER, MASTER, POSTER, PROGRESSIVE, SOUND
from media.models import Failure
from media.packaging import recipe, storyboards
from media.packaging.plan import HIGH, LOW, SAVER, SAVER_AV1, Plan, Rendition, Stage
from media.packaging.probe import SOURCE_NAME, RefusedError
from media.packaging.process import Limits, ffmpeg, run
from media.playlists import Picture, Track

WHOLE = 0.98  # a clip that comes out shorter than this part of its video was cut on its way to us
LANGUAGE = "vi"
POSTER_WIDTH = 360
POSTER_BYTES = 20_000
ENCODED = 0.9  # of a stage's time; the rest is joining, the poster and storing
HURRY = 35  # per cent done when the first of two stages is whole

Beat = Callable[[int], None]


@dataclass(frozen=True)
class Made:
    """What a stage has made: the names of its files, the master among them that lists all there is by now."""

    names: list[str]
    master: str
    is_first: bool
    is_last: bool


def make(plan: Plan, folder: Path, beat: Beat) -> Iterator[Made]:
    """Stage after stage, each when it is whole; `beat` hears the per cent done."""
    pictures: list[Picture] = []
    sound = None
    for stage in plan.stages:
        begin, end = _share(stage)
        _start(plan, folder, recipe.package(plan, stage, SOURCE_NAME), _percent(plan, begin, end, beat))
        fresh = [_picture(folder, rendition) for rendition in stage.renditions]
        pictures += fresh
        tracks = [picture.track for picture in fresh]
        if stage.is_first and plan.has_audio:
            sound = _track(folder, SOUND, playlists.sound_codec)
            tracks.append(sound)
        _refuse_cut(plan, tracks[: len(fresh) or 1])
        names = _names(tracks) + (_first_files(plan, folder) if stage.is_first else [])
        master = _write_master(plan, stage, folder, pictures, sound)
        beat(end)
        yield Made([master, *names], master, stage.is_first, stage.is_last)


def _first_files(plan: Plan, folder: Path) -> list[str]:
    """What does not wait for the larger renditions: the one-file version and the poster."""
    saver = f"{SAVER.name}.mp4" if plan.has_picture else None
    _start(plan, folder, recipe.progressive(saver, f"{SOUND}.mp4" if plan.has_audio else None, PROGRESSIVE))
    if not plan.has_picture:
        _start(plan, folder, recipe.waves(f"{SOUND}.mp4", "still-01.jpg"))
    stills = sorted(folder.glob("still-*.jpg"))
    write_poster(storyboards.most_telling(stills), folder / POSTER)
    return [PROGRESSIVE, POSTER, *(storyboards.draw(stills, plan.duration, folder) if plan.has_picture else [])]


def write_poster(still: Path, poster: Path) -> None:
    """The still as a small WebP: what she sees before she has decided to spend data on the clip."""
    with Image.open(still) as image:
        picture = image.convert("RGB")
    for width, quality in product((POSTER_WIDTH, POSTER_WIDTH // 2, POSTER_WIDTH // 4), (60, 45, 30, 15)):
        picture.thumbnail((width, width * 3))
        picture.save(poster, "WEBP", quality=quality, method=6)
        if poster.stat().st_size <= POSTER_BYTES:
            return


def _start(plan: Plan, folder: Path, words: list[str], on_line: Callable[[str], None] | None = None) -> None:
    limits = Limits(plan.seconds_at_most, plan.file_bytes_at_most)
    run([ffmpeg(), *words], folder=folder, limits=limits, on_line=on_line)


def _share(stage: Stage) -> tuple[int, int]:
    """From which per cent of the whole work to which this stage goes; the last few are for storing."""
    return (0 if stage.is_first else HURRY), (94 if stage.is_last else HURRY)


def _percent(plan: Plan, begin: int, end: int, beat: Beat) -> Callable[[str], None]:
    told = begin

    def follow(line: str) -> None:
        nonlocal told
        key, _, value = line.partition("=")
        if key == "out_time_us" and value.isdigit():
            done = min(1, int(value) / 1_000_000 / plan.duration)
            told = max(told, round(begin + (end - begin) * ENCODED * done))  # told now of one output, now of another
            beat(told)

    return follow


def _write_master(plan: Plan, stage: Stage, folder: Path, pictures: list[Picture], sound: Track | None) -> str:
    name = MASTER if stage.is_last else FIRST_MASTER
    (folder / name).write_text(playlists.master(_moderate_first(pictures), sound, plan.fps, LANGUAGE))
    return name


def _names(tracks: list[Track]) -> list[str]:
    return [f"{track.name}{end}" for track in tracks for end in (".m3u8", ".mp4")]


def _picture(folder: Path, rendition: Rendition) -> Picture:
    codec = playlists.h264_codec if rendition.rung.encoder == "libx264" else playlists.av1_codec
    return Picture(_track(folder, rendition.rung.name, codec), rendition.width, rendition.height)


def _track(folder: Path, name: str, codec: Callable[[bytes], str]) -> Track:
    playlist = (folder / f"{name}.m3u8").read_text()
    with (folder / f"{name}.mp4").open("rb") as file:
        head = file.read(playlists.initial_bytes(playlist))
    return Track(name, playlists.segments(playlist), codec(head))


def _refuse_cut(plan: Plan, tracks: list[Track]) -> None:
    shortest = min(track.duration for track in tracks)
    if shortest < plan.duration * WHOLE - 1 / plan.fps:
        raise RefusedError(Failure.INCOMPLETE)


def _moderate_first(pictures: list[Picture]) -> list[Picture]:
    """Players that choose for themselves begin with the first; AV1 comes last, for those that ask for it."""
    order = [rung.name for rung in (LOW, HIGH, SAVER, SAVER_AV1)]
    return sorted(pictures, key=lambda picture: order.index(picture.track.name))
