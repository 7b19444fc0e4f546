"""Read the playlists that were made, and write the one that lists them all.

Nothing here is guessed: what a rendition weighs is measured from its segments, and its codec is read from its file, so
that a phone can trust the figures when it chooses. Pure.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

SEGMENT = re.compile(r"#EXTINF:([\d.]+),.*\n#EXT-X-BYTERANGE:(\d+)@\d+")
INITIAL = re.compile(r'#EXT-X-MAP:URI="[^"]+",BYTERANGE="(\d+)@0"')


@dataclass(frozen=True)
class Track:
    """One media playlist: (seconds, bytes) of each segment, and the codec as browsers spell it."""

    name: str
    segments: tuple[tuple[float, int], ...]
    codec: str

    @property
    def duration(self) -> float:
        return sum(seconds for seconds, _ in self.segments)

    @property
    def peak(self) -> int:
        """Bits a second of the heaviest segment."""
        return max(round(size * 8 / seconds) for seconds, size in self.segments)

    @property
    def average(self) -> int:
        return round(sum(size for _, size in self.segments) * 8 / self.duration)


@dataclass(frozen=True)
class Picture:
    track: Track
    width: int
    height: int


def segments(playlist: str) -> tuple[tuple[float, int], ...]:
    return tuple((float(seconds), int(size)) for seconds, size in SEGMENT.findall(playlist) if float(seconds))


def initial_bytes(playlist: str) -> int:
    """How many bytes at the start of the file describe the rest of it."""
    found = INITIAL.search(playlist)
    assert found is not None  # every playlist that packaging writes says so
    return int(found[1])


def h264_codec(head: bytes) -> str:
    """Profile, constraints and level of H.264, from the file's own description (ISO/IEC 14496-15, 5.3.3.1)."""
    at = head.index(b"avcC") + 5
    return "avc1." + head[at : at + 3].hex()


def av1_codec(head: bytes) -> str:
    """Profile, level, tier and depth of AV1, from the file's own description (AV1 in ISO BMFF, 2.3.3 and 5)."""
    at = head.index(b"av1C") + 5
    profile, level = head[at] >> 5, head[at] & 31
    tier = "H" if head[at + 1] & 128 else "M"
    depth = "10" if head[at + 1] & 64 else "08"
    return f"av01.{profile}.{level:02}{tier}.{depth}"


def sound_codec(head: bytes) -> str:
    """The kind of AAC: the first five bits of the decoder's description (ISO/IEC 14496-3, 1.6.2.1)."""
    at = head.index(b"\x05", head.index(b"esds") + 8)
    while head[at + 1] & 0x80:  # the length takes one to four bytes
        at += 1
    return f"mp4a.40.{head[at + 2] >> 3}"


def master(pictures: list[Picture], sound: Track | None, fps: Fraction, language: str) -> str:
    """The master playlist. Players that choose for themselves begin with the first one listed."""
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    if sound and not pictures:
        lines += [_only_sound(sound), f"{sound.name}.m3u8"]
    elif sound:
        lines.append(
            f'#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="{language}",LANGUAGE="{language}",DEFAULT=YES,'
            f'AUTOSELECT=YES,CHANNELS="1",URI="{sound.name}.m3u8"'
        )
    for picture in pictures:
        lines += [_variant(picture, sound, fps), f"{picture.track.name}.m3u8"]
    return "\n".join(lines) + "\n"


def _only_sound(sound: Track) -> str:
    return f'#EXT-X-STREAM-INF:BANDWIDTH={sound.peak},AVERAGE-BANDWIDTH={sound.average},CODECS="{sound.codec}"'


def _variant(picture: Picture, sound: Track | None, fps: Fraction) -> str:
    tracks = [picture.track, *([sound] if sound else [])]
    attributes = [
        f"BANDWIDTH={sum(track.peak for track in tracks)}",
        f"AVERAGE-BANDWIDTH={sum(track.average for track in tracks)}",
        f'CODECS="{",".join(track.codec for track in tracks)}"',
        f"RESOLUTION={picture.width}x{picture.height}",
        f"FRAME-RATE={float(fps):.3f}",
        *(['AUDIO="sound"'] if sound else []),
    ]
    return "#EXT-X-STREAM-INF:" + ",".join(attributes)
