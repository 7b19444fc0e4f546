"""`make bench-media`: the quality and the cost of packaging, clip by clip. Name clips to measure only these.

Ratios of CPU are of one run and hold on a busy machine; seconds by the clock do so only on a quiet one.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from media.planning import HIGH, LOW, SAVER, SAVER_AV1
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
    with TemporaryDirectory() as floor, TemporaryDirectory() as staged, TemporaryDirectory() as plain:
        rows = {
            "largest rendition alone": costing.cost(costing.largest_alone, clip, Path(floor)),
            "django-hls": costing.cost(costing.django_hls, clip, theirs),
            "H.264 at once": costing.cost(costing.without_av1, clip, Path(plain)),
            "all at once": costing.cost(costing.at_once, clip, ours),
            "all in two stages": costing.cost(costing.in_stages, clip, Path(staged)),
        }
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
        minute = clips.cam(FOLDER, "minute", seconds=60)
        with TemporaryDirectory() as folder:
            waited = costing.cost(costing.in_stages, minute, Path(folder)).watchable
        with TemporaryDirectory() as folder:
            decoded = costing.cost(costing.decoding, minute, Path(folder)).wall
        say(f"\n60 s of 1080p from a phone: can be watched after {waited:.1f} s, of which decoding takes {decoded:.1f}")
