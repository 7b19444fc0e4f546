"""A value that makes no sense stops the start, and its name is said."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def start(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess:
    surroundings = os.environ | {"VAR_DIR": str(tmp_path), "DATABASE_URL": ""} | environment
    command = [sys.executable, "-c", "from lms import settings; print(settings.SECRET_KEY)"]
    return subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("name", "nonsense"),
    [("DEBUG", "perhaps"), ("CLIP_MAX_MB", "-1"), ("CLIP_MAX_SECONDS", "long"), ("BASE_URL", "hoc.example")],
)
def test_nonsense_is_refused_by_name(tmp_path, name: str, nonsense: str):
    started = start(tmp_path, **{name: nonsense})
    assert (started.returncode, name in started.stderr) == (1, True)


def test_the_secret_is_made_once_and_kept_to_its_owner(tmp_path):
    first, second = start(tmp_path), start(tmp_path)
    assert first.stdout == second.stdout != "\n"
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
