"""The running product, as `make run` starts it, and a phone to hold it with.

One server, worker and demo union for all journeys, in a folder of their own; the browser is the system's Chromium at
360x640 with touch. Every page that a journey passes is checked with axe.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.site import PHONE, chromium, running, wait, wait_for_clip

PIN = "246802"

SMALL_TARGETS = """() => [...document.querySelectorAll("button, .button, summary, textarea, .option, .tabs a, .bar a")]
  .filter((it) => it.checkVisibility() && it.getBoundingClientRect().height < 48)
  .map((it) => it.outerHTML.slice(0, 80))"""


# What is fine need not be written down: that takes axe longer than finding it.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
WATCHED = ("1.1", "1.5")  # the lessons whose clips the journeys watch
one_for_all = ExitStack()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The trainer's journeys first: they are the longest, and need no clip while those are still being packaged."""
    items.sort(key=lambda item: "test_trainer" not in item.nodeid)


def pytest_configure_node(node) -> None:
    """Several workers share one site: whoever starts them runs it."""
    if not hasattr(one_for_all, "address"):
        one_for_all.folder = one_for_all.enter_context(TemporaryDirectory())
        one_for_all.address = one_for_all.enter_context(running(Path(one_for_all.folder), *WATCHED))
    node.workerinput["site"] = one_for_all.address, one_for_all.folder


def pytest_unconfigure() -> None:
    one_for_all.close()


@pytest.fixture(scope="session")
def _demo(request, tmp_path_factory) -> Iterator[tuple[str, Path]]:
    """The running demo: its address and its folder."""
    if shared := getattr(request.config, "workerinput", {}).get("site"):
        yield shared[0], Path(shared[1])
    else:
        folder = tmp_path_factory.mktemp("var")
        with running(folder, *WATCHED) as address:
            yield address, folder


@pytest.fixture(scope="session")
def site(_demo) -> str:
    return _demo[0]


@pytest.fixture(scope="session")
def database(_demo) -> Path:
    """The file of the site's database: what a journey cannot see on a screen, such as the code on a printed card."""
    return _demo[1] / "db.sqlite3"


def until(page: Page, expression: str, seconds: float = 30) -> None:
    """Wait until JavaScript says so. The page's policy forbids eval, which the browser driver's own waiting needs."""
    wait(lambda: page.evaluate(f"() => Boolean({expression})"), seconds)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


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
def readable() -> Callable[[Page], None]:
    """axe finds nothing, and nothing is wider than the screen."""

    def readable(page: Page) -> None:
        found = Axe().run(page, options=RULES)
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found.response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than the screen"

    return readable


@pytest.fixture
def accessible(readable) -> Callable[[Page], None]:
    """Readable, and every button and field is at least 48 px high."""

    def accessible(page: Page) -> None:
        readable(page)
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
    return wait_for_clip(site)
