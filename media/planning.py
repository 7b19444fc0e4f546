"""What to make of a video, decided before anything is started: pure, so that it can be read and tested without ffmpeg.

One process decodes the upload once and makes every rendition. Sizes go by the short side, so a portrait clip stays as
sharp as a landscape one; nothing is ever enlarged. The figures are measured; see docs/clips.md.
"""

from dataclasses import dataclass
from fractions import Fraction

FPS_AT_MOST = 30
SOUND_KBPS = 40
LONGEST_TO_SHORTEST = 2.5  # a taller screen recording, or a panorama, is made smaller as a whole


@dataclass(frozen=True)
class Source:
    """What the probe found. Width and height are of square pixels, before rotation; duration in seconds."""

    width: int
    height: int
    rotation: int
    fps: float
    duration: float
    has_audio: bool
    is_hdr: bool = False

    @property
    def seen(self) -> tuple[int, int]:
        """Width and height as a person sees it."""
        return (self.height, self.width) if self.rotation in (90, 270) else (self.width, self.height)


@dataclass(frozen=True)
class Rung:
    name: str
    short_side: int
    crf: int
    cap_kbps: int


HIGH = Rung("high", 720, crf=27, cap_kbps=1200)
LOW = Rung("low", 480, crf=28, cap_kbps=500)
SAVER = Rung("saver", 360, crf=30, cap_kbps=200)


@dataclass(frozen=True)
class Rendition:
    rung: Rung
    width: int
    height: int


@dataclass(frozen=True)
class Plan:
    renditions: tuple[Rendition, ...]  # largest first: each is made from the one before it
    fps: Fraction
    duration: float
    has_audio: bool
    is_hdr: bool

    @property
    def file_bytes_at_most(self) -> int:
        """No file of this plan can honestly become larger than this."""
        kbps = max(rendition.rung.cap_kbps for rendition in self.renditions) + SOUND_KBPS
        return int(kbps * 125 * self.duration * 2) + 20_000_000

    @property
    def seconds_at_most(self) -> float:
        return 60 + 12 * self.duration


def plan(source: Source) -> Plan:
    return Plan(
        renditions=tuple(_renditions(*source.seen)),
        fps=_fps(source.fps),
        duration=source.duration,
        has_audio=source.has_audio,
        is_hdr=source.is_hdr,
    )


def _renditions(width: int, height: int) -> list[Rendition]:
    """The saver always; a larger one only where the video has more to show."""
    short = min(width, height)
    rungs = [SAVER]
    if short > SAVER.short_side:
        rungs.insert(0, LOW)
    if short >= HIGH.short_side:
        rungs.insert(0, HIGH)
    return [Rendition(rung, *fit(width, height, rung.short_side)) for rung in rungs]


def fit(width: int, height: int, short_side: int) -> tuple[int, int]:
    """Even width and height of the same shape, no larger than the original."""
    scale = min(1, short_side / min(width, height), short_side * LONGEST_TO_SHORTEST / max(width, height))
    return _even(width * scale), _even(height * scale)


def _even(side: float) -> int:
    return max(2, round(side / 2) * 2)


def _fps(fps: float) -> Fraction:
    return Fraction(min(fps, FPS_AT_MOST)).limit_denominator(1001) if fps >= 1 else Fraction(1)
