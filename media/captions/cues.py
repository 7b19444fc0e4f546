"""One thing that is said, and the mistakes that can be made in writing it down."""

import html
from dataclasses import dataclass, field
from itertools import zip_longest

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LAST_CUE_SECONDS = 5.0  # how long the last line stays when nobody knows yet how long the clip is


@dataclass(frozen=True)
class Cue:
    start: float  # seconds
    end: float | None  # None: until the next one begins
    text: str


@dataclass(frozen=True)
class Reading:
    """What was understood, and a ValidationError for each cue that was left out."""

    cues: list[Cue]
    skipped: list[ValidationError] = field(default_factory=list)


def mistake(number: int, what: str) -> ValidationError:
    return ValidationError(_("Line %(number)d: %(what)s"), params={"number": number, "what": what})


def seconds(hours: str | None, minutes: str, whole: str, fraction: str | None) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(whole) + float(f"0.{fraction or 0}")


def write_webvtt(cues: list[Cue], duration: float | None) -> str:
    blocks = ["WEBVTT"]
    for cue, following in zip_longest(cues, cues[1:]):
        end = cue.end or (following.start if following else duration or 0)
        end = end if end > cue.start else cue.start + LAST_CUE_SECONDS
        blocks.append(f"{_clock(cue.start)} --> {_clock(end)}\n{html.escape(cue.text, quote=False)}")
    return "\n\n".join(blocks) + "\n"


def _clock(moment: float) -> str:
    whole, thousandths = divmod(round(moment * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{thousandths:03}"
