"""What is said in a clip: typed by a trainer or pasted as she found it, read by learners as captions and transcript.

Read once, when a clip is saved, in time that grows with the text and no faster; a page shows what was stored then.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from media.captions.cues import Cue, Reading, mistake
from media.captions.pasted import is_pasted, read_pasted
from media.captions.ttml import is_ttml, read_ttml
from media.captions.typed import read_typed

CHARACTERS_AT_MOST = 200_000
CUES_AT_MOST = 3_000
CHAPTERS_AT_MOST = 40
CHAPTER_NAME_AT_MOST = 80  # characters: it is read on a button


def validate_captions(text: str) -> None:
    read_captions(text)


def validate_chapters(text: str) -> None:
    """The same lines as what is said, but fewer and shorter: they become a list to choose from."""
    cues = read_cues(text)
    if len(cues) > CHAPTERS_AT_MOST:
        raise ValidationError(_("Please name at most %(count)d parts."), params={"count": CHAPTERS_AT_MOST})
    for cue in cues:
        if len(cue.text) > CHAPTER_NAME_AT_MOST:
            raise ValidationError(_("The name “%(name)s…” is too long for a part."), params={"name": cue.text[:30]})


def read_captions(text: str) -> Reading:
    """ValidationError where nothing can be taken: it names the first line that cannot be understood."""
    if len(text) > CHARACTERS_AT_MOST:
        raise ValidationError(
            _("This text is too long: at most %(count)d letters."), params={"count": CHARACTERS_AT_MOST}
        )
    text = text.lstrip("\ufeff")
    reading = _read(text)
    if len(reading.cues) > CUES_AT_MOST:
        raise ValidationError(_("This text is too long: at most %(count)d lines."), params={"count": CUES_AT_MOST})
    if text.strip() and not reading.cues:
        if reading.skipped:
            raise reading.skipped[0]
        raise mistake(1, _("the time should look like 00:00:08.000 --> 00:00:12.000."))
    return reading


def read_cues(text: str) -> list[Cue]:
    """The cues in order."""
    return read_captions(text).cues


def _read(text: str) -> Reading:
    if is_ttml(text):
        return read_ttml(text)
    return read_pasted(text.splitlines()) if is_pasted(text) else read_typed(text.splitlines())
