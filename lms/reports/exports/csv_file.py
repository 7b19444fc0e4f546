"""A listing as CSV, with semicolons and a mark for UTF-8, as Excel here opens it by a tap. Its length has no limit.

A cell that begins as if it were a formula gets an apostrophe, as in the tables of questions.
"""

import csv
from datetime import date
from io import TextIOWrapper
from typing import IO

from lms.reports.exports.cells import Beat, Cell, headings, rows
from lms.reports.exports.listing import Listing
from quizzes.exchange import formulas


def write(listing: Listing, file: IO[bytes], beat: Beat) -> None:
    text = TextIOWrapper(file, "utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(map(_written, headings(listing)))
    writer.writerows(map(_written, row) for row in rows(listing, beat))
    text.detach()


def _written(cell: Cell) -> str | int | None:
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return formulas.marked(cell) if isinstance(cell, str) else cell
