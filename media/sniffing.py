"""What kind of file this claims to be, by its first bytes: asked before the rest of it is sent, so that nobody waits in
vain. It is no proof; the finished file is opened by `probing`."""

from enum import StrEnum

ATOMS = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"}  # how an mp4, mov or 3gp may begin
MATROSKA = b"\x1aE\xdf\xa3"
SOUND = (b"ID3", b"OggS", b"fLaC", b"#!AMR", MATROSKA)
NEEDED = 12  # bytes


class Kind(StrEnum):
    VIDEO = "video"
    SOUND = "sound"


def looks_like(kind: Kind, head: bytes) -> bool:
    if len(head) < NEEDED:
        return False
    if head[4:8] in ATOMS:
        return True
    if kind is Kind.VIDEO:
        return head.startswith(MATROSKA) or _riff(head, b"AVI ")
    return head.startswith(SOUND) or _riff(head, b"WAVE") or _mpeg_frame(head)


def _riff(head: bytes, form: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == form


def _mpeg_frame(head: bytes) -> bool:
    """An mp3 without a label, or AAC as it is broadcast: eleven bits set (ISO/IEC 11172-3, 2.4.1.3)."""
    return head[0] == 0xFF and head[1] & 0xE0 == 0xE0
