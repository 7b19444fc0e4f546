"""Orders from a CSV file, one a line: what, codes, new code, name, level, code above, members, day (docs/units.md)."""

import re
from collections.abc import Callable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lms import names
from lms.reorganising.loading.tables import Row, Table, read_table
from lms.reorganising.loading.unit_rows import read_date, read_level
from lms.reorganising.orders import Dissolve, Found, Merge, Move, New, Order, Part, Rename, Split
from lms.units.models import Unit

COLUMNS = {
    "what": ("việc", "việc cần làm", "what"),
    "from": ("từ mã", "mã", "mã đơn vị", "from"),
    "to": ("đến mã", "mã mới", "to"),
    "name": ("tên mới", "tên", "name", "new name"),
    "level": ("cấp", "level"),
    "parent": ("mã cấp trên", "mã đơn vị cấp trên", "cấp trên", "parent", "parent code"),
    "members": ("hội viên", "members"),
    "day": ("ngày", "từ ngày", "day"),
}


def read_table_of_orders(text: str) -> Table:
    return read_table(text, COLUMNS, ("what",))


def read_order(row: Row) -> Order:
    """Reads what the codes mean in the tree as it is now. Raises ValidationError."""
    read = DEEDS.get(names.fold(row["what"]))
    if not read:
        raise ValidationError(_("“%(what)s” is nothing that can be done with units.") % {"what": row["what"][:40]})
    return read(row, read_date(row["day"]) or timezone.localdate())


def _codes(row: Row) -> tuple[str, ...]:
    found = tuple(part for part in re.split(r"[\s,;|+]+", names.tidy(row["from"])) if part)
    if not found:
        raise ValidationError(_("The code is missing."))
    return found


def _one(row: Row) -> str:
    codes = _codes(row)
    if len(codes) > 1:
        raise ValidationError(_("One code only, please."))
    return codes[0]


def _found(row: Row, day: date) -> Found:
    new = New(row["name"], read_level(row["level"]), row["parent"].strip(), row["to"].strip())
    return Found(new, day=day)


def _merge(row: Row, day: date) -> Merge:
    codes, to = _codes(row), row["to"].strip()
    if Unit.objects.filter(code=to).exists() and not names.tidy(row["name"]):
        return Merge(codes, to, day=day)
    first = _unit(codes[0])
    level = read_level(row["level"]) if row["level"].strip() else first.level
    return Merge(codes, New(row["name"], level, row["parent"].strip() or _above(first), to), day=day)


def _split(row: Row, day: date) -> Split:
    """The codes are those of the groups that leave; the unit that is split is the one above them."""
    codes = _codes(row)
    unit = _unit(_above(_unit(codes[0])))
    new = New(row["name"], unit.level, row["parent"].strip(), row["to"].strip())
    return Split(unit.code, (Part(new, units=codes),), day=day)


def _move(row: Row, day: date) -> Move:
    return Move(_one(row), row["parent"].strip() or row["to"].strip(), day=day)


def _dissolve(row: Row, day: date) -> Dissolve:
    code, said = _one(row), names.fold(row["members"])
    if said not in FATES:
        raise ValidationError(_("Say what becomes of the members: “cấp trên” or “rời đi”."))
    return Dissolve(code, FATES[said], day=day)


def _rename(row: Row, day: date) -> Rename:
    return Rename(_one(row), row["name"], day=day)


def _unit(code: str) -> Unit:
    unit = Unit.objects.filter(code=code).first()
    if not unit:
        raise ValidationError(_("There is no unit with the code “%(code)s”.") % {"code": code[:60]})
    return unit


def _above(unit: Unit) -> str:
    above = unit.get_parent()
    return above.code if above else ""


FATES = {"cap tren": False, "above": False, "roi di": True, "leave": True}  # of the members: do they leave?
DEEDS: dict[str, Callable[[Row, date], Order]] = {
    **dict.fromkeys(("lap", "lap moi", "them", "found", "add"), _found),
    **dict.fromkeys(("gop", "sap nhap", "hop nhat", "merge"), _merge),
    **dict.fromkeys(("tach", "chia", "split"), _split),
    **dict.fromkeys(("chuyen", "move"), _move),
    **dict.fromkeys(("doi ten", "rename"), _rename),
    **dict.fromkeys(("giai the", "dissolve"), _dissolve),
}
