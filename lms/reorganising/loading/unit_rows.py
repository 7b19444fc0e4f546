"""One unit as a file gives it, in whatever words and forms of date people use."""

import re
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lms import names
from lms.reorganising.loading.tables import Row, Table, read_table
from lms.reorganising.naming_rules import check_code, checked
from lms.units.models import Unit

COLUMNS = {
    "code": ("mã", "mã đơn vị", "code"),
    "name": ("tên", "tên đơn vị", "name"),
    "level": ("cấp", "level"),
    "parent": ("mã cấp trên", "mã đơn vị cấp trên", "cấp trên", "đơn vị cấp trên", "parent", "parent code"),
    "since": ("từ ngày", "ngày bắt đầu", "hiệu lực từ", "valid from"),
    "until": ("đến ngày", "ngày kết thúc", "hiệu lực đến", "valid until"),
    "heirs": ("đơn vị kế thừa", "mã đơn vị kế thừa", "kế thừa", "successor", "successors", "successor code"),
}
LEVELS = {
    "trung uong": Unit.Level.CENTRAL,
    "central": Unit.Level.CENTRAL,
    "tinh": Unit.Level.PROVINCE,
    "thanh pho": Unit.Level.PROVINCE,
    "province": Unit.Level.PROVINCE,
    "city": Unit.Level.PROVINCE,
    "xa": Unit.Level.COMMUNE,
    "phuong": Unit.Level.COMMUNE,
    "dac khu": Unit.Level.COMMUNE,
    "commune": Unit.Level.COMMUNE,
    "ward": Unit.Level.COMMUNE,
    "special zone": Unit.Level.COMMUNE,
    "chi hoi": Unit.Level.BRANCH,
    "branch": Unit.Level.BRANCH,
    "to": Unit.Level.GROUP,
    "to phu nu": Unit.Level.GROUP,
    "group": Unit.Level.GROUP,
}
DATE = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})|(?P<D>\d{1,2})[/.-](?P<M>\d{1,2})[/.-](?P<Y>\d{4})", re.A
)


@dataclass(frozen=True)
class Given:
    """`parent` "" is none, None is not said; a date or successors that are not said stay as they are."""

    line: int
    code: str
    name: str
    level: str
    parent: str | None
    valid_from: date | None = None
    valid_until: date | None = None
    successors: tuple[str, ...] = ()


def read_units(text: str) -> tuple[list[Given], list[tuple[int, str]], list[str]]:
    """The units of a CSV file, what is wrong with its lines, and columns that are not known."""
    table = read_table(text, COLUMNS, ("code", "name", "level"))
    return *understood(table), table.unknown


def understood(table: Table) -> tuple[list[Given], list[tuple[int, str]]]:
    given, wrong = [], list(table.broken)
    for row in table.rows:
        try:
            given.append(_given(row, table.columns))
        except ValidationError as mistake:
            wrong += [(row.line, message) for message in mistake.messages]
    return given, wrong


def _given(row: Row, columns: set[str]) -> Given:
    code = names.tidy(row["code"])
    if not code:
        raise ValidationError(_("The code is missing."))
    check_code(code)
    parent = names.tidy(row["parent"]) if "parent" in columns else None
    since, until = read_date(row["since"]), read_date(row["until"])
    if since and until and until < since:
        raise ValidationError(_("The last day must come after the first."))
    successors = tuple(re.split(r"[\s,;|+]+", row["heirs"].strip())) if row["heirs"].strip() else ()
    return Given(row.line, code, checked(row["name"]), read_level(row["level"]), parent, since, until, successors)


def read_level(words: str) -> str:
    """A level in Vietnamese or English; "xã/phường" is one."""
    found = {LEVELS.get(part) for part in re.split(r"\s*[/,]\s*|\s+(?:hoac|or)\s+", names.fold(words))}
    parts = [level for level in found if level is not None]
    if len(found) != 1 or not parts:
        raise ValidationError(_("There is no level “%(level)s”.") % {"level": words.strip()[:40]})
    return parts[0]


def read_date(words: str) -> date | None:
    """2025-07-01 or 1/7/2025; nothing is None."""
    words = words.strip()
    if not words:
        return None
    found = DATE.fullmatch(words)
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(found[low] or found[high]) for low, high in ("yY", "mM", "dD"))
        if 1900 <= year <= 2100:
            return date(year, month, day)
    except (TypeError, ValueError):
        pass
    raise ValidationError(_("“%(date)s” is no date. Write it as 1/7/2025 or 2025-07-01.") % {"date": words[:20]})
