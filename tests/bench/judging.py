"""How good a rendition looks on a phone, and whether its text can still be read."""

import re
import shutil
import subprocess
from difflib import SequenceMatcher
from fractions import Fraction
from pathlib import Path

import av

from media.packaging.process import ffmpeg

PHONE_MODEL = r"model='version=vmaf_v0.6.1\:enable_transform=true'"
EVERY = 3  # only each third frame is judged


def shape(video: Path) -> tuple[int, int, Fraction]:
    with av.open(str(video)) as opened:
        stream = opened.streams.video[0]
        return stream.width, stream.height, min(Fraction(30), stream.average_rate)


def phone_vmaf(source: Path, made: Path) -> float:
    """Netflix's VMAF by its model for phones, the mean over the clip, the rendition scaled to the source."""
    width, height, fps = shape(source)
    even = f"fps={fps},settb=AVTB,setpts=PTS-STARTPTS,format=yuv420p"
    graph = f"[0:v]scale={width}:{height}:flags=bicubic,setsar=1,{even}[made];[1:v]setsar=1,{even}[source];"
    judge = f"[made][source]libvmaf={PHONE_MODEL}:n_threads=2:n_subsample={EVERY}"
    opening = ["-allowed_extensions", "ALL"] if made.suffix == ".m3u8" else []
    command = [ffmpeg(), "-hide_banner", *opening, "-i", made, "-i", source, "-filter_complex", graph + judge]
    said = subprocess.run([*command, "-f", "null", "-"], capture_output=True, text=True, check=True).stderr
    return float(re.search(r"VMAF score: ([\d.]+)", said)[1])


def has_tesseract() -> bool:
    found = shutil.which("tesseract")
    return (
        bool(found) and "vie" in subprocess.run([found, "--list-langs"], capture_output=True, text=True).stdout.split()
    )


def read_text(video: Path, at: float, size: tuple[int, int]) -> str:
    """What a reader of print makes of one picture, shown at this size."""
    scale = "scale={}:{}:flags=bicubic".format(*size)
    command = [ffmpeg(), "-v", "error", "-ss", str(at), "-i", video, "-vf", scale, "-frames:v", "1", "-f", "apng", "-"]
    picture = subprocess.run(command, capture_output=True, check=True).stdout
    reading = ["tesseract", "-", "-", "-l", "vie", "--psm", "6"]
    return subprocess.run(reading, input=picture, capture_output=True, check=True).stdout.decode()


def legibility(source: Path, made: Path, moments: tuple[float, ...] = (1.0, 5.0)) -> float:
    """The part of the text of the source's pictures that is read in the rendition's as well."""
    size = shape(source)[:2]
    pairs = [(read_text(source, at, size), read_text(made, at, size)) for at in moments]
    return sum(SequenceMatcher(None, *pair, autojunk=False).ratio() for pair in pairs) / len(pairs)
