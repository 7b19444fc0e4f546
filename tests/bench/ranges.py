"""How fast parts of a clip are handed out: `.venv/bin/python -m tests.bench.ranges http://127.0.0.1:8000/clip/…/saver.mp4`.

Eight phones at once ask for random parts of 64 KB, over connections that they keep, for five seconds. Only a server on
this machine is asked.
"""

import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from statistics import quantiles
from urllib.parse import urlsplit

PHONES, SECONDS, PART = 8, 5, 64 * 1024


def phone(host: str, path: str, size: int) -> list[float]:
    """The seconds that each answer took."""
    connection, took = HTTPConnection(host), []
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        first = random.randrange(max(1, size - PART))
        began = time.monotonic()
        connection.request("GET", path, headers={"Range": f"bytes={first}-{min(size, first + PART) - 1}"})
        answer = connection.getresponse()
        assert (answer.status, len(answer.read())) == (206, min(size, PART))
        took.append(time.monotonic() - began)
    return took


def measure(address: str) -> str:
    host, path = urlsplit(address).netloc, urlsplit(address).path
    if urlsplit(address).hostname not in ("127.0.0.1", "localhost", "::1"):
        raise SystemExit("Only a server on this machine is asked.")
    connection = HTTPConnection(host)
    connection.request("HEAD", path)
    size = int(connection.getresponse().headers["Content-Length"])
    with ThreadPoolExecutor(PHONES) as phones:
        took = sum(phones.map(lambda _: phone(host, path, size), range(PHONES)), [])
    cuts = quantiles(took, n=20)
    a_second = len(took) / SECONDS
    megabytes = a_second * min(size, PART) / 1_000_000
    return (
        f"{a_second:.0f} parts/s, {megabytes:.0f} MB/s, median {cuts[9] * 1000:.1f} ms, 95 % {cuts[18] * 1000:.1f} ms"
    )


if __name__ == "__main__":
    sys.stdout.write(measure(sys.argv[1]) + "\n")
