"""A list becomes rows: every line of it is one, also those that are nobody, so that the numbers add up."""

import csv
import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from lms import names
from lms.members.roster import identity_numbers, values
from lms.members.roster.columns import Columns, columns, heading
from lms.members.roster.files import parted
from lms.members.roster.old_fonts import Converter
from lms.members.roster.rows import LONGEST_TEXT, MOST_ROWS, Listed, Row
from lms.members.roster.workbooks import Book, Sheet
from quizzes.exchange.neutral import UnreadableFileError

SKIP = "skip"
FAMILY_NAMES = (
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Lương Đoàn Mai Tô Cao Tạ Hà Lò"
    " Vì Quàng Cầm Lường Tòng Cà Đào Đồng Lưu Trương Thái Chu Châu Kiều La Lâm Lại Lục Lã Mã Mạc Ma Nông Hứa Bế Đàm"
    " Triệu Sầm Quách Bạch Khổng Khuất Phùng Tống Từ Thạch Sơn Danh Kim Giàng Vàng Sùng Thào Lầu Vừ Mùa Hạng Cứ Tráng"
    " Bàn Đặng Phượng Tẩn Chảo Lù Long Thân Văn Viên Vương Ung Tăng Nghiêm Ninh Thiều Ksor Siu Rơ Nay Kpă H' Y"
)
NUMBERING = re.compile(r"^\W*\(?\d{1,3}\s*[.):\-–/]+\s*(?=\D)|^\W*\d{1,3}\s+(?=[^\W\d])|^[^\w(+]+")
PARTS = re.compile(r"\s*[|,;\t()]\s*|\s+[–—\-/]+\s+|\s*[–—]\s*|(?<=\w)[-:/]\s+|\s+[-:]")
SHORT_YEAR = re.compile(r"(?<=[^\W\d])[\s,\-]+(\d\d)[\s|]*$")  # "Bùi Thị Hạnh 64"
GROUP = re.compile(
    r"^(?:tổ|chi tổ|nhóm|to|cụm|xóm|thôn|bản|ấp|khóm|buôn|làng|khu phố|khu|phố|chi hội(?! trưởng| phó))"
    r"(?:\s+(?!thị\b)\S+){1,5}$", re.I,
)  # fmt: skip
HEADED = re.compile(r"^((?:tổ|chi tổ|nhóm|cụm|xóm|thôn|bản|ấp|khóm|buôn|làng)(?:\s+[^\s:]+){1,4})\s*:\s*(?=\S)", re.I)
BETWEEN = re.compile(r"\s*[,;]\s*|\s+và\s+")
FAMILIES = frozenset(names.fold(FAMILY_NAMES).split())
TOTAL = re.compile(r"^(?:tổng(?!\s+thị)|cộng|tong (?:cong|so|cộng))\b", re.I)
NOT_PEOPLE = re.compile(
    r"danh sách|cộng hòa xã hội|cộng hoà xã hội|độc lập|hội liên hiệp|hội lhpn|người lập|người ghi|ký tên"
    r"|ký, ghi|ghi rõ|xác nhận|^tm\.|^t/m|^bch |chủ tịch|ngày .* tháng .* năm|(?<!\w)(?:ạ|nhé|dạ|gửi)(?!\w)", re.I
)  # fmt: skip


def read_sheets(sheets: Book) -> Listed:
    """Every sheet with its own heading; the sheets are named where there are several. What was hidden is said."""
    convert = Converter(cell for cells in sheets.values() for row in cells for cell in row)
    listed = Listed([], font=convert.family)
    if sheets.hidden_sheets:
        words = _("These sheets are hidden in the file and were not read: %(sheets)s.")
        listed.remarks.append(words % {"sheets": ", ".join(one[:40] for one in sheets.hidden_sheets[:20])})
    for title, written in sheets.items():
        cells = [[convert(cell) for cell in row] for row in written] if convert.family else written
        found = columns(cells)
        written, cells = (_scrubbed(rows, found) for rows in (written, cells))
        if found.unused:
            unused = {"columns": ", ".join(one[:40] for one in found.unused[:20])}
            listed.remarks.append(_("These columns are not taken over: %(columns)s.") % unused)
        rows = _rows(cells, found, title if len(sheets) > 1 else "")
        _mark_old(rows, written, cells)
        _leave_out(rows, sheets.hidden.get(title, set()), listed)
        listed.rows += rows
    return _without_identity_numbers(listed)


def _scrubbed(rows: list[list[str]], found: Columns) -> list[list[str]]:
    """The cells without numbers of identity cards. Only a column of phones may hold nine digits."""
    kinds = {place: kind for kind, places in found.places.items() for place in places}
    take: dict[str, Callable[[str], str]] = {
        "identity": identity_numbers.all_of,
        "phone": identity_numbers.without,
        "number": str,
    }
    ways = [
        take.get(kinds.get(place, ""), identity_numbers.everywhere) for place in range(max(map(len, rows), default=0))
    ]
    return [[way(cell) for way, cell in zip(ways, row, strict=False)] for row in rows]


def _mark_old(rows: list[Row], written: list[list[str]], cells: list[list[str]]) -> None:
    """A row that was read out of an old font shows what stood there."""
    for row, before, after in zip(rows, written, cells, strict=True):
        if before != after:
            row.text, row.old_font = " | ".join(cell.strip() for cell in before if cell.strip())[:LONGEST_TEXT], True


def _leave_out(rows: list[Row], hidden: set[int], listed: Listed) -> None:
    """Rows that are hidden in the file stay outside until she brings them in."""
    left = [row for row in rows if row.number in hidden and not row.nobody]
    for row in left:
        row.answer = SKIP
        row.remarks.append(_("This row is hidden in the file."))
    if left:
        numbers = ", ".join(str(row.number) for row in left[:20]) + (" …" if len(left) > 20 else "")
        words = _("%(n)s rows are hidden in the file and left out: %(rows)s. You can bring each of them in.")
        listed.remarks.append(words % {"n": len(left), "rows": numbers})


def _without_identity_numbers(listed: Listed) -> Listed:
    """Numbers of identity cards are kept nowhere: not even in what a row shows of itself."""
    for row in listed.rows:
        row.text = identity_numbers.without(row.text)
        row.remarks = [identity_numbers.without(remark) for remark in row.remarks]
    if any(identity_numbers.GONE in row.text for row in listed.rows):
        listed.remarks.append(_("Numbers of identity cards were taken out. This site keeps none."))
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
            return read_sheets(Book({"": Sheet(parted([line + "\n" for line in lines], "\t"))}))
        except csv.Error as mistake:
            raise UnreadableFileError(_("This table cannot be read: %(why)s.") % {"why": mistake}) from mistake
    convert = Converter(lines)
    rows: list[Row] = []
    group = ""
    for written in lines:
        line, inside = _headed(identity_numbers.without(convert(written)), group)
        for part in _people_in(line):
            row, below = _line(len(rows) + 1, part, inside)
            group = below if inside == group else group  # "Tổ 1: Lan, Hoa" says nothing of the lines below
            row.old_font = convert(written) != written
            row.text = written.strip()[:LONGEST_TEXT] if row.old_font else row.text
            rows.append(row)
    listed = Listed(rows[: MOST_ROWS + 1], font=convert.family if any(row.old_font for row in rows) else "")
    return _without_identity_numbers(listed)


def _headed(line: str, group: str) -> tuple[str, str]:
    """ "Tổ 1: Lan, Hoa" as what follows and the group that it begins with."""
    found = HEADED.match(NUMBERING.sub("", line.strip()))
    if not found:
        return line, group
    return NUMBERING.sub("", line.strip())[found.end() :], found[1]


def _people_in(line: str) -> list[str]:
    """The line in as many parts as it has people: only where each part, without its numbers, is a whole name."""
    parts = [part for part in BETWEEN.split(NUMBERING.sub("", line.strip())) if part]
    return parts if len(parts) > 1 and all(map(_is_whole_name, parts)) else [line]


def _is_whole_name(part: str) -> bool:
    rest = values.phone_in(values.year_in(_numbers_apart(part))[1])[1]
    name = values.named(rest.replace("|", " "))
    words = names.fold(name).split()
    return len(words) > 1 and values.is_name(name) and (words[0] in FAMILIES or "thi" in words[1:-1])


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
    rows: list[Row] = []
    group = ""
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
