"""The sheets of Excel (.xlsx, .xls) and LibreOffice (.ods) files as text, and what of them is hidden there.

Nothing is unpacked to a disk, no formula is computed, and what a file says of its own size is not believed. A sheet
that is hidden is named and not read; the rows that are hidden are read and named.
"""

import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from itertools import islice, zip_longest
from struct import error as StructError
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import xlrd
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from xlrd.compdoc import CompDocError

from lms.members.roster.rows import MOST_ROWS
from quizzes.exchange.gift import plain
from quizzes.exchange.neutral import UnreadableFileError
from quizzes.exchange.sheet import DAMAGED, MOST_COLUMNS
from quizzes.exchange.zips import Unpacked

FARTHEST = 200_000  # rows that are looked at: some files are formatted far below their list
MOST_EMPTY = 1000  # rows among those that are not
LONGEST_CELL = 300  # characters that are read of a cell
CONTROL = re.compile(r"_x000[dD]_|[\x00-\x1f\x7f]+")  # also a line break inside a cell (Alt+Enter)
LARGEST_ODS = 40_000_000  # bytes, unpacked: 20,000 people are 25
OLE = b"\xd0\xcf\x11\xe0"
XLS_DAMAGED = (
    xlrd.XLRDError, CompDocError, *DAMAGED, AssertionError, NotImplementedError, OverflowError, StructError,
)  # fmt: skip
XML = (ParseError, DefusedXmlException, zlib.error, KeyError, ValueError, RecursionError)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
Cells = list[list[str]]


@dataclass
class Sheet:
    cells: Cells
    hidden: set[int] = field(default_factory=set)  # numbers of rows, from 1


class Book(dict[str, Cells]):
    """The rows of every sheet that has any, by the sheet's name; the name is empty for a file that has no sheets."""

    def __init__(self, sheets: dict[str, Sheet], hidden_sheets: Iterable[str] = ()):
        super().__init__({title: sheet.cells for title, sheet in sheets.items() if sheet.cells})
        self.hidden = {title: sheet.hidden for title, sheet in sheets.items()}
        self.hidden_sheets = list(hidden_sheets)


def xlsx(data: bytes) -> Book:
    files = Unpacked(data)
    try:
        inside = {title: files.read(path) for title, path in _paths(files).items()}
        values = load_workbook(BytesIO(data), read_only=True, data_only=True)
        has_formulas = any(b"<f>" in xml or b"<f " in xml for xml in inside.values())
        formulas = load_workbook(BytesIO(data), read_only=True) if has_formulas else None
        seen = [one for one in values.worksheets if one.sheet_state == "visible"]
        hidden = [one.title for one in values.worksheets if one not in seen]
        sheets = {one.title: _sheet(one, formulas[one.title] if formulas else None) for one in seen}
        for title, sheet in sheets.items():
            sheet.hidden = _hidden_rows(inside.get(title, b""))
    except DAMAGED as mistake:
        raise UnreadableFileError(_("This Excel file is damaged.")) from mistake
    return Book(sheets, hidden)


def _paths(files: Unpacked) -> dict[str, str]:
    """Where the XML of each sheet lies; none where the file says so in another way than Excel does."""
    if "xl/_rels/workbook.xml.rels" not in files or "xl/workbook.xml" not in files:
        return {}
    relations = fromstring(files.read("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    sheets = fromstring(files.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
    found = {sheet.get("name", ""): targets.get(sheet.get(RELATION), "").removeprefix("/xl/") for sheet in sheets}
    return {title: f"xl/{target}" for title, target in found.items() if f"xl/{target}" in files}


def _hidden_rows(xml: bytes) -> set[int]:
    if b"hidden=" not in xml:
        return set()
    hidden = set()
    for _event, row in iterparse(BytesIO(xml)):
        if row.tag == f"{MAIN}row":
            if row.get("hidden") in ("1", "true"):
                hidden.add(int(row.get("r", "0")))
            row.clear()
    return hidden


def _rows(sheet: Any) -> Iterator[tuple]:
    return sheet.iter_rows(values_only=True)


def _sheet(values: ReadOnlyWorksheet, formulas: ReadOnlyWorksheet | None) -> Sheet:
    """A formula that has no kept result is the text itself."""
    values.reset_dimensions()
    rows = _rows(values)
    if not formulas:
        return Sheet(within([as_text(value) for value in row[:MOST_COLUMNS]] for row in rows))
    formulas.reset_dimensions()
    pairs = zip_longest(rows, _rows(formulas), fillvalue=())
    return Sheet(
        within(
            [as_text(said if value is None else value) for value, said in islice(zip_longest(*pair), MOST_COLUMNS)]
            for pair in pairs
        )
    )


def xls(data: bytes) -> Book:
    """Excel of before 2007. A file with a password looks the same from outside and is said to have one."""
    try:
        book = _opened_xls(data)
        seen = [sheet for sheet in book.sheets() if not sheet.visibility]
        hidden = [sheet.name for sheet in book.sheets() if sheet.visibility]
        return Book({sheet.name: _xls_sheet(sheet, book.datemode) for sheet in seen}, hidden)
    except XLS_DAMAGED as mistake:
        if "encrypt" in str(mistake).lower() or "password" in str(mistake).lower():
            raise UnreadableFileError(_("This file has a password. Please save it without one.")) from mistake
        words = _("This Excel file is damaged, or has a password. Please save it as .xlsx without one.")
        raise UnreadableFileError(words) from mistake


def _opened_xls(data: bytes) -> xlrd.Book:
    """With what is hidden, if its formats can be read."""
    quiet = {"file_contents": data, "logfile": StringLog(), "ragged_rows": True}
    try:
        return xlrd.open_workbook(formatting_info=True, **quiet)
    except xlrd.XLRDError:
        raise
    except XLS_DAMAGED:
        return xlrd.open_workbook(**quiet)


class StringLog:
    """Where the library writes its warnings: nowhere."""

    def write(self, text: str) -> None:
        pass


def _xls_sheet(sheet: xlrd.sheet.Sheet, datemode: int) -> Sheet:
    rows = ([_xls_text(cell, datemode) for cell in sheet.row(number)[:MOST_COLUMNS]] for number in range(sheet.nrows))
    hidden = {number + 1 for number, info in sheet.rowinfo_map.items() if info.hidden}
    return Sheet(within(rows), hidden)


def _xls_text(cell: xlrd.sheet.Cell, datemode: int) -> str:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return as_text(xlrd.xldate_as_datetime(cell.value, datemode))
        except (xlrd.XLDateError, ValueError, OverflowError):
            return as_text(cell.value)
    return "" if cell.ctype in (xlrd.XL_CELL_ERROR, xlrd.XL_CELL_BLANK) else as_text(cell.value)


def ods(data: bytes) -> Book:
    files = Unpacked(data, LARGEST_ODS)
    if "content.xml" not in files:
        raise UnreadableFileError(_("This file is damaged: it cannot be unpacked."))
    reading = _Ods()
    try:
        for event, element in iterparse(BytesIO(files.read("content.xml")), events=("start", "end")):
            reading.take(event, element)
    except XML as mistake:
        raise UnreadableFileError(_("This file is damaged: it cannot be unpacked.")) from mistake
    sheets = {title: Sheet(within(rows), reading.hidden[title]) for title, rows in reading.expanded().items()}
    return Book(sheets, reading.hidden_sheets)


class _Ods:
    """What is read of `content.xml`, an element at a time: rows that are read are let go."""

    def __init__(self) -> None:
        self.rows: dict[str, list[tuple[list[str], int]]] = {}
        self.hidden: dict[str, set[int]] = {}
        self.hidden_sheets: list[str] = []
        self._hidden_styles: set[str] = set()
        self._title, self._number = "", 0

    def take(self, event: str, element: Element) -> None:
        if event == "start" and element.tag == f"{TABLE}table":
            self._begin(element)
        elif event == "end" and element.tag == f"{STYLE}style":
            if any(one.get(f"{TABLE}display") == "false" for one in element.iter(f"{STYLE}table-properties")):
                self._hidden_styles.add(element.get(f"{STYLE}name", ""))
        elif event == "end" and element.tag == f"{TABLE}table-row":
            self._row(element)
            element.clear()

    def _begin(self, table: Element) -> None:
        self._title, self._number = table.get(f"{TABLE}name", "")[:100], 0
        if table.get(f"{TABLE}style-name") in self._hidden_styles:
            self.hidden_sheets.append(self._title)
        else:
            self.rows[self._title], self.hidden[self._title] = [], set()

    def _row(self, row: Element) -> None:
        if self._title not in self.rows:
            return
        cells, times = list(islice(_ods_cells(row), MOST_COLUMNS)), _times(row, "rows")
        if row.get(f"{TABLE}visibility") in ("collapse", "filter"):
            self.hidden[self._title] |= set(range(self._number + 1, self._number + 1 + min(times, MOST_ROWS)))
        self._number += times
        self.rows[self._title].append((cells, times))

    def expanded(self) -> dict[str, Iterator[list[str]]]:
        """The rows of each sheet, each as often as it is repeated; an empty one no farther than anybody looks."""
        return {title: _repeated(rows) for title, rows in self.rows.items()}


def _repeated(rows: list[tuple[list[str], int]]) -> Iterator[list[str]]:
    last = max((number for number, (cells, _times) in enumerate(rows) if any(cells)), default=-1)
    return (cells for cells, times in rows[: last + 1] for _again in range(times))


def _ods_cells(row: Element) -> Iterator[str]:
    for cell in row:
        if cell.tag in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            text = _ods_text(cell)
            for _again in range(min(_times(cell, "columns"), MOST_COLUMNS)):
                yield text


def _times(element: Element, what: str) -> int:
    return max(1, int(element.get(f"{TABLE}number-{what}-repeated", "1")))


def _ods_text(cell: Element) -> str:
    kind = cell.get(f"{OFFICE}value-type")
    if kind == "date" and (day := re.match(r"(\d{4})-(\d\d)-(\d\d)", cell.get(f"{OFFICE}date-value", ""))):
        return f"{day[3]}/{day[2]}/{day[1]}"
    if kind == "float":
        return as_text(float(cell.get(f"{OFFICE}value", "0")))
    return as_text(" ".join("".join(part.itertext()) for part in cell.findall(f"{TEXT}p")))


def as_text(cell: object) -> str:
    """A cell as it is read: a number without the ".0" that Excel thinks, a day as it is written here."""
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return plain(cell)
    return "" if cell is None else unicodedata.normalize("NFC", CONTROL.sub(" ", str(cell)[:LONGEST_CELL]))


def within(rows: Iterable[list[str]]) -> Cells:
    """The rows down to the last with something in it. Raises Broken where that lies beyond what a list has."""
    kept: Cells = []
    empty = 0
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
