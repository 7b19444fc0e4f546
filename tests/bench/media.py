"""`make bench-media`: the quality and the cost of packaging, clip by clip. Name clips to measure only these.

Costs are the least of three, so ratios of CPU move little on a busy machine; seconds by the clock need a quiet one.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from media.packaging.plan import HIGH, LOW, SAVER, SAVER_AV1
from media.playlists import segments
from tests.bench import clips, costing, judging

FOLDER = Path("var/bench")
NEEDED = {HIGH.name: 95, LOW.name: 80, SAVER.name: 70, SAVER_AV1.name: 70}
OURS = [HIGH.name, LOW.name, SAVER.name, SAVER_AV1.name]
CPU_AGAINST_DJANGO_HLS, CPU_AGAINST_LARGEST = 0.45, 1.5


def say(*cells: object) -> None:
    sys.stdout.write("  ".join(str(cell) for cell in cells) + "\n")
    sys.stdout.flush()


def measure(name: str, clip: Path) -> None:
    say(f"\n{name}: {clip.stat().st_size / 1e6:.1f} MB")
    with TemporaryDirectory() as ours, TemporaryDirectory() as theirs:
        costs(clip, Path(ours), Path(theirs))
        pairs = qualities(clip, Path(ours), is_text=name == "slides")
        against(clip, pairs, Path(theirs))


def costs(clip: Path, ours: Path, theirs: Path) -> None:
    """Each way in turn, thrice over; of each the least, because whatever else a machine does only ever adds."""
    ways = {
        "largest rendition alone": (costing.largest_alone, None),
        "django-hls": (costing.django_hls, theirs),
        "H.264 at once": (costing.without_av1, None),
        "all at once": (costing.at_once, ours),
        "all in two stages": (costing.in_stages, None),
    }
    found: dict[str, list[costing.Cost]] = {what: [] for what in ways}
    for is_last in (False, False, True):
        for what, (work, kept) in ways.items():
            with TemporaryDirectory() as folder:
                found[what].append(costing.cost(work, clip, kept if kept and is_last else Path(folder)))
    rows = {what: min(costs, key=lambda cost: cost.cpu) for what, costs in found.items()}
    floor, theirs_cpu = rows["largest rendition alone"].cpu, rows["django-hls"].cpu
    say(f"  {'':24} {'CPU s':>6} {'wall s':>6} {'MB':>5} {'watchable':>9} {'/django-hls':>11} {'/largest':>8}")
    for what, row in rows.items():
        ratios = f"{row.cpu / theirs_cpu:11.2f} {row.cpu / floor:8.2f}"
        say(f"  {what:24} {row.cpu:6.1f} {row.wall:6.1f} {row.mb:5.0f} {row.watchable:9.1f} {ratios}")


def qualities(clip: Path, folder: Path, is_text: bool) -> list[tuple[str, float, float]]:
    """(rendition, phone-VMAF, kbps of video) of each; says them, and what a minute costs with sound."""
    sound = kbps(folder / "audio.m3u8") if (folder / "audio.m3u8").exists() else 0
    read = is_text and judging.has_tesseract()
    say(f"  {'':24} {'VMAF':>6} {'kbps':>6} {'MB/min':>6} {'text':>5}")
    found = []
    for name in OURS:
        made = folder / f"{name}.mp4"
        if not made.exists():
            continue
        vmaf, rate = judging.phone_vmaf(clip, made), kbps(made.with_suffix(".m3u8"))
        found.append((name, vmaf, rate))
        text = f"{judging.legibility(clip, made):5.2f}" if read else "    -"
        short = "" if vmaf >= NEEDED[name] else f"  below {NEEDED[name]}"
        say(f"  {name:24} {vmaf:6.1f} {rate:6.0f} {(rate + sound) * 60 / 8000:6.2f} {text}{short}")
    if sound:
        say(f"  {'audio':24} {'':6} {sound:6.0f} {sound * 60 / 8000:6.2f}")
    return found


def against(clip: Path, ours: list[tuple[str, float, float]], folder: Path) -> None:
    """Each of our renditions beside the one of django-hls that looks most like it."""
    theirs = []
    for quality in ("360", "480", "720"):
        playlist = folder / f"{quality}p" / f"{quality}p.m3u8"
        size = sum(part.stat().st_size for part in playlist.parent.glob("*.ts"))
        theirs.append((quality, judging.phone_vmaf(clip, playlist), size * 8 / 1000 / seconds(playlist)))
    for name, vmaf, rate in ours:
        quality, their_vmaf, their_rate = min(theirs, key=lambda their: abs(their[1] - vmaf))
        beside = f"django-hls {quality}: VMAF {their_vmaf:.1f} at {their_rate:.0f} kbps with sound"
        say(f"  {name:24} {vmaf:6.1f} {rate:6.0f} {rate / their_rate:6.2f} of {beside}")


def kbps(playlist: Path) -> float:
    parts = segments(playlist.read_text())
    return sum(size for _, size in parts) * 8 / 1000 / sum(seconds for seconds, _ in parts)


def seconds(playlist: Path) -> float:
    lines = playlist.read_text().splitlines()
    return sum(float(line.split(":")[1].rstrip(",")) for line in lines if line.startswith("#EXTINF:"))


def waits(minute: Path) -> None:
    """How long a trainer waits, thrice, each time beside what this machine needs just to look at the pictures."""
    rows = [(seconds_of(costing.first_stage, minute), seconds_of(costing.decoding, minute)) for _ in range(3)]
    waited, decoded = (median(column) for column in zip(*rows, strict=True))
    each = ", ".join(f"{wait:.1f}" for wait, _ in rows)
    say(f"\n60 s of 1080p from a phone: can be watched after {waited:.1f} s ({each}); decoding alone {decoded:.1f}")


def seconds_of(work: Callable[[Path, Path], float | None], clip: Path) -> float:
    with TemporaryDirectory() as folder:
        return costing.cost(work, clip, Path(folder)).wall


def main(wanted: list[str]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    if not judging.has_tesseract():
        say("Without tesseract and its Vietnamese no text is read: apt-get install tesseract-ocr-vie")
    for name, made in (clips.MADE | clips.GATE).items():
        if not wanted or name in wanted:
            measure(name, made(FOLDER))
    if not wanted or "sixty" in wanted:
        with TemporaryDirectory() as folder:
            sixty = clips.cam(FOLDER, "sixty", fps=60, seconds=4)
            peak = costing.cost(costing.at_once, sixty, Path(folder)).mb
        say(f"\n1080p at 60 frames: {peak:.0f} MB at the most")
    if not wanted or "minute" in wanted:
        waits(clips.cam(FOLDER, "minute", seconds=60))
