"""WebVTT, SRT and SBV, as people find them: a faulty cue is left out and named, YouTube's rolling captions, which show
each line twice, become one line after the other."""

import html
import re
from dataclasses import dataclass, replace
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from media.captions.cues import Cue, Reading, mistake, seconds

TIME = r"(?:(\d{1,2}):)?(\d{1,2}):([0-5]\d)[.,](\d{1,3})"
TIMING = re.compile(rf"{TIME}\s*-->\s*{TIME}(?:\s.*)?")
SBV_TIMING = re.compile(r"(\d{1,2}):(\d\d):([0-5]\d)\.(\d{1,3}),(\d{1,2}):(\d\d):([0-5]\d)\.(\d{1,3})")
FROM_TO = re.compile(r"^[ \t]*[\d:.,]+[ \t]*-->", re.MULTILINE)  # an arrow between words is one of the words
MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|<[\d:.]+>|\{\\[^{}]*\}")
TOGETHER = 0.1  # seconds between two cues that follow one another
ROLLING = 1 / 3  # of all cues, and at least three: then a line that is repeated is not said again
ROLLING_AT_LEAST = 3


@dataclass(frozen=True)
class Block:
    """A cue with its lines as they stand in the file."""

    start: float
    end: float
    lines: tuple[str, ...]


def is_pasted(text: str) -> bool:
    head = text.lstrip()[:2000].splitlines()
    return bool(head) and (
        head[0].startswith("WEBVTT") or bool(FROM_TO.search(text)) or bool(SBV_TIMING.fullmatch(head[0].strip()))
    )


def read_pasted(lines: list[str]) -> Reading:
    blocks, skipped = _blocks(lines)
    if _is_rolling(blocks):
        blocks = _said_once(blocks)
    cues = [Cue(block.start, block.end, " ".join(block.lines)) for block in blocks]
    return Reading(sorted(cues, key=lambda cue: cue.start), skipped)


def _blocks(lines: list[str]) -> tuple[list[Block], list[ValidationError]]:
    blocks: list[Block] = []
    skipped: list[ValidationError] = []
    times: tuple[float, float] | None = None
    said: list[str] = []

    def close() -> None:
        nonlocal times
        if times and said:
            blocks.append(Block(*times, tuple(said)))
        times = None
        said.clear()

    for number, line in enumerate(map(str.strip, [*lines, ""]), 1):
        if "-->" in line or SBV_TIMING.fullmatch(line):
            if said and said[-1].isdecimal():
                said.pop()  # the number of this cue, with no empty line before it
            close()
            try:
                times = _read_timing(number, line)
            except ValidationError as faulty:
                skipped.append(faulty)
        elif times and line:
            said.append(html.unescape(MARKUP.sub("", line)).strip())
        elif said:
            close()
    return [replace(block, lines=tuple(filter(None, block.lines))) for block in blocks], skipped


def _read_timing(number: int, line: str) -> tuple[float, float]:
    match = TIMING.fullmatch(line) or SBV_TIMING.fullmatch(line)
    if not match:
        raise mistake(number, _("the time should look like 00:00:08.000 --> 00:00:12.000."))
    start, end = seconds(*match.groups()[:4]), seconds(*match.groups()[4:])
    if end <= start:
        raise mistake(number, _("it ends before it begins."))
    return start, end


def _is_rolling(blocks: list[Block]) -> bool:
    repeated = sum(_goes_on(before, block) for before, block in pairwise(blocks))
    return repeated >= max(ROLLING_AT_LEAST, ROLLING * len(blocks))


def _goes_on(before: Block, block: Block) -> bool:
    """Whether it begins with the line with which the one before ended, and without a pause."""
    follows = block.start - before.end <= TOGETHER
    return follows and bool(before.lines and block.lines) and before.lines[-1] == block.lines[0]


def _said_once(blocks: list[Block]) -> list[Block]:
    once: list[Block] = []
    for before, block in zip([None, *blocks], blocks, strict=False):
        lines = block.lines[1:] if before and _goes_on(before, block) else block.lines
        if lines:
            once.append(replace(block, lines=lines))
        elif once:
            once[-1] = replace(once[-1], end=max(once[-1].end, block.end))
    return once
