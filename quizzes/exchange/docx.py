"""Word documents (.docx): a table as in the Excel table, or lines as in Aiken. Anything else is refused in plain words.

Word numbers a list by itself: its letters "A.", "B." are not in the text. A lettered list is read as letters in order.
"""

from string import ascii_uppercase
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from django.utils.translation import gettext as _

from quizzes.exchange import aiken, sheet
from quizzes.exchange.neutral import MOST_QUESTIONS, Reading, UnreadableFileError
from quizzes.exchange.texts import few_enough
from quizzes.exchange.zips import Unpacked

BODY = "word/document.xml"
LARGEST = 20_000_000  # bytes of what is inside
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_COLUMNS = 40


def is_docx(data: bytes) -> bool:
    return BODY.encode() in data


def read(data: bytes) -> Reading:
    body = _body(data)
    tables = [rows for rows in map(_rows, body.iter(f"{W}tbl")) if sheet.has_headings(rows)]
    if tables:
        return sheet.read_rows(tables[0])
    lines = _lines(body)
    if not any(aiken.ANSWER.match(line) for line in lines):
        raise UnreadableFileError(
            _("This Word file has neither a table with the headings below nor questions that end with “ANSWER: B”.")
        )
    return aiken.read("\n".join(lines).encode())


def _body(data: bytes) -> Element:
    unpacked = Unpacked(data, LARGEST)
    if BODY not in unpacked:
        raise UnreadableFileError(_("This Word file is damaged."))
    try:
        body = fromstring(unpacked.read(BODY), forbid_dtd=True).find(f"{W}body")
    except (DefusedXmlException, ParseError, ValueError, RecursionError) as mistake:
        raise UnreadableFileError(_("This Word file is damaged.")) from mistake
    if body is None:
        raise UnreadableFileError(_("This Word file is damaged."))
    return body


def _words(paragraph: Element) -> str:
    """Its text; a line break inside it is one."""
    parts = {f"{W}t": lambda part: part.text or "", f"{W}tab": lambda part: " ", f"{W}br": lambda part: "\n"}
    return "".join(parts[part.tag](part) for part in paragraph.iter() if part.tag in parts)


def _rows(table: Element) -> list[list[str]]:
    rows = table.findall(f"{W}tr")[: MOST_QUESTIONS * 2]
    return [[_cell(cell) for cell in row.findall(f"{W}tc")[:MOST_COLUMNS]] for row in rows]


def _cell(cell: Element) -> str:
    return "\n".join(_words(paragraph) for paragraph in cell.iter(f"{W}p")).strip()


def _lines(body: Element) -> list[str]:
    lines: list[str] = []
    letters = 0
    for number, paragraph in enumerate(body.iter(f"{W}p"), 1):
        few_enough(number // 4, number)
        words = _words(paragraph).strip()
        listed = paragraph.find(f"{W}pPr/{W}numPr") is not None
        if listed and words and not aiken.OPTION.match(words) and letters < len(ascii_uppercase):
            words = f"{ascii_uppercase[letters]}. {words}"
            letters += 1
        elif words:
            letters = 0
        lines += words.split("\n")
    return lines
