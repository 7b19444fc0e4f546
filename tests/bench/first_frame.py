"""From opening a lesson to its first moving picture, on a slow line with nothing cached: `make bench-first-frame`.

The demo runs as `make run` starts it, behind `line.Line`; a browser at phone size opens the lesson anew for every run
and presses the large button as soon as it is there. The same page with hls.js in the place of our player is measured
in turn with it, and our player on a page of its own. Prints medians and the limits that they are held to.
"""

import argparse
import contextlib
import gzip
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser

from tests.bench.line import Line
from tests.site import FIRST_LESSON, PHONE, chromium, running, wait_for_clip

HLS_JS = "hls.js@1.7.4"
ROUND_TRIPS = 3  # the least there is: to connect, to ask for the page, to ask for the picture
PAGES = {"lesson": "", "hls.js": "?hls", "alone": "?alone"}
SCRIPTS = re.compile(rb'<script type="module"[^>]*js/lesson[^>]*>\s*</script>')
AROUND = b'<article data-lesson="1" data-who="" data-events="/"><p data-left data-none=""><a></a></p>%b</article>'
WATCH = """
(() => {
  const seen = (window.seen = { stalls: 0 });
  const look = () => {
    const button = document.querySelector("[data-play]:not([hidden])");
    if (!button?.getBoundingClientRect().height) return requestAnimationFrame(look);
    const video = document.querySelector("video");
    video.muted = true;
    seen.tapped = Date.now();
    video.requestVideoFrameCallback(() => (seen.frame = Date.now()));
    const plays = () => seen.frame && !video.seeking && video.duration - video.currentTime > 0.25; // and has not ended
    video.addEventListener("waiting", () => (seen.stalls += plays() ? 1 : 0));
    button.click();
  };
  requestAnimationFrame(look); // a finger does not wait for the scripts of what stands further down
})();
"""
START_HLS = """
const video = document.querySelector("video");
const button = document.querySelector("[data-play]");
const ahead = { maxBufferLength: 15, maxMaxBufferLength: 15 };
const hls = new Hls({ autoStartLoad: false, enableWorker: false, testBandwidth: false, ...ahead });
button.hidden = false;
video.controls = false;
button.addEventListener("click", () => {
  button.remove();
  hls.on(Hls.Events.MANIFEST_PARSED, (_, { levels }) => {
    hls.startLevel = levels.reduce((least, level, i) => (level.bitrate < levels[least].bitrate ? i : least), 0);
    hls.startLoad();
    video.play();
  });
  hls.loadSource(video.closest("[data-master]").dataset.master);
  hls.attachMedia(video);
});
"""


def front(site: str, hls: bytes) -> ThreadingHTTPServer:
    """The site, with two more pages made of the lesson: `?hls` and `?alone`."""
    added = {"/bench/hls.js": hls, "/bench/start.js": START_HLS.encode()}

    class Front(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            path, _, query = self.path.partition("?")
            if path in added:
                script = {"Content-Type": "text/javascript", "Content-Encoding": "gzip"}
                self.answer(200, script, zipped(added[path]))
            else:
                self.hand_on(path, query)

        def hand_on(self, path: str, query: str) -> None:
            sent = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection")}
            if query in remade:
                sent["Accept-Encoding"] = "gzip"
            try:
                answer = urllib.request.urlopen(urllib.request.Request(site + path, headers=sent), timeout=60)
            except urllib.error.HTTPError as refused:
                answer = refused
            headers = dict(answer.headers.items())
            body = answer.read()
            if query in remade:
                body = zipped(remade[query](gzip.decompress(body)))
            self.answer(answer.status, headers, body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.answer(204, {}, b"")

        def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
            head = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if name.lower() not in own)
            self.wfile.write(f"HTTP/1.1 {status} -\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)

        def log_message(self, *args) -> None:
            pass

    own = {"content-length", "connection", "transfer-encoding"}
    return ThreadingHTTPServer(("127.0.0.1", 0), Front)


@cache
def zipped(body: bytes) -> bytes:
    return gzip.compress(body, 6)


def with_hls(page: bytes) -> bytes:
    """The whole lesson, played by hls.js."""
    scripts = b'<script defer src="/bench/hls.js"></script><script defer src="/bench/start.js"></script>'
    return SCRIPTS.sub(b"", page).replace(b"</head>", scripts + b"</head>")


def alone(page: bytes) -> bytes:
    """Our player and nothing around it."""
    figure = re.search(rb"<figure.*?</figure>", page, re.DOTALL)[0]
    return b"<!DOCTYPE html><title>.</title>" + b"".join(SCRIPTS.findall(page)) + AROUND % figure


remade: dict[str, Callable[[bytes], bytes]] = {"hls": with_hls, "alone": alone}


def hls_js() -> bytes:
    """The whole library as its authors publish it, from the npm registry."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", HLS_JS], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        shutil.unpack_archive(next(Path(folder).glob("*.tgz")), folder, filter="data")
        return (Path(folder) / "package/dist/hls.min.js").read_bytes()


def warm(site: str) -> None:
    """Every process of the web server has answered before anything is measured."""
    address = wait_for_clip(site)
    for _ in range(20):
        urllib.request.urlopen(address, timeout=30).close()


@contextlib.contextmanager
def served(server: ThreadingHTTPServer) -> Iterator[int]:
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()


def measure(browser: Browser, port: int, kbps: float, rtt: float, query: str, watch: float) -> dict:
    """One visit: seconds to the button and to the first frame, KB before it and in the first 20 s, stalls."""
    with Line(port, kbps, rtt) as line:
        context = browser.new_context(**PHONE, proxy={"server": f"socks5://127.0.0.1:{line.port}"})
        context.add_init_script(WATCH)
        page = context.new_page()
        began = time.time()
        page.goto(f"http://127.0.0.1:{port}{FIRST_LESSON}{query}", wait_until="commit", timeout=90_000)
        seen = {}
        while "frame" not in seen and time.time() - began < 60:
            time.sleep(0.2)
            seen = page.evaluate("window.seen ?? {}")
        time.sleep(max(0, began + max(watch, 0) - time.time()))
        seen = page.evaluate("window.seen ?? {}")
        context.close()
    frame = seen["frame"] / 1000
    return {
        "button": seen["tapped"] / 1000 - began,
        "frame": frame - began,
        "kb_before": line.bytes_until(frame) / 1000,
        "kb_in_20_s": line.bytes_until(seen["tapped"] / 1000 + 20) / 1000,
        "stalls": seen["stalls"],
    }


def medians(visits: list[dict]) -> dict:
    return {name: round(statistics.median(visit[name] for visit in visits), 2) for name in visits[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--kbps", type=float, default=400)
    parser.add_argument("--rtt", type=float, default=0.4, help="seconds")
    parser.add_argument("--watch", type=float, default=65, help="seconds of the last visit to the lesson")
    parser.add_argument("--site", help="a demo that runs already, instead of starting one")
    parser.add_argument("--pages", nargs="*", default=list(PAGES), choices=PAGES)
    args = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        site = args.site or stack.enter_context(running(folder, "1.1"))
        warm(site)
        port = stack.enter_context(served(front(site, hls_js() if "hls.js" in args.pages else b"")))
        browser = stack.enter_context(chromium())
        visits: dict[str, list[dict]] = {name: [] for name in args.pages}
        for run in range(args.runs):
            for name in args.pages:
                long = args.watch if name == "lesson" and run == args.runs - 1 else 0
                visits[name].append(measure(browser, port, args.kbps, args.rtt, PAGES[name], long))
                print(name, json.dumps({key: round(value, 2) for key, value in visits[name][-1].items()}), flush=True)
    found = {name: medians(each) for name, each in visits.items()}
    print(json.dumps(found, indent=1))
    sys.exit(not judge(found, visits, args))


def judge(found: dict, visits: dict, args: argparse.Namespace) -> bool:
    """Print each figure beside its limit; whether all of them hold."""
    lesson, other, bare = (found.get(name) for name in PAGES)
    limits = []
    if lesson:
        last = visits["lesson"][-1]
        limits += [
            ("lesson to first frame, s", lesson["frame"], 2.6),
            ("KB before the first frame", lesson["kb_before"], 100),
            ("KB in 20 s of watching", round(last["kb_in_20_s"], 1), 420),
            ("stalls while watching", last["stalls"], 0),
        ]
    if lesson and other:
        limits.append(("of the time of hls.js", round(lesson["frame"] / other["frame"], 2), 0.28))
    if bare:
        floor = ROUND_TRIPS * args.rtt + bare["kb_before"] * 8 / args.kbps
        limits.append((f"alone, of the floor ({floor:.2f} s)", round(bare["frame"] / floor, 2), 1.3))
    for name, value, most in limits:
        print(f"{'ok ' if value <= most else 'OVER'} {name}: {value} (at most {most})")
    return all(value <= most for _, value, most in limits)


if __name__ == "__main__":
    main()
