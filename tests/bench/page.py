"""`make bench-page`: what home, course and lesson cost the server and the phone, each against its limit.

The server's side in CPU time beside a lesson of wagtail-lms 0.11.1, which gets an environment of its own under var/
(requirements-peer.lock), in one run and in turn; requests a second beside a view that returns the same bytes from a
constant; behind nginx, where it is installed, beside a file of that size. The phone's side in bytes and requests at a
first visit, before play. Fails when a limit is passed.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench import behind_nginx, first_visit, served
from tests.site import FIRST_LESSON, ROOT, chromium, running, wait_for_clip

PEER = ROOT / "var" / "peer"
LOCK = ROOT / "requirements-peer.lock"
TURNS = 3
OF_THE_PEER = {"warm": 0.08, "cold": 1.2, "signed in": 0.6}
QUERIES = {"warm": 1, "cold": 12, "signed in": 8}
KB, REQUESTS = 32, 8
OF_A_CONSTANT, OF_A_FILE = 0.7, 0.9
Line = tuple[str, float, float, bool]  # what, the figure, its limit, whether the figure may be larger


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = visits(folder) + costs(folder) + rates(folder)
    for what, value, limit, at_least in lines:
        holds = value >= limit if at_least else value <= limit
        print(f"{'ok  ' if holds else 'OVER'} {what}: {value:.3g} (at {'least' if at_least else 'most'} {limit})")
    return 0 if all((v >= limit) if at_least else (v <= limit) for _what, v, limit, at_least in lines) else 1


def visits(folder: Path) -> list[Line]:
    """Bytes and requests of a first visit; leaves the demo's data in `folder`."""
    lines: list[Line] = []
    with running(folder, "1.1") as address, chromium() as browser:
        lesson = wait_for_clip(address)
        for name, place in (("home", address), ("course", f"{address}/lam-chu-chiec-dien-thoai/"), ("lesson", lesson)):
            spent = first_visit.visit(browser, place)
            first_visit.show(name, spent)
            now = [sizes for kind, sizes in spent.items() if kind != "lazy pictures"]
            lines.append((f"{name}, KB before play", sum(map(sum, now)) / 1000, KB, False))
            lines.append((f"{name}, requests before play", sum(map(len, now)), REQUESTS, False))
    return lines


def costs(folder: Path) -> list[Line]:
    """CPU of a page beside that of the peer's lesson: the least of several turns of both."""
    python = peer()
    ours, theirs = [], []
    for _turn in range(TURNS):
        ours.append(_json([sys.executable, "-m", "tests.bench.page_cost"], folder))
        theirs.append(_json([str(python), str(ROOT / "tests/bench/peer_lesson.py")], folder))
    most = min(their["ms"] for their in theirs)
    print(f"wagtail-lms 0.11.1, a lesson: {most:.2f} ms, {theirs[0]['queries']} queries")
    lines: list[Line] = []
    for what, kind in ((what, what.partition(", ")[2]) for what in ours[0]):
        least = min(our[what]["ms"] for our in ours)
        print(f"{what}: {least:.2f} ms")
        lines.append((f"{what}, of the peer's lesson", least / most, OF_THE_PEER[kind], False))
        lines.append((f"{what}, queries", ours[0][what]["queries"], QUERIES[kind], False))
    return lines


def rates(folder: Path) -> list[Line]:
    lesson, constant = served.compared(folder, FIRST_LESSON)
    print(f"gunicorn: {lesson:.0f} lessons a second, {constant:.0f} of a constant")
    lines: list[Line] = [("requests a second, of a constant", lesson / constant, OF_A_CONSTANT, True)]
    if shutil.which("nginx"):
        kept, static = behind_nginx.compared(folder, FIRST_LESSON)
        print(f"nginx: {kept:.0f} kept lessons a second, {static:.0f} of a file")
        lines.append(("requests a second behind nginx, of a file", kept / static, OF_A_FILE, True))
    else:
        print("nginx is not installed: its limit is not looked at.")
    return lines


def peer() -> Path:
    """The Python of the peer's environment, made where it is not there or its lock is newer."""
    python, made = PEER / "bin/python", PEER / "made"
    if not made.exists() or made.stat().st_mtime < LOCK.stat().st_mtime:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(PEER)], check=True)
        uv, wanted = Path(sys.executable).parent / "uv", ["--quiet", "--require-hashes", "-r", str(LOCK)]
        quick = (
            [str(uv), "pip", "install", "--python", str(python)]
            if uv.exists()
            else [str(python), "-m", "pip", "install"]
        )
        subprocess.run([*quick, *wanted], check=True)
        made.touch()
    return python


def _json(command: list[str], folder: Path) -> dict:
    here = {"DJANGO_SETTINGS_MODULE": "lms.settings", "VAR_DIR": str(folder), "DATABASE_URL": ""}
    said = subprocess.run(command, cwd=ROOT, env=os.environ | here, stdout=subprocess.PIPE, check=True)
    return json.loads(said.stdout)


if __name__ == "__main__":
    sys.exit(main())
