"""The running product, as `make run` starts it, in a folder of its own: for the journeys and the benchmarks."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests import databases, prepare

ROOT = Path(__file__).resolve().parents[1]
FIRST_LESSON = "/lam-chu-chiec-dien-thoai/chu-to-hon-tieng-ro-hon/"
PHONE = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True, "locale": "vi-VN"}
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--autoplay-policy=no-user-gesture-required",
]


@contextmanager
def running(folder: Path, *clips: str) -> Iterator[str]:
    """The address of the demo with its first course and the clips of these lessons; stopped as Ctrl-C stops it."""
    port = free_port()
    shutil.copyfile(databases.lay_file(), folder / "db.sqlite3")  # migrated: that takes a third of the start
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "lms.settings",
        "VAR_DIR": str(folder),
        "PORT": str(port),
        "DATABASE_URL": "",
    }
    command = [sys.executable, "manage.py", "demo", "--courses", "K1", "--clips", *clips]
    with (folder / "demo.log").open("w+") as log:
        demo = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            written = (folder / "demo.log").read_text
            wait(lambda: "quantri" in written() or demo.poll() is not None, 300)
            assert demo.poll() is None, written()
            yield f"http://127.0.0.1:{port}"
        finally:
            demo.send_signal(signal.SIGINT)
            demo.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait(happened: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, f"did not happen within {seconds} s"
        time.sleep(0.3)


def wait_for_clip(address: str, seconds: float = 180) -> str:
    """The address of the first lesson, once its clip is packaged."""

    def playable() -> bool:
        with urllib.request.urlopen(address + FIRST_LESSON, timeout=30) as page:
            return b"data-master=" in page.read()

    wait(playable, seconds)
    return address + FIRST_LESSON


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's own browser, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=prepare.browser(), args=QUIET)
        yield browser
        browser.close()
