"""What is said in a clip: typed by a trainer, read by learners as captions and as a transcript.

The trainer's own form is a line for each thing said, `0:08 Chị chạm hình bánh răng.`; WebVTT and SRT that someone
pastes are read too. A mistake is reported with the number of its line.
"""

import html
import re
from dataclasses import dataclass
from itertools import zip_longest

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

OWN_LINE = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)(?:[.,](\d{1,3}))?(?:\s+(.*))?")
TOO_MANY_SECONDS = re.compile(r"(?:\d{1,2}:)?\d{1,3}:[6-9]\d\b")
TIMING = re.compile(
    r"(?:(\d{1,2}):)?(\d{1,2}):([0-5]\d)[.,](\d{1,3})\s*-->\s*(?:(\d{1,2}):)?(\d{1,2}):([0-5]\d)[.,](\d{1,3})(?:\s.*)?"
)
FROM_TO = re.compile(r"^\s*[\d:.,]+\s*-->", re.MULTILINE)  # whoever writes an arrow between words means the words
MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|<[\d:.]+>|\{\\[^{}]*\}")
CHAPTERS_AT_MOST = 40
CHAPTER_NAME_AT_MOST = 80  # characters: it is read on a button
LAST_CUE_SECONDS = 5.0  # how long the last line stays when nobody knows yet how long the clip is


@dataclass(frozen=True)
class Cue:
    start: float  # seconds
    end: float | None  # None: until the next one begins
    text: str


def validate_captions(text: str) -> list[Cue]:
    cues = read_cues(text)
    if text.strip() and not cues:
        raise _mistake(1, _("the time should look like 00:00:08.000 --> 00:00:12.000."))
    return cues


def validate_chapters(text: str) -> None:
    """The same lines as what is said, but fewer and shorter: they become a list to choose from."""
    cues = validate_captions(text)
    if len(cues) > CHAPTERS_AT_MOST:
        raise ValidationError(_("Please name at most %(count)d parts."), params={"count": CHAPTERS_AT_MOST})
    for cue in cues:
        if len(cue.text) > CHAPTER_NAME_AT_MOST:
            raise ValidationError(_("The name “%(name)s…” is too long for a part."), params={"name": cue.text[:30]})


def read_cues(text: str) -> list[Cue]:
    """The cues in order; ValidationError names the first line that cannot be understood."""
    lines = text.lstrip("\ufeff").splitlines()
    pasted = text.lstrip("\ufeff \n\r").startswith("WEBVTT") or FROM_TO.search(text)
    cues = _read_pasted(lines) if pasted else _read_own(lines)
    return sorted(cues, key=lambda cue: cue.start) if pasted else cues


def write_webvtt(cues: list[Cue], duration: float | None) -> str:
    blocks = ["WEBVTT"]
    for cue, following in zip_longest(cues, cues[1:]):
        end = cue.end or (following.start if following else duration or 0)
        end = end if end > cue.start else cue.start + LAST_CUE_SECONDS
        blocks.append(f"{_clock(cue.start)} --> {_clock(end)}\n{html.escape(cue.text, quote=False)}")
    return "\n\n".join(blocks) + "\n"


def _read_own(lines: list[str]) -> list[Cue]:
    cues: list[Cue] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        match = OWN_LINE.fullmatch(line.strip())
        if not match and TOO_MANY_SECONDS.match(line.strip()):
            raise _mistake(number, _("a minute has 60 seconds: write 1:39, not 0:99."))
        if not match:
            raise _mistake(number, _("begin with the minute and the second, for example 0:08."))
        start, said = _seconds(*match.groups()[:4]), match[5]
        if not said:
            raise _mistake(number, _("after the time, write what is said."))
        if cues and start <= cues[-1].start:
            raise _mistake(number, _("its time must be later than that of the line above."))
        cues.append(Cue(start, None, said))
    return cues


def _read_pasted(lines: list[str]) -> list[Cue]:
    cues: list[Cue] = []
    times: tuple[float, float] | None = None
    said: list[str] = []  # the lines of the cue being read
    for number, line in enumerate([*lines, ""], 1):
        if "-->" in line:
            if said and said[-1].isdecimal():
                said.pop()  # the number of this cue, with no empty line before it
            cues += _cue(times, said)
            times, said = _read_timing(number, line), []
        elif times and line.strip():
            said.append(html.unescape(MARKUP.sub("", line.strip())))
        elif said:
            cues += _cue(times, said)
            times, said = None, []
    return cues


def _cue(times: tuple[float, float] | None, said: list[str]) -> list[Cue]:
    return [Cue(*times, " ".join(said))] if times and said else []


def _read_timing(number: int, line: str) -> tuple[float, float]:
    match = TIMING.fullmatch(line.strip())
    if not match:
        raise _mistake(number, _("the time should look like 00:00:08.000 --> 00:00:12.000."))
    start, end = _seconds(*match.groups()[:4]), _seconds(*match.groups()[4:])
    if end <= start:
        raise _mistake(number, _("it ends before it begins."))
    return start, end


def _seconds(hours: str | None, minutes: str, seconds: str, fraction: str | None) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction or 0}")


def _clock(seconds: float) -> str:
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{thousandths:03}"


def _mistake(number: int, what: str) -> ValidationError:
    return ValidationError(_("Line %(number)d: %(what)s"), params={"number": number, "what": what})
