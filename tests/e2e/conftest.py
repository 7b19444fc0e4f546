"""The running product, as `make run` starts it, and a phone to hold it with.

One server, worker and demo union for all journeys, in a folder of their own; the browser is the system's Chromium at
360x640 with touch. Every page that a journey passes is checked with axe.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import databases

ROOT = Path(__file__).resolve().parents[2]
PHONE = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True, "locale": "vi-VN"}
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--autoplay-policy=no-user-gesture-required",
]
PIN = "246802"

SMALL_TARGETS = """() => [...document.querySelectorAll("button, .button, summary, textarea, .option, .tabs a, .bar a")]
  .filter((it) => it.checkVisibility() && it.getBoundingClientRect().height < 48)
  .map((it) => it.outerHTML.slice(0, 80))"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[str]:
    """The address of the running demo, with the clips that the journeys watch; stopped as Ctrl-C stops it."""
    port, var = free_port(), tmp_path_factory.mktemp("var")
    shutil.copyfile(databases.lay_file(), var / "db.sqlite3")  # migrated: that takes a third of the start
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "lms.settings",
        "VAR_DIR": str(var),
        "PORT": str(port),
        "DATABASE_URL": "",
    }
    log = tmp_path_factory.mktemp("log") / "demo.log"
    with log.open("w") as output:
        demo = subprocess.Popen(
            [sys.executable, "manage.py", "demo", "--clips", "1.1", "1.5"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait(lambda: "quantri" in log.read_text() or demo.poll() is not None, 120)
        assert demo.poll() is None, log.read_text()
        yield f"http://127.0.0.1:{port}"
    finally:
        demo.send_signal(signal.SIGINT)
        demo.wait(timeout=30)


def wait(happened: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, f"did not happen within {seconds} s"
        time.sleep(0.3)


def until(page: Page, expression: str, seconds: float = 30) -> None:
    """Wait until JavaScript says so. The page's policy forbids eval, which the browser driver's own waiting needs."""
    wait(lambda: page.evaluate(f"() => Boolean({expression})"), seconds)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def open_phone(browser, site) -> Iterator[Callable[..., Page]]:
    """Take a phone in hand: `open_phone(java_script_enabled=False)`. An error in a page fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_phone(**options) -> Page:
        context = browser.new_context(base_url=site, **(PHONE | options))
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield open_phone
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def phone(open_phone) -> Page:
    return open_phone()


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """axe finds nothing, nothing is wider than the screen, and every button and field is at least 48 px high."""

    def accessible(page: Page) -> None:
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found.response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than the screen"
        assert page.evaluate(SMALL_TARGETS) == []

    return accessible


@pytest.fixture
def sign_in() -> Callable[[Page, str], None]:
    def sign_in(page: Page, number: str, pin: str = PIN, who: str = "") -> None:
        """From the sign-in page on: phone number, which of them, PIN."""
        page.get_by_label("Số điện thoại của chị").fill(number)
        page.get_by_role("button", name="Tiếp tục").tap()
        if who:
            page.get_by_role("button", name=who).tap()
        page.get_by_label("Mã PIN 6 chữ số của chị").fill(pin)
        page.get_by_role("button", name="Đăng nhập").tap()

    return sign_in


@pytest.fixture(scope="session")
def first_clip(site) -> str:
    """The address of the first lesson, once its clip is packaged."""
    address = f"{site}/lam-chu-chiec-dien-thoai/chu-to-hon-tieng-ro-hon/"

    def playable() -> bool:
        with urllib.request.urlopen(address, timeout=30) as page:
            return b"data-master=" in page.read()

    wait(playable, 180)
    return address
