"""A list becomes rows: every line of it is one, also those that are nobody, so that the numbers add up."""

import csv
import re

from django.utils.translation import gettext as _

from lms import names
from lms.members.roster import values
from lms.members.roster.columns import Columns, columns, heading
from lms.members.roster.files import parted
from lms.members.roster.rows import LONGEST_TEXT, MOST_ROWS, Listed, Row
from quizzes.exchange.neutral import UnreadableFileError

NUMBERING = re.compile(r"^\W*\(?\d{1,3}\s*[.):\-–/]+\s*(?=\D)|^\W*\d{1,3}\s+(?=[^\W\d])|^[^\w(+]+")
PARTS = re.compile(r"\s*[|,;\t()]\s*|\s+[–—\-/]+\s+|\s*[–—]\s*|(?<=\w)[-:/]\s+|\s+[-:]")
SHORT_YEAR = re.compile(r"(?<=[^\W\d])[\s,\-]+(\d\d)[\s|]*$")  # "Bùi Thị Hạnh 64"
GROUP = re.compile(r"^(?:tổ|chi tổ|nhóm|to)(?:\s+\S+){1,4}$", re.I)
TOTAL = re.compile(r"^(?:tổng(?!\s+thị)|cộng|tong (?:cong|so|cộng))\b", re.I)
NOT_PEOPLE = re.compile(
    r"danh sách|cộng hòa xã hội|cộng hoà xã hội|độc lập|hội liên hiệp|hội lhpn|người lập|người ghi|ký tên"
    r"|ký, ghi|ghi rõ|xác nhận|^tm\.|^t/m|^bch |chủ tịch|ngày .* tháng .* năm|(?<!\w)(?:ạ|nhé|dạ|gửi)(?!\w)", re.I
)  # fmt: skip


def read_sheets(sheets: dict[str, list[list[str]]]) -> Listed:
    """Every sheet with its own heading; the sheets are named where there are several."""
    listed = Listed([])
    for title, cells in sheets.items():
        found = columns(cells)
        if found.unused:
            words = {"columns": ", ".join(one[:40] for one in found.unused[:20])}
            listed.remarks.append(_("These columns are not taken over: %(columns)s.") % words)
        listed.rows += _rows(cells, found, title if len(sheets) > 1 else "")
    return listed


def read_text(text: str) -> Listed:
    """A pasted list: a person a line, in whatever order; or a piece of a table. Raises UnreadableFileError."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
    if not text.strip():
        raise UnreadableFileError(_("There is nothing here yet. Please paste the list first."))
    if len(lines) > MOST_ROWS:
        raise UnreadableFileError(
            _("This list has more than %(most)s rows. Please bring it in parts.") % {"most": MOST_ROWS}
        )
    filled = [line for line in lines if line.strip()]
    if len(filled) > 1 and sum("\t" in line.strip() for line in filled) > len(filled) / 2:
        try:
            return read_sheets({"": parted([line + "\n" for line in lines], "\t")})
        except csv.Error as mistake:
            raise UnreadableFileError(_("This table cannot be read: %(why)s.") % {"why": mistake}) from mistake
    rows, group = [], ""
    for number, line in enumerate(lines, 1):
        row, group = _line(number, line, group)
        rows.append(row)
    return Listed(rows)


def _line(number: int, line: str, group: str) -> tuple[Row, str]:
    """(the row, the group under whose heading the next lines stand)."""
    row = Row(number, line.strip()[:LONGEST_TEXT])
    if len(line) > LONGEST_TEXT:
        row.why = _("This line is too long for one person.")
        return row, group
    bare = names.tidy(NUMBERING.sub("", line.strip()))
    if not bare:
        return _nobody(row, _("An empty line.")), group
    row.year, rest = values.year_in(_numbers_apart(values.PHONE_WORDS.sub("| ", bare)))
    row.phone, rest = values.phone_in(rest)
    if not row.year and (short := SHORT_YEAR.search(rest)) and not GROUP.match(rest):
        row.year, rest = values.year_of(short[1]), rest[: short.start()]
    parts = [part for part in (one.strip(values.EDGES) for one in PARTS.split(rest)) if part]
    if len(parts) == 1 and GROUP.match(parts[0]) and not (row.year or row.phone):
        return _nobody(row, _("The heading of a group.")), parts[0]
    people = [part for part in parts if not GROUP.match(part)]
    row.group = next((part for part in parts if GROUP.match(part)), group)
    return _judged(row, people[0] if people else "", people[1:]), group


def _numbers_apart(line: str) -> str:
    """A phone number is not searched for years: it is marked off first."""
    found = values.PHONE.search(line)
    year = values.DATE.search(line) or values.ISO.search(line)
    if found and not (year and year.start() < found.end() and found.start() < year.end()):
        return f"{line[: found.start()]} | {line[found.start() : found.end()].replace(' ', '')} | {line[found.end() :]}"
    return line


def _rows(cells: list[list[str]], found: Columns, sheet: str) -> list[Row]:
    rows, group = [], ""
    for number, cells_of_row in enumerate(cells, 1):
        said = [cell.strip() for cell in cells_of_row if cell.strip()]
        row = Row(number, " | ".join(said)[:LONGEST_TEXT], sheet=sheet[:40])
        if not said:
            rows.append(_nobody(row, _("An empty line.")))
        elif number <= found.head or heading(cells_of_row):
            rows.append(_above(row, cells_of_row))
        elif len(said) == 1 and GROUP.match(said[0]):
            group = said[0]
            rows.append(_nobody(row, _("The heading of a group.")))
        else:
            row.group = " ".join(found.cells(cells_of_row, "group")) or group
            rows.append(_row(row, cells_of_row, found))
    return rows


def _above(row: Row, cells: list[str]) -> Row:
    """What stands above the heading is nobody, unless it has a phone number or a date of birth."""
    if any(values.phone_in(cell)[0] or values.DATE.fullmatch(cell.strip()) for cell in cells):
        row.why = _("It stands above the heading.")
        return row
    return _nobody(row, _("Title or heading."))


def _row(row: Row, cells: list[str], found: Columns) -> Row:
    if all(cell.strip(" ().").isdecimal() and len(cell.strip()) < 5 for cell in cells if cell.strip()):
        return _nobody(row, _("No name in it, only numbers."))
    beside = []
    for cell in found.cells(cells, "year"):
        row.year = row.year or values.year_of(cell)
    for cell in found.cells(cells, "phone"):
        number, rest = values.phone_in(cell)
        row.phone = row.phone or number
        beside += [] if values.nothing(rest.strip(values.EDGES)) else [rest.strip(values.EDGES)]
    years = [cell for cell in found.cells(cells, "year") if not values.nothing(cell)]
    if years and not row.year:
        beside += years
    return _judged(row, found.name(cells), beside)


def _judged(row: Row, name: str, beside: list[str]) -> Row:
    """Whether there is a person in this row, and what of it was not understood."""
    row.name = values.named(name)
    alone = not (row.year or row.phone)
    if alone and (TOTAL.match(name.strip()) or NOT_PEOPLE.search(row.text) or TOTAL.match(row.text)):
        return _nobody(row, _("A title, a total or a message, not a person."))
    row.why = _why_not(row, name)
    left = [text[:60] for text in beside if any(map(str.isalnum, text))]
    row.remarks = [_("Not understood: “%(text)s”.") % {"text": text} for text in left]
    if not row.why and len(row.name.split()) > values.LONG:
        row.remarks.append(_("A long name: is it one person?"))
    return row


def _why_not(row: Row, name: str) -> str:
    if values.is_formula(name):
        return _("It is a formula, not a name.")
    if values.is_old_font(row.name):
        return _("It is written in an old font (TCVN3 or VNI). Please change it to Unicode, or type the name here.")
    if not any(map(str.isalpha, row.name)):
        return _("There is no name.")
    return "" if values.is_name(row.name) else _("This does not look like a person's name.")


def _nobody(row: Row, why: str) -> Row:
    row.name, row.year, row.phone, row.group = "", None, "", ""
    row.nobody, row.why = True, why
    return row
