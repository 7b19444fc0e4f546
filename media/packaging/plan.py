"""What to make of a video, decided before anything is started: pure, so that it can be read and tested without ffmpeg.

The smallest rendition comes first, so that a clip can be watched long before the large ones are there. Sizes go by the
short side, so a portrait clip stays as sharp as a landscape one; nothing is ever enlarged. The figures are measured by
`make bench-media`; see docs/clips.md.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

FPS_AT_MOST = 30
FPS_AT_LEAST = 7  # each is shown several times where there are fewer
SOUND_KBPS = 32
LONGEST_TO_SHORTEST = 2.5  # a taller screen recording, or a panorama, is made smaller as a whole
AT_ONCE = 1_250_000_000  # pixels to decode, 20 s of 1080p: below that all is there in the time of two stages' first


@dataclass(frozen=True)
class Source:
    """What the probe found. Width and height are of square pixels, before rotation, 0 for a sound recording; duration
    in seconds."""

    width: int
    height: int
    rotation: int
    fps: float
    duration: float
    has_audio: bool
    is_hdr: bool = False
    is_wide: bool = False  # the colours of BT.2020, with or without HDR
    is_interlaced: bool = False
    still: float = 0  # of the duration: how long the last picture stands while there is sound

    @property
    def has_picture(self) -> bool:
        return self.width > 0

    @property
    def seen(self) -> tuple[int, int]:
        """Width and height as a person sees it."""
        return (self.height, self.width) if self.rotation in (90, 270) else (self.width, self.height)

    @property
    def is_large(self) -> bool:
        """At least twice the smallest rendition: what is small in it is gone there."""
        return min(self.width, self.height) >= 2 * SAVER.short_side

    @property
    def pixels(self) -> float:
        """How many are to be decoded: what the time of the work goes by."""
        return self.width * self.height * self.fps * self.duration


@dataclass(frozen=True)
class Rung:
    name: str
    short_side: int
    crf: int
    cap_kbps: int
    preset: str
    encoder: str = "libx264"
    tuning: str = ""  # words of the encoder's own


# Moved to a quarter of a point, and looked for in few places: scrolled text for half the bytes, for a tenth more work.
FINE = "subme=3:trellis=1:me=dia"
SMALL_WITHIN = "partitions=i8x8,i4x4:ref=2"  # a tenth fewer bytes for text that is scrolled, and no more work there
MANY_BETWEEN = "partitions=i8x8:bframes=8:rc-lookahead=50:aq-strength=0.6"  # what so few bytes need most
CALM_START = "vbv-init=0.75"  # less of a burst in the first second: a clip of ten keeps to its MB a minute as well
HIGH = Rung("high", 720, crf=27, cap_kbps=1200, preset="veryfast", tuning=f"{FINE}:{SMALL_WITHIN}")
LOW = Rung("low", 480, crf=31, cap_kbps=450, preset="superfast")  # as good as veryfast at 28, for less work
SAVER = Rung("saver", 360, crf=28, cap_kbps=128, preset="veryfast", tuning=f"{FINE}:{MANY_BETWEEN}:{CALM_START}")
SAVER_AV1 = Rung("saver-av1", 480, crf=60, cap_kbps=100, preset="12", encoder="libsvtav1")


@dataclass(frozen=True)
class Rendition:
    rung: Rung
    width: int
    height: int


@dataclass(frozen=True)
class Stage:
    """What one process makes, to be shown as soon as it is whole. The first brings the sound and the stills as well."""

    renditions: tuple[Rendition, ...]  # largest first: each is made from the one before it
    is_first: bool
    is_last: bool

    @property
    def is_awaited(self) -> bool:
        """The first of two: until it is whole there is nothing to watch."""
        return self.is_first and not self.is_last


@dataclass(frozen=True)
class Plan:
    stages: tuple[Stage, ...]
    fps: Fraction
    duration: float
    has_audio: bool
    is_hdr: bool
    is_large: bool
    still: float = 0
    is_wide: bool = False
    is_interlaced: bool = False

    @property
    def has_picture(self) -> bool:
        return bool(self.stages[0].renditions)

    @property
    def file_bytes_at_most(self) -> int:
        """No file of this plan can honestly become larger than this."""
        return int((HIGH.cap_kbps + SOUND_KBPS) * 125 * self.duration * 2) + 20_000_000

    @property
    def seconds_at_most(self) -> float:
        return 60 + 12 * self.duration


def plan(source: Source, *, has_av1: bool = False, in_a_hurry: bool = True) -> Plan:
    """`in_a_hurry`: somebody waits to watch it. Otherwise all is made at once, which decodes the video only once."""
    renditions = _renditions(*source.seen, has_av1) if source.has_picture else []
    return Plan(
        stages=_stages(renditions, in_a_hurry and source.pixels > AT_ONCE),
        fps=_fps(source.fps),
        duration=source.duration,
        has_audio=source.has_audio,
        is_hdr=source.is_hdr,
        is_large=source.is_large,
        still=source.still,
        is_wide=source.is_wide,
        is_interlaced=source.is_interlaced,
    )


def _stages(renditions: list[Rendition], in_two: bool) -> tuple[Stage, ...]:
    first = [rendition for rendition in renditions if rendition.rung == SAVER]
    rest = [rendition for rendition in renditions if rendition.rung != SAVER]
    if not (in_two and rest):
        return (Stage(tuple(renditions), is_first=True, is_last=True),)
    return Stage(tuple(first), is_first=True, is_last=False), Stage(tuple(rest), is_first=False, is_last=True)


def _renditions(width: int, height: int, has_av1: bool) -> list[Rendition]:
    """The saver always; a larger one only where the video has more to show."""
    short = min(width, height)
    rungs = [SAVER_AV1] if has_av1 else []
    if short > SAVER.short_side:
        rungs.append(LOW)
    if short >= HIGH.short_side:
        rungs.append(HIGH)
    rungs.append(SAVER)
    fitted = [Rendition(rung, *fit(width, height, rung.short_side)) for rung in rungs]
    return sorted(fitted, key=lambda rendition: -rendition.width)


def fit(width: int, height: int, short_side: int) -> tuple[int, int]:
    """Even width and height of the same shape, no larger than the original."""
    scale = min(1, short_side / min(width, height), short_side * LONGEST_TO_SHORTEST / max(width, height))
    return _even(width * scale), _even(height * scale)


def _even(side: float) -> int:
    return max(2, round(side / 2) * 2)


def _fps(fps: float) -> Fraction:
    fps = max(1, min(fps, FPS_AT_MOST))
    return Fraction(fps * ceil(FPS_AT_LEAST / fps)).limit_denominator(1001)
