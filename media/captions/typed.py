"""Lines as a trainer types them, `0:08 Chị chạm hình bánh răng.`, and the transcript that YouTube shows beside a video,
where the time stands on a line of its own."""

import re
from dataclasses import replace

from django.utils.translation import gettext as _

from media.captions.cues import Cue, Reading, mistake, seconds

LINE = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)(?:[.,](\d{1,3}))?(?:\s+(.*))?")
TOO_MANY_SECONDS = re.compile(r"(?:\d{1,2}:)?\d{1,3}:[6-9]\d\b")
SPOKEN_TIME = re.compile(  # YouTube's panel says each time once more for screen readers: "1 phút, 5 giây"
    r"(?:\d+ (?:giờ|phút|giây|hours?|minutes?|seconds?)[, ]*)+", re.IGNORECASE
)


def read_typed(lines: list[str]) -> Reading:
    """ValidationError names the first line that cannot be understood."""
    cues: list[Cue] = []
    waiting = None  # the number of a line with a time alone: what is said stands below it
    is_panel = False
    for number, line in enumerate(lines, 1):
        line = line.strip()
        match = LINE.fullmatch(line)
        if not line or (is_panel and SPOKEN_TIME.fullmatch(line)):
            continue
        if match:
            _refuse_empty(waiting)
            start, said = seconds(*match.groups()[:4]), match[5]
            if cues and (start < cues[-1].start or (start == cues[-1].start and said)):
                raise mistake(number, _("its time must be later than that of the line above."))
            waiting, is_panel = (None, False) if said else (number, True)
            if said or not cues or start > cues[-1].start:
                cues.append(Cue(start, None, said or ""))
        elif is_panel:
            waiting = None
            cues[-1] = replace(cues[-1], text=f"{cues[-1].text} {line}".strip())
        elif TOO_MANY_SECONDS.match(line):
            raise mistake(number, _("a minute has 60 seconds: write 1:39, not 0:99."))
        else:
            raise mistake(number, _("begin with the minute and the second, for example 0:08."))
    _refuse_empty(waiting)
    return Reading(cues)


def _refuse_empty(number: int | None) -> None:
    if number:
        raise mistake(number, _("after the time, write what is said."))
