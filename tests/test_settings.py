"""A value that makes no sense stops the start, and its name is said."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from environs import ValidationError

from lms.web import storage_url

ROOT = Path(__file__).resolve().parents[1]


def start(
    tmp_path: Path, said: str = "from lms import settings; print(settings.SECRET_KEY)", **environment: str
) -> subprocess.CompletedProcess:
    surroundings = os.environ | {"VAR_DIR": str(tmp_path), "DATABASE_URL": ""} | environment
    command = [sys.executable, "-c", said]
    return subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("name", "nonsense"),
    [
        ("DEBUG", "perhaps"),
        ("SECOND_FACTOR", "sometimes"),
        ("CLIP_MAX_MB", "-1"),
        ("CLIP_MAX_SECONDS", "long"),
        ("BASE_URL", "hoc.example"),
        ("STORAGE_URL", "s3://hoc"),
        ("CDN_URL", "cdn.hoc.example"),
        ("CLIP_ACCEL", "kho"),
        ("CACHE_URL", "memcached://cache"),
    ],
)
def test_nonsense_is_refused_by_name(tmp_path, name: str, nonsense: str):
    started = start(tmp_path, **{name: nonsense})
    assert (started.returncode, name in started.stderr) == (1, True)


def test_files_in_a_bucket_are_not_handed_out_by_a_web_server_in_front(tmp_path):
    started = start(tmp_path, CLIP_ACCEL="/kho", STORAGE_URL="s3://hoc?endpoint=https://s3.example")
    assert (started.returncode, "CLIP_ACCEL" in started.stderr) == (1, True)


@pytest.mark.parametrize(
    "nonsense",
    [
        "hoc",
        "https://s3.example/hoc",
        "s3://Hoc?region=vn",
        "s3://key:secret@hoc?region=vn",
        "s3://hoc",
        "s3://hoc?region=",
        "s3://hoc?region=vn&acl=public",
        "s3://hoc?endpoint=",
        "s3://hoc?endpoint=s3.example",
        "s3://hoc?endpoint=https://s3.example/hoc",
        "s3://hoc?endpoint=https://key:secret@s3.example",
        "s3://hoc?region=vn&addressing=any",
    ],
)
def test_an_address_of_a_storage_that_makes_no_sense_is_refused(nonsense: str):
    with pytest.raises(ValidationError):
        storage_url.bucket(nonsense)


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("s3://hoc?endpoint=https://s3.example:9000", "https://s3.example:9000"),
        ("s3://hoc/lms?endpoint=https://s3.example/&addressing=virtual", "https://hoc.s3.example"),
        ("s3://hoc?region=ap-southeast-1", "https://hoc.s3.ap-southeast-1.amazonaws.com"),
    ],
)
def test_the_policy_lets_phones_fetch_from_where_the_bucket_answers(address: str, origin: str):
    assert storage_url.origins(storage_url.bucket(address)) == [origin]
    assert storage_url.origins(storage_url.bucket("")) == []


def test_the_policy_names_the_bucket_and_the_cache_and_nothing_else(tmp_path):
    policy = "settings.CONTENT_SECURITY_POLICY['DIRECTIVES']"
    said = f"from lms import settings; print({policy}['connect-src'], {policy}['script-src'])"
    elsewhere = {"STORAGE_URL": "s3://hoc?endpoint=https://s3.example", "CDN_URL": "https://cdn.example/"}
    assert start(tmp_path, said, **elsewhere).stdout == (
        "[\"'self'\", 'https://s3.example', 'https://cdn.example'] [\"'self'\"]\n"
    )
    assert start(tmp_path, said).stdout == "[\"'self'\"] [\"'self'\"]\n"


def test_the_secret_is_made_once_and_kept_to_its_owner(tmp_path):
    first, second = start(tmp_path), start(tmp_path)
    assert first.stdout == second.stdout != "\n"
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("said", "asked"), [({}, "True"), ({"SECOND_FACTOR": "off"}, "False")])
def test_a_code_is_asked_for_unless_told_otherwise(tmp_path, said: dict[str, str], asked: str):
    started = start(tmp_path, "from lms import settings; print(settings.SECOND_FACTOR)", **said)
    assert started.stdout == f"{asked}\n"
