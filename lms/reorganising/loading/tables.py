"""Reads a table as people keep it: CSV from a spreadsheet, with its columns in Vietnamese or English, in any order.

What spreadsheets do to a file is no mistake: a byte order mark, semicolons or tabs instead of commas, UTF-16, letters
taken apart (NFD) are read as they were meant.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from typing import Protocol

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lms import names

MOST_BYTES = 64 * 1024 * 1024
MOST_ROWS = 300_000  # the union has some 110,000 units
LONGEST_CELL = 4_000
Columns = dict[str, tuple[str, ...]]  # the headings that each column may have, the usual one first


@dataclass(frozen=True)
class Row:
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass
class Table:
    rows: list[Row]
    columns: set[str]
    unknown: list[str] = field(default_factory=list)  # columns that nobody asked for
    broken: list[tuple[int, str]] = field(default_factory=list)  # (line, reason)


def decoded(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise ValidationError(_("This file is larger than %(n)s MB.") % {"n": MOST_BYTES // 1024 // 1024})
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise ValidationError(_("This is no text in UTF-8. Please save it as “CSV UTF-8”.")) from None
    if "\0" in text:
        raise ValidationError(_("This is no text."))
    return text


def read_table(text: str, columns: Columns, needed: tuple[str, ...]) -> Table:
    """Of the columns those in `needed` must be there. Raises ValidationError where there is nothing to read."""
    first = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    lines = _lines(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    heading = next((cells for _line, cells in lines if cells and any(map(str.strip, cells))), [])
    found = {place: column for place, cell in enumerate(heading) if (column := _column(cell, columns))}
    if missing := [column for column in needed if column not in found.values()]:
        wanted = ", ".join(columns[column][0] for column in missing)
        raise ValidationError(_("The first line must name the columns; missing: %(columns)s.") % {"columns": wanted})
    unknown = [cell for place, cell in enumerate(heading) if place not in found and cell.strip()]
    table = Table([], set(found.values()), unknown)
    for line, cells in lines:
        _add(table, line, cells, found, len(heading))
    return table


class Reader(Protocol):
    """What `csv.reader` gives: line by line its cells, and the number of the line."""

    @property
    def line_num(self) -> int: ...

    def __next__(self) -> list[str]: ...


def _lines(reader: Reader) -> Iterator[tuple[int, list[str] | None]]:
    """(line, cells); None where a line cannot be read."""
    while True:
        try:
            cells = next(reader, None)
            if cells is None:
                return
        except csv.Error:
            cells = None
        yield reader.line_num, cells


def _column(cell: str, columns: Columns) -> str | None:
    key = names.fold(cell.replace("_", " "))
    return next((column for column, headings in columns.items() if key in map(names.fold, headings)), None)


def _add(table: Table, line: int, cells: list[str] | None, found: dict[int, str], width: int) -> None:
    if cells is None:
        table.broken.append((line, _("This line cannot be read.")))
        return
    if not any(map(str.strip, cells)):
        return
    if len(table.rows) >= MOST_ROWS:
        raise ValidationError(_("More than %(n)s rows. Please divide the file.") % {"n": MOST_ROWS})
    if len(cells) > width and any(map(str.strip, cells[width:])):
        table.broken.append((line, _("This line has more cells than the first one.")))
    elif any(len(cell) > LONGEST_CELL for cell in cells):
        table.broken.append((line, _("Something in this line is too long.")))
    else:
        table.rows.append(Row(line, {column: cells[n] for n, column in found.items() if n < len(cells)}))
