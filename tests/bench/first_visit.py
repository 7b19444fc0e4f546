"""What the lesson's page costs a phone that has never been here, before she plays: `make bench-page`.

Bytes are those on the wire, headers too, as the browser counts them; pictures that are loaded later stand apart.
"""

import tempfile
from collections import defaultdict
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.site import PHONE, chromium, running, wait_for_clip

KINDS = ("Document", "Stylesheet", "Script", "Image", "TextTrack", "Media", "Fetch", "Other")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), "1.1") as address, chromium() as browser:
        wait_for_clip(address)
        for name, path in (("home", "/"), ("course", "/lam-chu-chiec-dien-thoai/"), ("lesson", None)):
            show(name, visit(browser, address + path if path else wait_for_clip(address)))


def visit(browser: Browser, address: str) -> dict[str, list[int]]:
    """Bytes of each request, by its kind; lazy pictures under a kind of their own."""
    context = browser.new_context(**PHONE)
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    kinds, sizes = {}, {}
    network.on("Network.responseReceived", lambda sent: kinds.update({sent["requestId"]: _kind(sent)}))
    network.on("Network.loadingFinished", lambda sent: sizes.update({sent["requestId"]: sent["encodedDataLength"]}))
    page.goto(address, wait_until="networkidle")
    lazy = _lazy(page)
    spent = defaultdict(list)
    for request, (kind, url) in kinds.items():
        if url.startswith("data:"):  # it came with the page
            continue
        spent["lazy pictures" if url in lazy else kind].append(sizes.get(request, 0))
    context.close()
    return spent


def _kind(sent: dict) -> tuple[str, str]:
    return sent["type"], sent["response"]["url"]


def _lazy(page: Page) -> set[str]:
    return set(page.evaluate("[...document.querySelectorAll('img[loading=lazy]')].map((it) => it.currentSrc)"))


def show(name: str, spent: dict[str, list[int]]) -> None:
    now = {kind: sizes for kind, sizes in spent.items() if kind != "lazy pictures"}
    total, requests = sum(map(sum, now.values())), sum(map(len, now.values()))
    print(f"{name}: {total / 1000:.1f} KB in {requests} requests before play")
    for kind, sizes in sorted(spent.items(), key=lambda row: -sum(row[1])):
        print(f"  {kind:14} {sum(sizes) / 1000:6.1f} KB  {len(sizes)}")


if __name__ == "__main__":
    main()
