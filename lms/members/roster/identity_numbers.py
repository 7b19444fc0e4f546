"""Numbers of identity cards (9 or 12 digits) that stand in a list: they are taken out before anything is kept.

A phone number without its 0 has nine digits, too. It is taken for a phone only where it begins as one, no word beside
it says that it is a card's, and the text has no whole phone number.
"""

import re

from lms.members.roster.values import PHONE

GONE = "•••"
FEWEST = 5  # digits that are no such number
NUMBER = r"\d{12}|\d{3}[ .\-]\d{3}[ .\-]\d{6}|\d{4}[ .\-]\d{4}[ .\-]\d{4}|\d{3}(?:[ .\-]\d{3}){2,3}|\d{9}"
RUN = re.compile(rf"(?<!\d)(?:{NUMBER})(?!\d)")
SAID = re.compile(
    r"(?<!\w)(?:cccd|cmnd|cmtnd|cmt|căn cước(?: công dân)?|can cuoc|chứng minh(?: nhân dân| thư)?|định danh|số thẻ)"
    rf"[\s.:/#\-]*(?:cccd|cmnd|cmt|số)?[\s.:/#\-]*(?P<number>{NUMBER})(?!\d)",
    re.I,
)


def without(text: str) -> str:
    """The text with a mark instead of each such number."""
    text = SAID.sub(lambda found: found[0].replace(found["number"], GONE), text)
    found = [(number.start(), number.end()) for number in PHONE.finditer(text)]
    whole = [span for span in found if text[span[0]] in "+0(" or text[slice(*span)].startswith("84")]
    kept, at = [], 0
    for start, end in whole or found:
        kept += [RUN.sub(GONE, text[at:start]), text[start:end]]
        at = end
    return "".join(kept) + RUN.sub(GONE, text[at:])


def everywhere(cell: str) -> str:
    """As `without`, for a column that holds no phones."""
    return RUN.sub(GONE, cell)


def all_of(cell: str) -> str:
    """Of a column whose heading says that it holds such numbers: none, also where Excel has lost their zeros."""
    return GONE if sum(map(str.isdecimal, cell)) > FEWEST else cell
