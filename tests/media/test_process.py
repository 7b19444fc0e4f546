"""The one place that starts other programs: what they see, and how they end."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from media.packaging import sandbox
from media.packaging.process import Limits, RunFailedError, run


def python(code: str, folder, seconds=10.0, **more) -> str:
    return run([sys.executable, "-I", "-c", code], folder=folder, limits=Limits(seconds, **more))


def test_the_environment_is_empty(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "x")
    assert python("import os; print([name for name in os.environ if name != 'LC_CTYPE'])", tmp_path) == "[]\n"


def test_the_last_words_are_kept(tmp_path):
    with pytest.raises(RunFailedError) as failed:
        python("import sys; sys.exit('no such codec')", tmp_path)
    assert (failed.value.last_words, failed.value.took_too_long) == ("no such codec", False)


def test_a_program_that_takes_too_long_is_killed_with_its_children(tmp_path):
    code = "import os,time; child = os.fork(); child and open('pid','w').write(str(child)); time.sleep(60)"
    with pytest.raises(RunFailedError) as failed:
        python(code, tmp_path, seconds=0.5)
    assert failed.value.took_too_long
    assert gone(int((tmp_path / "pid").read_text()))


def test_a_file_cannot_grow_for_ever(tmp_path):
    with pytest.raises(RunFailedError):
        python("open('big', 'wb').write(bytes(2_000_000))", tmp_path, file_bytes=1_000_000)
    assert (tmp_path / "big").stat().st_size <= 1_000_000


UNTOUCHED = ["PermissionError", "PermissionError", "PermissionError", "OSError"]  # the last: there is no network
TOUCH = """
import socket
def attempt(what):
    try:
        return what()
    except OSError as refused:
        return type(refused).__name__
def reach(kind):
    with socket.socket(type=kind) as asking:
        asking.connect(("127.0.0.1", {port}))
        return "reached"
print(attempt(lambda: open({canary!r}).read()), attempt(lambda: open({canary!r}, "a").close()))
print(attempt(lambda: reach(socket.SOCK_STREAM)), attempt(lambda: reach(socket.SOCK_DGRAM)))
"""


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


@pytest.fixture
def canary(tmp_path) -> Path:
    """A file beside the working folder, which nobody in it may read."""
    path = tmp_path / "canary"
    path.write_text("sing")
    return path


def test_it_touches_neither_other_files_nor_the_network(tmp_path, canary, listener):
    folder = tmp_path / "work"
    folder.mkdir()
    touched = python(TOUCH.format(canary=str(canary), port=listener.getsockname()[1]), folder)
    assert touched.split() == UNTOUCHED
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="not run by root: shown already")
def test_it_needs_no_privilege_for_that(tmp_path, canary, listener):
    folder = tmp_path / "work"
    folder.mkdir()
    touch = TOUCH.format(canary=str(canary), port=listener.getsockname()[1])
    without = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", sys.executable, "-c"]
    ran = subprocess.run([*without, CALLER, touch, str(folder)], check=True, capture_output=True, text=True)
    assert ran.stdout.split() == UNTOUCHED


def test_where_the_system_knows_neither_it_runs_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(sandbox, "libc", None)
    assert python("print(1)", tmp_path) == "1\n"


def test_the_caller_can_stop_it(tmp_path):
    class Enough(Exception):
        pass

    def stop(line: str) -> None:
        raise Enough

    started = time.monotonic()
    with pytest.raises(Enough):
        code = "import time; print('begun', flush=True); time.sleep(60)"
        run([sys.executable, "-I", "-c", code], folder=tmp_path, limits=Limits(60), on_line=stop)
    assert time.monotonic() - started < 10


CALLER = """
import sys
from pathlib import Path
from media.packaging.process import Limits, run
print(run([sys.executable, "-I", "-c", sys.argv[1]], folder=Path(sys.argv[2]), limits=Limits(60)))
"""


def test_it_does_not_outlive_its_caller(tmp_path):
    work = "import os,time; open('new','w').write(str(os.getpid())); os.rename('new', 'pid'); time.sleep(60)"
    caller = subprocess.Popen([sys.executable, "-c", CALLER, work, str(tmp_path)])
    pid = tmp_path / "pid"
    assert soon(pid.exists)
    caller.kill()
    caller.wait()
    assert gone(int(pid.read_text()))


def gone(pid: int) -> bool:
    """Ended: not there any more, or dead and waiting for a parent to hear of it."""
    stat = Path(f"/proc/{pid}/stat")
    return soon(lambda: not stat.exists() or stat.read_text().split()[2] == "Z")


def soon(happened: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 5
    while not happened() and time.monotonic() < deadline:
        time.sleep(0.05)
    return happened()
