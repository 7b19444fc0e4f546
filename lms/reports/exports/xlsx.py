"""A listing as Excel: the sums on a first sheet, the people on a second. Row by row, whatever its length.

A cell that begins as if it were a formula is marked as text, and stays text when somebody edits it.
"""

from collections.abc import Sequence
from datetime import date
from itertools import chain
from typing import IO, Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from lms.reports.exports.cells import Beat, Cell, headings, plain, rows
from lms.reports.exports.listing import Listing, Sums
from quizzes.exchange import formulas

MOST_ROWS = 1_048_576 - 1  # that a sheet holds, below its headings
SUMS = ["Đơn vị", "Hội viên", "Số người đã học", "Số người xong ít nhất một khóa", "Số lượt học", "Số lượt xong"]
SUMS += ["Số người học cùng nhóm"]
STATES = ("đã xong", "đang học", "chưa bắt đầu", "lượt xong bài", "học cùng nhóm")
DIRECTLY = "Sinh hoạt trực tiếp tại đơn vị"
BOLD = Font(bold=True)
DAY = "dd/mm/yyyy"

Sheet = Any  # openpyxl has no public name for a sheet that is only written
WritableCell = Any  # nor for its cells


def write(listing: Listing, file: IO[bytes], beat: Beat) -> None:
    book = Workbook(write_only=True)
    sums, people = book.create_sheet("Tổng hợp"), book.create_sheet("Danh sách")
    people.freeze_panes = "C2"
    _widen(people, [7, 28, 10, 16, 28, 36] + [16, 12, 12, 12, 12] * len(listing.courses))
    people.append(_bold(people, headings(listing)))
    dates = [_dated(people) for _each in range(2 * len(listing.courses))]
    for row in rows(listing, beat):
        people.append(_styled(people, row, dates))
    _sum_up(sums, listing)
    book.save(file)


def _sum_up(sheet: Sheet, listing: Listing) -> None:
    """People and attendances apart; a row for each unit one level down, the whole last."""
    _widen(sheet, [36, 12, 18, 30, 14, 14, 24] + [24] * len(STATES) * len(listing.courses))
    sheet.append(_bold(sheet, [plain(listing.unit.name)]))
    sheet.append([f"Ngày {timezone.localdate():%d/%m/%Y}"])
    sheet.append([])
    titles = [plain(course.title) for course in listing.courses]
    sheet.append(_bold(sheet, SUMS + [f"{title}: {state}" for title in titles for state in STATES]))
    for part, sums in listing.below():
        name = DIRECTLY if part == listing.unit else plain(part.name)
        sheet.append(_styled(sheet, _figures(name, sums), []))
    sheet.append(_bold(sheet, _figures("Cộng", listing.whole)))


def _figures(name: str, sums: Sums) -> list[str | int]:
    people = (sums.roster, sums.people_begun, sums.people_finished)
    turns = (sums.turns_begun, sums.turns_finished, sums.people_together)
    by_course = [(c.finished, c.in_progress, c.not_started, c.lessons, c.together) for c in sums.counts()]
    return [name, *people, *turns, *chain.from_iterable(by_course)]


def _styled(sheet: Sheet, row: Sequence[Cell], dates: list[WritableCell]) -> list:
    """The row as it is written. A cell with a style is dear: those for dates are used again in every row, and only what
    looks like a formula gets one of its own."""
    waiting = iter(dates)
    return [
        _on(next(waiting), value) if isinstance(value, date)
        else _text(sheet, value) if isinstance(value, str) and value.startswith(formulas.PREFIXES)
        else value
        for value in row
    ]  # fmt: skip


def _dated(sheet: Sheet) -> WritableCell:
    cell = WriteOnlyCell(sheet)
    cell.number_format = DAY
    return cell


def _on(cell: WritableCell, day: date) -> WritableCell:
    cell.value = day
    return cell


def _text(sheet: Sheet, words: str) -> WritableCell:
    cell = WriteOnlyCell(sheet, words)
    cell.data_type, cell.quotePrefix = "s", True
    return cell


def _bold(sheet: Sheet, row: Sequence[str | int]) -> list[WritableCell]:
    cells = [_text(sheet, value) if isinstance(value, str) else WriteOnlyCell(sheet, value) for value in row]
    for cell in cells:
        cell.font = BOLD
    return cells


def _widen(sheet: Sheet, widths: list[int]) -> None:
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
