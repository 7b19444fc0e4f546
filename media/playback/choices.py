"""What a phone may choose from: every picture and sound of a clip, with its weight and where its pieces lie.

The playlists say all of it, but a phone on a slow line would ask for four of them, one round trip after the other,
before it could ask for a picture. So the page carries the table. It is read from the playlists themselves, in whatever
storage they are, once for each build: a build never changes.
"""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit

from django.core.cache import cache
from django.core.files.storage import default_storage

from media.layout import build_folder
from media.models import Clip

ATTRIBUTE = re.compile(r'([A-Z-]+)=(?:"([^"]*)"|([^",]+))')
INITIAL = re.compile(r'#EXT-X-MAP:URI="([^"]+)",BYTERANGE="(\d+)@(\d+)"')
PIECE = re.compile(r"#EXTINF:([\d.]+),.*\n#EXT-X-BYTERANGE:(\d+)@(\d+)\n(.+)")
KEPT_SECONDS = 24 * 3600


class UnreadablePlaylistError(ValueError):
    """Not as `media.packaging.recipe` writes playlists; the phone's own player may still understand them."""


def offer(clip: Clip) -> dict | None:
    """{"pictures": [track, …], "sounds": [track, …]} in the order of the master playlist; None: it cannot be read.

    A track is {"file": address relative to the master, "type": as browsers spell it, "parts": [[seconds, bytes], …]},
    its parts one after the other from the beginning of the file, the first one (0 seconds) describing the others. A
    picture has besides: name, width, height, fps, bps. A sound has language and label.
    """
    master = PurePosixPath(urlsplit(clip.master_url).path).name
    key = f"clip-offer:{clip.uuid}:{clip.build}:{master}"
    kept = cache.get(key)
    if kept is None:
        kept = _read(build_folder(clip.uuid, clip.build), master)
        cache.set(key, kept or {}, KEPT_SECONDS if kept else 1)
    return kept or None


def weight(*tracks: dict) -> float:
    """What playing these together to the end costs, in MB; never shown as nothing."""
    return max(0.1, round(sum(size for track in tracks for _, size in track["parts"]) / 1_000_000, 1))


def _read(folder: str, master: str) -> dict | None:
    def text(name: str) -> str:
        with default_storage.open(f"{folder}/{name}") as file:
            return file.read().decode()

    try:
        return read_master(text(master), text)
    except (OSError, KeyError, ValueError):
        return None


def read_master(master: str, read: Callable[[str], str]) -> dict:
    """`read` gives the text of a media playlist by the name that the master calls it."""
    lines = master.splitlines()
    variants = [(_attributes(line), name) for line, name in pairwise(lines) if line.startswith("#EXT-X-STREAM-INF:")]
    media = [_attributes(line) for line in lines if line.startswith("#EXT-X-MEDIA:TYPE=AUDIO")]
    sound_codec = variants[0][0]["CODECS"].split(",")[-1] if variants else ""
    pictures = [_picture(said, name, read) for said, name in variants if "RESOLUTION" in said]
    alone = [{"URI": name} for said, name in variants if "RESOLUTION" not in said]
    sounds = [_sound(said, sound_codec, read) for said in media or alone[:1]]
    return {"pictures": pictures, "sounds": sounds}


def _picture(said: dict[str, str], name: str, read: Callable[[str], str]) -> dict:
    width, height = map(int, said["RESOLUTION"].split("x"))
    return {
        "name": PurePosixPath(name).stem,
        **_track(name, f'video/mp4; codecs="{said["CODECS"].split(",")[0]}"', read),
        "width": width,
        "height": height,
        "fps": float(said.get("FRAME-RATE", 30)),
        "bps": int(said["BANDWIDTH"]),
    }


def _sound(said: dict[str, str], codec: str, read: Callable[[str], str]) -> dict:
    track = _track(said["URI"], f'audio/mp4; codecs="{codec}"', read)
    return {"language": said.get("LANGUAGE", ""), "label": said.get("NAME", ""), **track}


def _track(address: str, kind: str, read: Callable[[str], str]) -> dict:
    """Its pieces; Unreadable unless they follow one another in one file from its beginning."""
    playlist = read(address)
    initial = INITIAL.search(playlist)
    pieces = PIECE.findall(playlist)
    if not initial or not pieces or {name for *_, name in pieces} != {initial[1]}:
        raise UnreadablePlaylistError(address)
    parts: list[list[float]] = [[0, int(initial[2])]]
    at = int(initial[3]) + int(initial[2])
    for seconds, size, offset, _ in pieces:
        if int(offset) != at:
            raise UnreadablePlaylistError(address)
        parts.append([round(float(seconds), 3), int(size)])
        at += int(size)
    return {"file": urljoin(address, initial[1]), "type": kind, "parts": parts}


def _attributes(line: str) -> dict[str, str]:
    return {name: quoted or plain for name, quoted, plain in ATTRIBUTE.findall(line.partition(":")[2])}
