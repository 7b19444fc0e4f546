"""The one place that starts another program on something a stranger uploaded.

The program sees an empty environment, one working folder, no open input and no network (`sandbox.py`); it has a
limit on time, memory, file size and open files; it is killed with all its children when its time is up, when its caller
stops, or when its caller dies.
"""

import os
import resource
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import IO

from django.conf import settings

from media.packaging import sandbox

GIGABYTE = 1024**3
LAST_WORDS = 2000  # characters of the error output that are kept
CORES_AT_MOST = 8
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Limits:
    seconds: float
    file_bytes: int = 1_000_000
    memory_bytes: int = 4 * GIGABYTE


class RunFailedError(Exception):
    """The program did not do its work: it took too long, or said why not in `last_words`."""

    def __init__(self, last_words: str, *, took_too_long: bool = False):
        super().__init__(last_words)
        self.last_words, self.took_too_long = last_words, took_too_long


@cache
def ffmpeg() -> str:
    """The ffmpeg of the settings, else the system's, else the one that came with our packages."""
    if chosen := settings.FFMPEG or shutil.which("ffmpeg"):
        return chosen
    from imageio_ffmpeg import get_ffmpeg_exe  # only looked for where it is needed

    return get_ffmpeg_exe()


@cache
def has_encoder(name: str) -> bool:
    """Asked once: what an ffmpeg was built with does not change."""
    with tempfile.TemporaryDirectory() as folder:
        listed = run([ffmpeg(), "-hide_banner", "-encoders"], folder=Path(folder), limits=Limits(20))
    return f" {name} " in listed


def run(
    command: list[str],
    *,
    folder: Path,
    limits: Limits,
    on_line: Callable[[str], None] | None = None,
    reads: Iterable[Path] = (),
) -> str:
    """Run to the end and return what it printed; with `on_line`, hand over each line as it comes and return nothing.

    The program may write in `folder` and read there, in the places of programs, and what `reads` names. Whatever
    `on_line` raises ends the program and goes on to the caller.
    """
    rules = sandbox.file_rules(folder, [*reads, Path(command[0])])
    try:
        with tempfile.TemporaryFile() as errors:
            return _run(command, folder, limits, on_line, errors, rules)
    finally:
        if rules is not None:
            os.close(rules)


def _run(command: list[str], folder: Path, limits: Limits, on_line, errors: IO[bytes], rules: int | None) -> str:
    process = subprocess.Popen(  # no shell; the command is ours, and the folder's file names are fixed
        command,
        cwd=folder,
        env={},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        errors="replace",
        start_new_session=True,
        preexec_fn=partial(_confine, limits, rules),
    )
    out_of_time = threading.Event()
    clock = threading.Timer(limits.seconds, _run_out, (out_of_time, process))
    clock.start()
    try:
        printed = _read(process, on_line)
        code = process.wait()
    finally:
        clock.cancel()
        _kill(process)
    if out_of_time.is_set() or code:
        raise RunFailedError(_tail(errors) or f"exit code {code}", took_too_long=out_of_time.is_set())
    return printed


def _read(process: subprocess.Popen, on_line: Callable[[str], None] | None) -> str:
    assert process.stdout is not None  # it was started with a pipe
    if not on_line:
        return process.stdout.read()
    for line in process.stdout:
        on_line(line.strip())
    return ""


def _run_out(out_of_time: threading.Event, process: subprocess.Popen) -> None:
    out_of_time.set()
    _kill(process)


def _kill(process: subprocess.Popen) -> None:
    """The whole group, also when its leader has already ended: a grandchild may still be at work."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout:
        process.stdout.close()


def _tail(errors) -> str:
    errors.seek(0)
    return errors.read().decode(errors="replace").strip()[-LAST_WORDS:]


def _confine(limits: Limits, rules: int | None) -> None:
    """In the new process, before the program begins."""
    os.nice(10)
    cpu_seconds = int(limits.seconds * CORES_AT_MOST) + 1
    for what, limit in (
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (limit, limit))
    sandbox.enter(rules)
    if sandbox.libc:
        sandbox.libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # last: a new namespace makes the kernel forget it
