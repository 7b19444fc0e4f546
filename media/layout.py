"""Where a clip's files lie in the storage, and what each is called.

clips/<uuid>/<build>/ holds everything that one packaging run made. A file never changes after it is published: the
second stage of a build adds files, and a master playlist of another name; a new video, or a new recipe, is a new build.
So every file may be kept by phones and caches for ever.
"""

import secrets
from collections.abc import Iterator
from pathlib import PurePosixPath
from uuid import UUID

from django.core.files.storage import Storage

ROOT = "clips"
MASTER = "master.m3u8"  # lists all that there is
FIRST_MASTER = "first.m3u8"  # lists what the first stage made
PROGRESSIVE = "progressive.mp4"
POSTER = "poster.webp"
STORYBOARD = "storyboard.json"
STORYBOARD_SHEET = "storyboard.webp"
SOUND = "audio"
PLAYLIST = ".m3u8"

CONTENT_TYPES = {
    PLAYLIST: "application/vnd.apple.mpegurl",
    ".mp4": "video/mp4",
    ".webp": "image/webp",
    ".json": "application/json",
}


def new_build() -> str:
    return secrets.token_hex(8)


def clip_folder(uuid: UUID) -> str:
    return f"{ROOT}/{uuid}"


def build_folder(uuid: UUID, build: str) -> str:
    return f"{clip_folder(uuid)}/{build}"


def fresh_name(original: str) -> str:
    """A name nobody can guess or collide with; only a plain extension of the sender's own name survives."""
    extension = PurePosixPath(original).suffix.lower()
    return secrets.token_hex(16) + (extension if extension[1:].isalnum() and extension.isascii() else "")


def builds(storage: Storage, uuid: UUID) -> list[str]:
    return sorted(_listed(storage, clip_folder(uuid))[0])


def remove_folder(storage: Storage, folder: str) -> None:
    """Everything below a folder, and where the storage has such a thing, the folder itself."""
    for path in list(_walk(storage, folder)):
        storage.delete(path)


def _walk(storage: Storage, folder: str) -> Iterator[str]:
    folders, files = _listed(storage, folder)
    for name in files:
        yield f"{folder}/{name}"
    for name in folders:
        yield from _walk(storage, f"{folder}/{name}")
    if storage.exists(folder):
        yield folder


def _listed(storage: Storage, folder: str) -> tuple[list[str], list[str]]:
    try:
        return storage.listdir(folder)
    except FileNotFoundError:
        return [], []
