"""Whether a file claims to be something to watch or to hear, by its first bytes: asked before the rest of it is sent,
so that nobody waits in vain. It is no proof; the finished file is opened by `probing`."""

ATOMS = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"}  # how an mp4, mov, m4a or 3gp may begin
BEGINNINGS = (b"\x1aE\xdf\xa3", b"ID3", b"OggS", b"fLaC", b"#!AMR")  # Matroska and WebM, mp3, Ogg, FLAC, AMR
RIFF_FORMS = {b"AVI ", b"WAVE"}
NEEDED = 12  # bytes


def can_be_played(head: bytes) -> bool:
    if len(head) < NEEDED:
        return False
    if head[:4] == b"RIFF":
        return head[8:12] in RIFF_FORMS
    return head[4:8] in ATOMS or head.startswith(BEGINNINGS) or _is_mpeg_frame(head)


def _is_mpeg_frame(head: bytes) -> bool:
    """An mp3 without a label, or AAC as it is broadcast: eleven bits set (ISO/IEC 11172-3, 2.4.1.3)."""
    return head[0] == 0xFF and head[1] & 0xE0 == 0xE0
