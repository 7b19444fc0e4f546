"""How many requests a second gunicorn answers, started as the product starts it, for a stranger's lesson and for the
same bytes from a constant (`constant.py`)."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from tests.site import ROOT, free_port, wait

PHONES, SECONDS, ROUNDS = 4, 3.0, 5


@contextmanager
def gunicorn(application: str, **environment: str) -> Iterator[int]:
    port = free_port()
    web = ["-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"]
    quietly = ["--keep-alive", "15", "--log-level", "warning"]
    server = subprocess.Popen([sys.executable, *web, *quietly], cwd=ROOT, env=os.environ | environment)
    try:
        wait(lambda: answers(port), 60)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return not probe.connect_ex(("127.0.0.1", port))


def fetch(port: int, path: str) -> bytes:
    """One whole answer, headers and all."""
    with socket.create_connection(("127.0.0.1", port)) as line:
        return _answer(line, _asked(port, path))


def rate(port: int, path: str, seconds: float = SECONDS) -> float:
    """Requests a second, from several phones that keep their connections."""
    counts = [0] * PHONES
    until = time.monotonic() + seconds

    def phone(number: int) -> None:
        asked = _asked(port, path)
        with socket.create_connection(("127.0.0.1", port)) as line:
            while time.monotonic() < until:
                _answer(line, asked)
                counts[number] += 1

    phones = [Thread(target=phone, args=[number]) for number in range(PHONES)]
    began = time.monotonic()
    for each in phones:
        each.start()
    for each in phones:
        each.join()
    return sum(counts) / (time.monotonic() - began)


def _asked(port: int, path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\n\r\n".encode()


def _answer(line: socket.socket, asked: bytes) -> bytes:
    line.sendall(asked)
    got = b""
    while b"\r\n\r\n" not in got:
        got += _more(line)
    head, _, body = got.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), head
    length = int(next(row.split(b":")[1] for row in head.split(b"\r\n") if row.lower().startswith(b"content-length")))
    while len(body) < length:
        more = _more(line)
        got, body = got + more, body + more
    return got


def _more(line: socket.socket) -> bytes:
    more = line.recv(65536)
    if not more:
        raise ConnectionError("The server has hung up.")
    return more


def compared(folder: Path, path: str) -> tuple[float, float]:
    """Requests a second of the lesson and of the constant: the best of several rounds, in turn."""
    product = {"DJANGO_SETTINGS_MODULE": "lms.settings", "VAR_DIR": str(folder), "DATABASE_URL": ""}
    page = folder / "page.gz"
    with gunicorn("lms.wsgi", **product) as ours:
        page.write_bytes(fetch(ours, path).partition(b"\r\n\r\n")[2])
        with gunicorn("tests.bench.constant", PAGE=str(page)) as constant:
            for port in (ours, constant):
                rate(port, path, 1)  # every process and thread has answered
            found = [(rate(ours, path), rate(constant, path)) for _round in range(ROUNDS)]
    return max(ours for ours, _constant in found), max(constant for _ours, constant in found)
