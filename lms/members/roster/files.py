"""The cells of a file, as text: Excel (.xlsx, .xls), LibreOffice (.ods) or CSV, however it was saved.

Raises UnreadableFileError for everything else.

The limits are those under which questions come in (quizzes/exchange); `workbooks` holds the readers of the formats.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable
from io import StringIO
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from lms.members.roster import old_fonts, workbooks
from lms.members.roster.rows import MOST_ROWS
from lms.members.roster.workbooks import LONGEST_CELL, OLE, Book, Cells, Sheet, within
from quizzes.exchange.neutral import UnreadableFileError
from quizzes.exchange.sheet import MOST_COLUMNS
from quizzes.exchange.texts import MARKS

LARGEST = 8_000_000  # bytes of an upload: 20,000 people in the wordiest of the formats
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")
ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def opened(upload: UploadedFile) -> Book:
    """The rows of every sheet that has any, by the sheet's name; empty for a file that has no sheets."""
    data = upload.read(LARGEST + 1)
    if len(data) > LARGEST:
        mb = LARGEST // 1_000_000
        raise UnreadableFileError(
            _("This file is larger than %(mb)s MB. Please keep only the list in it.") % {"mb": mb}
        )
    if not data.strip():
        raise UnreadableFileError(_("This file is empty."))
    _refuse_others(data, PurePath(upload.name or "").suffix.lower())
    sheets = _sheets(data)
    if not sheets and sheets.hidden_sheets:
        words = _("Every sheet of this file is hidden: %(sheets)s. Please show the right one in Excel and save again.")
        raise UnreadableFileError(words % {"sheets": ", ".join(sheets.hidden_sheets)[:200]})
    rows = sum(any(map(str.strip, row)) for cells in sheets.values() for row in cells)
    if not rows:
        raise UnreadableFileError(_("There is nothing in this file."))
    if rows > MOST_ROWS:
        raise UnreadableFileError(
            _("This list has more than %(most)s rows. Please bring it in parts.") % {"most": MOST_ROWS}
        )
    return sheets


def _sheets(data: bytes) -> Book:
    if data.startswith(OLE):
        return workbooks.xls(data)
    if data.startswith(b"PK"):
        return workbooks.ods(data) if ODS in data[:200] else workbooks.xlsx(data)
    return Book({"": Sheet(_text_rows(_decoded(data)))})


def _refuse_others(data: bytes, extension: str) -> None:
    """Say what to do with a file that is no table."""
    if data.startswith(PICTURES) or data[4:8] == b"ftyp":
        raise UnreadableFileError(
            _("This is a picture. Names can only be read from text: paste them, or send the Excel file.")
        )
    if data.startswith(b"%PDF") or extension in (".doc", ".docx", ".pdf", ".rtf"):
        raise UnreadableFileError(_("This is a document, not a table. Please copy its names and paste them here."))
    if data.startswith(b"PK") and b"xl/workbook.xml" not in data and extension != ".xlsx" and ODS not in data[:200]:
        raise UnreadableFileError(_("This is no Excel file. Please save it as .xlsx or .csv."))


def _clean(text: str) -> str:
    """Composed letters, and no characters that control a printer instead of saying something."""
    return unicodedata.normalize("NFC", CONTROL.sub(" ", text))


def _decoded(data: bytes) -> str:
    """UTF-8, what the file's first bytes say, or what older programs save in: the Vietnamese code page, or the Latin
    one where an old font drew the letters."""
    marked = next((name for mark, name in MARKS if data.startswith(mark)), None)
    if not marked and b"\x00" in data:
        raise UnreadableFileError(_("This is no Excel file. Please save it as .xlsx or .csv."))
    latin = data.decode("latin-1")
    old = old_fonts.Converter(latin.splitlines()[:200]).family
    for encoding in [marked] if marked else ["utf-8", "latin-1" if old else "cp1258"]:
        try:
            return _clean(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise UnreadableFileError(_("The letters of this file cannot be read. Please save it as “CSV UTF-8” or as .xlsx."))


def _text_rows(text: str) -> Cells:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    head = "\n".join(text.splitlines()[:20])
    try:
        return parted(text.splitlines(keepends=True), max(";,\t", key=head.count))
    except csv.Error as mistake:
        raise UnreadableFileError(_("This table cannot be read: %(why)s.") % {"why": mistake}) from mistake


def parted(lines: Iterable[str], separator: str) -> Cells:
    """Rows of text that holds a table. Raises csv.Error and UnreadableFileError."""
    reader = csv.reader(StringIO("".join(lines), newline=""), delimiter=separator)
    return within([" ".join(cell[:LONGEST_CELL].splitlines()) for cell in row[:MOST_COLUMNS]] for row in reader)
