"""What packaging costs: seconds of CPU and of the clock, and memory, each measured in a process of its own."""

import os
import resource
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from shutil import copyfile
from time import monotonic
from types import SimpleNamespace

from django_hls.conf import get_setting
from django_hls.services.ffmpeg_runner import FFmpegRunner
from django_hls.services.hls_generator import HLSGenerator
from django_hls.services.key_manager import KeyManager

from media.packaging import recipe
from media.packaging.encoding import make
from media.packaging.plan import AT_ONCE, Plan, Stage, plan
from media.packaging.probe import SOURCE_NAME, probe
from media.packaging.process import Limits, ffmpeg, has_encoder, run


@dataclass(frozen=True)
class Cost:
    cpu: float  # seconds, of all processes
    wall: float  # seconds
    mb: float  # of the largest process
    watchable: float = 0  # seconds until the first stage is whole


def cost(work: Callable[[Path, Path], float | None], clip: Path, folder: Path) -> Cost:
    """Of `work(clip, folder)`, carried out in a fresh process, so that what its children used is theirs alone."""
    with ProcessPoolExecutor(1, get_context("fork")) as pool:
        return pool.submit(_measured, work, clip, folder).result()


def _measured(work: Callable, clip: Path, folder: Path) -> Cost:
    began = monotonic()
    watchable = work(clip, folder)
    wall = monotonic() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1000, (watchable or began) - began)


def planned(clip: Path, folder: Path, **wishes) -> Plan:
    return plan(probe_of(clip, folder), **wishes)


def in_stages(clip: Path, folder: Path) -> float:
    """As the product does it when somebody waits and the clip is not short. Returns when it could be watched."""
    source = probe_of(clip, folder)
    stages = plan(replace(source, duration=AT_ONCE), has_av1=has_encoder("libsvtav1")).stages
    return _make(replace(plan(source), stages=stages), folder)


def at_once(clip: Path, folder: Path) -> float:
    """As the product does it with a short clip, or when a clip is made anew."""
    return _make(planned(clip, folder, has_av1=has_encoder("libsvtav1"), in_a_hurry=False), folder)


def without_av1(clip: Path, folder: Path) -> float:
    return _make(planned(clip, folder, in_a_hurry=False), folder)


def probe_of(clip: Path, folder: Path):
    copyfile(clip, folder / SOURCE_NAME)
    return probe(folder)


def _make(what: Plan, folder: Path) -> float:
    return [monotonic() for _ in make(what, folder, lambda percent: None)][0]


def largest_alone(clip: Path, folder: Path) -> None:
    """The floor: the largest rendition and the sound, nothing else."""
    what = planned(clip, folder, in_a_hurry=False)
    stage = Stage(what.stages[0].renditions[:1], is_first=True, is_last=True)
    limits = Limits(what.seconds_at_most, what.file_bytes_at_most)
    run([ffmpeg(), *recipe.package(what, stage, SOURCE_NAME)], folder=folder, limits=limits, on_line=lambda line: None)


def first_stage(clip: Path, folder: Path) -> float:
    """From the upload until it can be watched, as the product does it where somebody waits."""
    next(make(planned(clip, folder, has_av1=has_encoder("libsvtav1")), folder, lambda percent: None))
    return monotonic()


def decoding(clip: Path, folder: Path) -> None:
    """What this machine needs to look at every picture once: what a wait is to be read against."""
    copyfile(clip, folder / SOURCE_NAME)
    looking = [ffmpeg(), "-v", "error", "-threads", "2", "-i", SOURCE_NAME, "-map", "0:v", "-f", "null", "-"]
    run(looking, folder=folder, limits=Limits(600, 1))


def django_hls(clip: Path, folder: Path) -> None:
    """The parts of its generator that work on the video, called as `HLSGenerator.generate` calls them."""
    _offer_ffmpeg()
    keys = KeyManager(1, str(folder))
    key_file = keys.generate_keyinfo_file(keys.generate_key_file()[0])
    for quality in get_setting("QUALITIES"):
        target = folder / f"{quality}p"
        target.mkdir()
        height = int(quality)
        FFmpegRunner(
            input_path=str(clip),
            output_path=str(target / f"{quality}p.m3u8"),
            segment_duration=get_setting("SEGMENT_DURATION"),
            keyinfo_path=key_file,
            video_bitrate=HLSGenerator._get_bitrate_for_quality(SimpleNamespace(), quality),
            scale=f"{(int(height * 16 / 9) + 1) // 2 * 2}:{height}",
        ).run()


def _offer_ffmpeg() -> None:
    """It starts whatever is called `ffmpeg`, and lets it talk: let that be ours, and silent."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    folder = tempfile.mkdtemp()
    Path(folder, "ffmpeg").symlink_to(ffmpeg())
    os.environ["PATH"] = f"{folder}:{os.environ['PATH']}"
