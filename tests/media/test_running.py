"""The one place that starts other programs: what they see, and how they end."""

import os
import sys
import time

import pytest

from media.running import Limits, RunFailed, run


def python(code: str, folder, seconds=10.0, **more) -> str:
    return run([sys.executable, "-I", "-c", code], folder=folder, limits=Limits(seconds, **more))


def test_the_environment_is_empty(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "x")
    assert python("import os; print([name for name in os.environ if name != 'LC_CTYPE'])", tmp_path) == "[]\n"


def test_the_last_words_are_kept(tmp_path):
    with pytest.raises(RunFailed) as failed:
        python("import sys; sys.exit('no such codec')", tmp_path)
    assert (failed.value.last_words, failed.value.took_too_long) == ("no such codec", False)


def test_a_program_that_takes_too_long_is_killed_with_its_children(tmp_path):
    code = "import os,time; open('pid','w').write(str(os.fork() or os.getpid())); time.sleep(60)"
    with pytest.raises(RunFailed) as failed:
        python(code, tmp_path, seconds=0.5)
    assert failed.value.took_too_long
    assert gone(int((tmp_path / "pid").read_text()))


def test_a_file_cannot_grow_for_ever(tmp_path):
    with pytest.raises(RunFailed):
        python("open('big', 'wb').write(bytes(2_000_000))", tmp_path, file_bytes=1_000_000)
    assert (tmp_path / "big").stat().st_size <= 1_000_000


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


def gone(pid: int) -> bool:
    for _ in range(50):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return open(f"/proc/{pid}/stat").read().split()[2] == "Z"  # dead, and waiting for a parent to hear of it
