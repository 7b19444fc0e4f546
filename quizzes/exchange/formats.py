"""The table of formats, and how a file's format is told from what is in it.

To add one: a module with `read` (bytes to Reading; raises UnreadableFileError), `write` and `holds` (what of a question
comes back),
a line here, and a line in docs/exchange.md. tests/quizzes/exchange/test_round_trip.py then tries it with all kinds.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from quizzes.exchange import aiken, docx, gift, moodle, sheet
from quizzes.exchange.neutral import MOST_QUESTIONS, Held, Question, Reading, Refusal, UnreadableFileError
from quizzes.exchange.qti import packaging, writing
from quizzes.exchange.texts import decoded

PLAIN = "text/plain; charset=utf-8"
LARGEST = 10_000_000  # bytes of an upload
AIKEN = re.compile(r"^\s*ANSWER:", re.MULTILINE)


@dataclass(frozen=True)
class Format:
    label: StrOrPromise
    extension: str
    content_type: str
    read: Callable[[bytes], Reading]
    write: Callable[[list[Question]], bytes]
    holds: Callable[[Question], Held]


def _qti(version: str) -> Format:
    label = f"QTI {version}"
    write = partial(packaging.write, version=version)
    return Format(label, "zip", "application/zip", packaging.read, write, writing.holds)


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: dict[str, Format] = {
    "xlsx": Format(gettext_lazy("Excel table"), "xlsx", XLSX, sheet.read_xlsx, sheet.write_xlsx, sheet.holds),
    "csv": Format(gettext_lazy("Table as text (CSV)"), "csv", "text/csv", sheet.read_csv, sheet.write_csv, sheet.holds),
    "moodle": Format("Moodle XML", "xml", "application/xml", moodle.read, moodle.write, moodle.holds),
    "gift": Format("GIFT", "gift.txt", PLAIN, gift.read, gift.write, gift.holds),
    "aiken": Format("Aiken", "aiken.txt", PLAIN, aiken.read, aiken.write, aiken.holds),
    "qti21": _qti("2.1"),
    "qti22": _qti("2.2"),
    "qti30": _qti("3.0"),
}


def format_of(data: bytes, name: str) -> str:
    """The key of a file's format, by what it holds; its name decides only between kinds of text."""
    if not data.strip():
        raise UnreadableFileError(_("This file is empty."))
    if data.startswith(b"PK"):
        if docx.is_docx(data):
            return "docx"
        return "xlsx" if b"xl/workbook.xml" in data or name.lower().endswith(".xlsx") else "qti21"
    if data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<"):
        begins = data[:8192].lower()
        return (
            "qti21"
            if (b"assessment" in begins or b"<questestinterop" in begins) and b"<quiz" not in begins
            else "moodle"
        )
    if name.lower().endswith((".csv", ".tsv")):
        return "csv"
    if (
        data.startswith((b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8"))
        or b"\x00" in data[2:100:2]
    ):
        raise UnreadableFileError(_("Questions cannot be read from a file of this kind."))
    text = decoded(data)
    return "aiken" if AIKEN.search(text) and "{" not in text else "gift"


ONLY_READ: dict[str, Callable[[bytes], Reading]] = {"docx": docx.read}  # nobody asks to take questions out so


def label_of(format: str) -> str:
    return _("Word document") if format in ONLY_READ else str(FORMATS[format].label)


def read(data: bytes, format: str) -> Reading:
    """Raises UnreadableFileError. Of a file with too many questions the first ones are taken, and it is said."""
    reading = (ONLY_READ.get(format) or FORMATS[format].read)(data)
    if not reading.questions and not reading.refused:
        raise UnreadableFileError(_("There are no questions in this file."))
    reading = Reading(reading.questions, reading.refused[:MOST_QUESTIONS])
    kept, left = reading.questions[:MOST_QUESTIONS], reading.questions[MOST_QUESTIONS:]
    if not left:
        return reading
    why = _("No more than %(number)s questions come in at once.") % {"number": MOST_QUESTIONS}
    return Reading(kept, [*reading.refused, Refusal(left[0].line, left[0].content["text"][:80], why, left[0].file)])
