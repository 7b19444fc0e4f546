"""Seconds from `git clone` to the first page and to the first clip that plays: `make bench-clone`.

The clone is of what is committed here; nothing of this folder's environment is used but the packages' cache.
"""

import os
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.site import ROOT, free_port, wait, wait_for_clip


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        began, clone = time.monotonic(), Path(folder) / "clone"
        subprocess.run(["git", "clone", "-q", ROOT, clone], check=True)
        subprocess.run(["make", "-s", ".venv/bin/.installed"], cwd=clone, env=bare(), check=True)
        say("dependencies in", began)
        port = free_port()
        run = subprocess.Popen(
            ["make", "run", f"PORT={port}"], cwd=clone, env=bare(), stdout=subprocess.DEVNULL, start_new_session=True
        )
        try:
            wait(lambda: answers(f"http://127.0.0.1:{port}/"), 300)
            say("first page", began)
            wait_for_clip(f"http://127.0.0.1:{port}", 300)
            say("first clip that plays", began)
        finally:
            os.killpg(run.pid, signal.SIGINT)
            run.wait(timeout=60)


def bare() -> dict[str, str]:
    """No setting of ours goes along."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=20) as page:
            return page.status == 200
    except (urllib.error.URLError, ConnectionError):
        return False


def say(what: str, began: float) -> None:
    print(f"{what}: {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
