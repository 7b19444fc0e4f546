"""What a piece of a list says: a phone number, a year of birth, a name. As people write them, in whatever order.

Each reader takes what it understands out of a text and gives back the rest, so that nothing is thrown away unseen.
"""

import re
import unicodedata
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from lms import names
from lms.members import phones

SEP = r"[ \u00a0.\-]{0,3}"
PHONE = re.compile(
    r"(?<!\d)(?:"
    rf"(?:\(?\+{SEP}84\)?|00{SEP}84|84(?={SEP}[1-9])|\(?0){SEP}(?:"
    rf"1{SEP}[2689](?:\)?{SEP}\d){{8}}|2(?:\)?{SEP}\d){{9}}|[35789](?:\)?{SEP}\d){{8}})"
    rf"|1{SEP}[2689](?:{SEP}\d){{8}}|[35789](?:{SEP}\d){{8}})(?!{SEP}\d)"
)
PHONE_WORDS = re.compile(
    r"(?<!\w)(?:sđt|sdt|đtdđ|đt|dt|(?:số )?điện thoại|(?:số )?zalo|tel)\s*[:.]*\s*(?=[+(\d])", re.I
)
SEPARATED = r"\s*[/.\-]\s*"
DATE = re.compile(rf"(?<!\d)(\d{{1,2}}){SEPARATED}(\d{{1,2}}){SEPARATED}((?:19|20)\d\d|\d\d)(?!\d)(?![/.\-]\d)")
ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d{2})-(\d{2})(?:[ T]\d\d:\d\d:\d\d(?:\.\d+)?)?(?!\d)")
MONTH = re.compile(r"(?<!\d)(\d{1,2})[/.\-]((?:19|20)\d\d)(?!\d)")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?![\d])")
YEAR_WORDS = re.compile(
    r"(?:(?<!\w)(?:sinh năm|năm sinh|ngày sinh|sinh ngày|ns|sn)|(?<=[,;(\-–|])\s*(?:sinh|năm))\s*[:.]*\s*(?=\d)", re.I
)
NONE = {
    "",
    "-",
    "--",
    "–",
    "0",
    "x",
    "ko",
    "k",
    "khong",
    "ko co",
    "khong co",
    "chua co",
    "chua ro",
    "khong ro",
    "?",
    "n/a",
    "null",
}
OLDEST, YOUNGEST = 115, 14  # years that a member may have
TITLE = re.compile(r"^(?:chị|bà|cô|bác|em|dì|mẹ|mợ|thím|o|đ/c|đc|đồng chí|hội viên|hv)[.:]?\s+(?=\w)", re.I)
EDGES = ' \t.,;:|/\\-–—_*+•·●▪◦#=()[]"“”'
IN_A_NAME = re.compile(rf"[^\W\d_]|[ {names.APOSTROPHES}\-.]")
LETTERS = re.compile(rf"(?:(?![{names.APOSTROPHES}])[^\W\d_]|[\u0300-\u036f])+")  # between apostrophes and hyphens
LONG, LONGEST_NAME = 7, 120  # words beyond which a name is looked at, characters beyond which it is none
# Letters that Vietnamese written in Unicode never has, and pairs of vowels that only the VNI fonts make.
OLD_FONT = re.compile(
    r"[§®¸µ¶·¹©¨ª«¬¾»¼½ÆÇËÎÏÐÖ×ØÜÞßäåæçëîïðöøûüþ÷]|[aA][âêùøïõûáàäåãÂÙØÏÕÛ]|[eE][âãáàäùøïÂÙØÏ]|[oO][âôòùøïõÂÔÙØÏ]"
    r"|[uU][ùøïûÙØÏ]|[bcdđghklmnpqrstvx][\u0300\u0301\u0303\u0309\u0323]"
)


def nothing(text: str) -> bool:
    """Whether somebody has written that there is none."""
    return names.fold(text) in NONE


def is_formula(text: str) -> bool:
    """A formula of Excel that has kept no result; we compute none."""
    return text.lstrip().startswith("=")


def phone_in(text: str) -> tuple[str, str]:
    """(number in E.164 or empty, the rest of the text). The first number stands; a second is left in the rest."""
    for found in [] if is_formula(text) else PHONE.finditer(text):
        try:
            number = phones.e164(re.sub(r"[^\d+]", "", found[0]))
        except ValidationError:
            continue
        return number, f"{text[: found.start()]} | {text[found.end() :]}"
    return "", text


def year_in(text: str) -> tuple[int | None, str]:
    """(year of birth or None, the rest). Only a year in which a member can have been born is one."""
    text = YEAR_WORDS.sub("| ", text)
    for pattern, group in ((ISO, 1), (DATE, 3), (MONTH, 2), (YEAR, 1)):
        for found in pattern.finditer(text):
            year = _full(int(found[group]))
            if plausible(year) and (pattern is not DATE or _is_date(found[1], found[2])):
                return year, f"{text[: found.start()]} | {text[found.end() :]}"
    return None, text


def year_of(text: str) -> int | None:
    """The year that a cell of its own says: also "64", and the number by which Excel counts days."""
    if is_formula(text):
        return None
    bare = text.strip().removesuffix(".0").removesuffix(",0")
    if bare.isascii() and bare.isdecimal() and len(bare) in (2, 5):
        number = int(bare)
        year = _full(number) if len(bare) == 2 else (date(1899, 12, 30) + timedelta(days=number)).year
        return year if plausible(year) else None
    return year_in(text)[0]


def _full(year: int) -> int:
    """ "64" is 1964, "05" is 2005."""
    if year > 99:
        return year
    return year + (2000 if 2000 + year <= timezone.localdate().year - YOUNGEST else 1900)


def _is_date(day: str, month: str) -> bool:
    return 0 < int(day) < 32 and 0 < int(month) < 13


def plausible(year: int) -> bool:
    today = timezone.localdate().year
    return today - OLDEST <= year <= today - YOUNGEST


def named(text: str) -> str:
    """A name without what stands before it in a list, in the letters that names have: only a word written all in
    capitals or all in small letters is changed, for nobody's name is ours to correct."""
    text = unicodedata.normalize("NFC", "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "So")))
    text = names.tidy(text).strip(EDGES)
    while (shorter := TITLE.sub("", text)) != text:
        text = shorter.strip(EDGES)
    return " ".join(
        _capital(word) if word.islower() or (word.isupper() and len(word) > 1) else word for word in text.split()
    )


def _capital(word: str) -> str:
    """ "H'HEN" becomes "H'Hen", "NIÊ" "Niê"."""
    return LETTERS.sub(lambda part: part[0][0].upper() + part[0][1:].lower(), word)


def is_old_font(text: str) -> bool:
    """Whether this was written for the TCVN3 or VNI fonts of before Unicode ("NguyÔn ThÞ", "Nguyeãn Thò")."""
    return bool(OLD_FONT.search(unicodedata.normalize("NFC", text)))


def is_name(text: str) -> bool:
    """Whether this can be a person's name: letters, two at the least, and nothing that stands in no name."""
    letters = unicodedata.normalize("NFC", text)
    if len(letters) > LONGEST_NAME:
        return False
    fitting = all(IN_A_NAME.match(c) or unicodedata.combining(c) for c in letters)
    return fitting and sum(c.isalpha() for c in letters) > 1
