"""The cells of a file, as text: Excel (.xlsx) or CSV, however it was saved. Raises
UnreadableFileError for everything else.

The limits are those under which questions come in (quizzes/exchange): nothing is unpacked to a disk, a file that grows
too large is refused, and no formula is ever computed: its kept result is read, or the formula itself is shown.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO, StringIO
from itertools import islice, zip_longest
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from lms.members.roster.rows import MOST_ROWS
from quizzes.exchange.gift import plain
from quizzes.exchange.neutral import UnreadableFileError
from quizzes.exchange.sheet import DAMAGED, MOST_COLUMNS
from quizzes.exchange.texts import MARKS
from quizzes.exchange.zips import Unpacked

LARGEST = 3_000_000  # bytes of an upload; 1,500 people fit ten times over
FARTHEST = 200_000  # rows that are looked at: some files are formatted far below their list
MOST_EMPTY = 1000  # rows among those that are not
LONGEST_CELL = 300  # characters that are read of a cell
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")
Cells = list[list[str]]


def opened(upload: UploadedFile) -> dict[str, Cells]:
    """The rows of every sheet that has any, by the sheet's name; empty for a file that has no sheets."""
    data = upload.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise UnreadableFileError(_("This file is larger than %(mb)s MB. Please keep only the list in it.") % {"mb": 3})
    if not data.strip():
        raise UnreadableFileError(_("This file is empty."))
    _refuse_others(data, PurePath(upload.name or "").suffix.lower())
    sheets = _sheets(data) if data.startswith(b"PK") else {"": _text_rows(_decoded(data))}
    rows = sum(any(map(str.strip, row)) for cells in sheets.values() for row in cells)
    if not rows:
        raise UnreadableFileError(_("There is nothing in this file."))
    if rows > MOST_ROWS:
        raise UnreadableFileError(
            _("This list has more than %(most)s rows. Please bring it in parts.") % {"most": MOST_ROWS}
        )
    return sheets


def _refuse_others(data: bytes, extension: str) -> None:
    """Say what to do with a file that is no table."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFileError(
            _("This is an old Excel file (.xls), or one with a password. Please save it as .xlsx without one.")
        )
    if data.startswith(PICTURES) or data[4:8] == b"ftyp":
        raise UnreadableFileError(
            _("This is a picture. Names can only be read from text: paste them, or send the Excel file.")
        )
    if data.startswith(b"%PDF") or extension in (".doc", ".docx", ".pdf", ".rtf"):
        raise UnreadableFileError(_("This is a document, not a table. Please copy its names and paste them here."))
    if data.startswith(b"PK") and b"xl/workbook.xml" not in data and extension != ".xlsx":
        raise UnreadableFileError(_("This is no Excel file. Please save it as .xlsx or .csv."))


def _sheets(data: bytes) -> dict[str, Cells]:
    Unpacked(data)
    try:
        values = load_workbook(BytesIO(data), read_only=True, data_only=True)
        formulas = load_workbook(BytesIO(data), read_only=True)
        sheets = {one.title: _sheet(one, formulas[one.title]) for one in values.worksheets}
    except DAMAGED as mistake:
        raise UnreadableFileError(_("This Excel file is damaged.")) from mistake
    return {title: cells for title, cells in sheets.items() if cells}


def _sheet(values: Worksheet, formulas: Worksheet) -> Cells:
    """What a sheet says of its own size is not believed. A formula that has no kept result is the text itself."""
    for one in (values, formulas):
        one.reset_dimensions()
    pairs = zip_longest(values.iter_rows(values_only=True), formulas.iter_rows(values_only=True), fillvalue=())
    return _within(
        [_text(formula if value is None else value) for value, formula in islice(zip_longest(*pair), MOST_COLUMNS)]
        for pair in pairs
    )


def _text(cell: object) -> str:
    """A cell as it is read: a number without the ".0" that Excel thinks, a day as it is written here."""
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return plain(cell)
    return "" if cell is None else _clean(str(cell)[:LONGEST_CELL])


def _clean(text: str) -> str:
    """Composed letters, and no characters that control a printer instead of saying something."""
    return unicodedata.normalize("NFC", CONTROL.sub(" ", text))


def _within(rows: Iterable[list[str]]) -> Cells:
    """The rows down to the last with something in it. Raises UnreadableFileError where there are too many."""
    kept, empty = [], 0
    for number, row in enumerate(rows):
        if number > FARTHEST or (len(kept) + empty > MOST_EMPTY + MOST_ROWS and any(map(str.strip, row))):
            raise UnreadableFileError(
                _("This list has more than %(most)s rows. Please bring it in parts.") % {"most": MOST_ROWS}
            )
        if any(map(str.strip, row)):
            kept += [[] for _row in range(empty)] + [row]
            empty = 0
        else:
            empty += 1
    return kept


def _decoded(data: bytes) -> str:
    """UTF-8, what the file's first bytes say, or the Vietnamese code page that older programs save in."""
    marked = next((name for mark, name in MARKS if data.startswith(mark)), None)
    if not marked and b"\x00" in data:
        raise UnreadableFileError(_("This is no Excel file. Please save it as .xlsx or .csv."))
    for encoding in [marked] if marked else ["utf-8", "cp1258"]:
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
    return _within([cell[:LONGEST_CELL] for cell in row[:MOST_COLUMNS]] for row in reader)
