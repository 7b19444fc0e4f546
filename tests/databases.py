"""The test databases: all migrations are applied once, and each worker begins with a copy.

Migrating takes ten seconds, a copy none, and nothing that an earlier run left behind is met again. The original is
laid anew when a migration, a locked package or the founding has changed; it bears a digest of these.
"""

import hashlib
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import cache
from pathlib import Path
from shutil import copyfile
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from psycopg.sql import SQL, Identifier, Literal

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("*/migrations/*.py", "lms/*/migrations/*.py", "lms/studio/founding.py", "requirements.lock")
ORIGINAL = "test_original"


def lay() -> None:
    """Make the original that `copy` copies, unless it is there and still right."""
    if settings.DATABASE_URL:
        _lay_on_server()
    else:
        lay_file()


def copy(worker: str) -> str:
    """Copy the original for one worker, over whatever an earlier run left; the copy's name."""
    if settings.DATABASE_URL:
        name = on_server(f"test_{worker}")
        with _server() as server:
            _remake(server, name, template=on_server(ORIGINAL))
        return name
    file = settings.VAR_DIR / f"test_{worker}.sqlite3"
    for rest in ("-wal", "-shm"):
        Path(f"{file}{rest}").unlink(missing_ok=True)
    copyfile(lay_file(), file)
    return str(file)


def lay_file() -> Path:
    """The original as a file, made where it is not there or no longer right."""
    original = settings.VAR_DIR / f"{ORIGINAL}.sqlite3"
    with closing(sqlite3.connect(original)) as file:
        if file.execute("PRAGMA user_version").fetchone() == (digest(),):
            return original
    original.unlink()
    _found(f"sqlite:///{original}")
    with closing(sqlite3.connect(original)) as file:
        file.execute("PRAGMA journal_mode=DELETE")  # one file is all there is to copy
        file.execute(f"PRAGMA user_version={digest()}")
    return original


def _lay_on_server() -> None:
    original = on_server(ORIGINAL)
    with _server() as server:
        note = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
        if server.execute(note, [original]).fetchone() == (str(digest()),):
            return
        _remake(server, original)
        _found(urlunsplit(urlsplit(settings.DATABASE_URL)._replace(path=f"/{original}")))
        server.execute(SQL("COMMENT ON DATABASE {} IS {}").format(Identifier(original), Literal(str(digest()))))


def on_server(name: str) -> str:
    """Beside the database that the address names, and not to be mistaken for another project's."""
    return f"{urlsplit(settings.DATABASE_URL).path.strip('/')}_{name}"


@cache
def digest() -> int:
    """Of all that decides what an empty database looks like; it fits into SQLite's own note on a file."""
    sources = sorted(path for pattern in SOURCES for path in ROOT.glob(pattern))
    return int(hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:7], 16)


def _found(address: str) -> None:
    environment = os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    for command in ("migrate", "prepare"):
        subprocess.run(
            [sys.executable, "manage.py", command, "-v0"],
            cwd=ROOT,
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )


def _server() -> psycopg.Connection:
    return psycopg.connect(settings.DATABASE_URL, autocommit=True)


def _remake(server: psycopg.Connection, name: str, *, template: str = "template0") -> None:
    server.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
    server.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template)))
