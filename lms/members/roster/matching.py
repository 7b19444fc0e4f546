"""What each row of a list will become, given who is on the roster: added, completed, left as she is, or a question.

The same name (without regard to tone marks) and a year that may be the same is a question for a person, never for us:
"có phải là một người?". Only name, year and phone together are certain. Nothing is asked about anybody outside the
scope of who brought the list.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Q
from django.utils.translation import gettext as _

from lms import names
from lms.members import phones, scope
from lms.members.models import Member
from lms.members.roster.rows import Row
from lms.units.models import Unit

LEVELS_NEARBY = 3  # a commune: as far as a list may have strayed
BATCH = 400  # rows that are looked up by one query: SQLite takes 999 values


class Fate(StrEnum):
    """What becomes of a row; each has exactly one, so that the numbers add up."""

    ASK = "hoi"
    BROKEN = "khong-doc-duoc"
    ADD = "them"
    CHANGE = "bo-sung"
    SAME = "da-co"
    SKIPPED = "bo-qua"
    NOBODY = "khong-phai-nguoi"


@dataclass
class Judged:
    """A row with its fate. `people` are who it may be; `twin` is an earlier row that may be the same person."""

    row: Row
    fate: Fate
    unit: Unit
    people: list[Member] = field(default_factory=list)
    twin: Row | None = None
    member: Member | None = None
    changes: dict[str, object] = field(default_factory=dict)
    others: list[Member] = field(default_factory=list)  # who else has the number that the row says
    remarks: list[str] = field(default_factory=list)

    @property
    def meant(self) -> list[Member]:
        """Whose records are shown beside the row."""
        return [*self.people, *([self.member] if self.member else []), *self.others]

    @property
    def said(self) -> list[str]:
        """What changes about her, in words."""
        words = {
            "birth_year": lambda year: _("Year of birth: %(year)s") % {"year": year},
            "phone": lambda phone: _("Phone: %(phone)s") % {"phone": phones.readable(phone)},
            "unit": lambda unit: _("Group: %(unit)s") % {"unit": unit},
            "left_on": lambda _day: _("She is back on the roster"),
        }
        return [words[name](value) for name, value in self.changes.items() if name in words]


@dataclass
class Surroundings:
    """What is known around a list: the unit, the units below it by their names, the people by their search keys and by
    the phone numbers that the list says."""

    unit: Unit
    below: dict[str, Unit]
    people: dict[str, list[Member]]
    holders: dict[str, list[Member]]


def judged(rows: Iterable[Row], unit: Unit, viewer: scope.Viewer) -> list[Judged]:
    """Every row with its fate. A query for the units, and one for every 400 rows."""
    rows = list(rows)
    around = surroundings(unit, viewer, rows)
    earlier: dict[str, list[Row]] = defaultdict(list)
    found = []
    for row in rows:
        one = _judged(row, around, earlier[names.fold(row.name)])
        if one.fate in (Fate.ASK, Fate.ADD, Fate.CHANGE):
            earlier[names.fold(row.name)].append(row)
        found.append(one)
    return found


def surroundings(unit: Unit, viewer: scope.Viewer, rows: list[Row]) -> Surroundings:
    near = unit.path[: LEVELS_NEARBY * Unit.steplen]
    people = scope.known(viewer).filter(unit__path__startswith=near).select_related("unit")
    by_key: dict[str, list[Member]] = defaultdict(list)
    by_phone: dict[str, list[Member]] = defaultdict(list)
    for start in range(0, len(rows), BATCH):
        some = rows[start : start + BATCH]
        keys = {names.fold(row.name)[:120] for row in some if row.name}
        numbers = {row.phone for row in some if row.phone}
        alike = people.filter(Q(search_key__in=keys) | Q(phone__in=numbers)).order_by("left_on", "pk")
        for member in alike:
            by_key[member.search_key] += [member] * (member not in by_key[member.search_key])
            if member.phone in numbers:
                by_phone[member.phone] += [member] * (member not in by_phone[member.phone])
    units = _by_name(scope.units(viewer).filter(path__startswith=unit.path))
    return Surroundings(unit, units, by_key, by_phone)


def _by_name(units: Iterable[Unit]) -> dict[str, Unit]:
    """Units by what a list calls them: "Tổ phụ nữ 2" is also "tổ 2" and "2". What fits two of them fits none."""
    called = defaultdict(set)
    for unit in units:
        words = unit.search_key.split()
        for name in {unit.search_key, f"{words[0]} {words[-1]}", words[-1], " ".join(words[2:])}:
            called[name].add(unit)
    return {name: units.pop() for name, units in called.items() if name and len(units) == 1}


def _judged(row: Row, around: Surroundings, earlier: list[Row]) -> Judged:
    unit = around.below.get(names.fold(row.group).strip(" .:")) if row.group else around.unit
    one = Judged(row, Fate.ADD, unit or around.unit, remarks=list(row.remarks))
    if row.nobody or row.why or row.answer == "skip":
        one.fate = Fate.NOBODY if row.nobody else Fate.BROKEN if row.why else Fate.SKIPPED
        return one
    if not unit:
        words = _("There is no group “%(group)s” here: she comes to the unit itself.")
        one.remarks.append(words % {"group": row.group})
    one.people = [member for member in around.people[names.fold(row.name)[:120]] if _may_be(row, member, around.unit)]
    one.twin = next((other for other in earlier if _years_fit(row.year, other.year)), None)
    _decide(one, around.unit)
    if one.fate in (Fate.ADD, Fate.CHANGE):
        one.others = [m for m in around.holders.get(row.phone, []) if row.phone and m not in one.meant]
        one.remarks += [_shares(other) for other in one.others]
    return one


def _shares(other: Member) -> str:
    words = _("Sister %(name)s has this phone number too. If they do not share a phone, please mend the row.")
    return words % {"name": other.name}


def _decide(one: Judged, unit: Unit) -> None:
    row = one.row
    certain = [m for m in one.people if is_certain(row, m) and not m.left_on and _is_below(m, unit)]
    chosen = [member for member in one.people if str(member.pk) == row.answer]
    if row.answer == "other":
        return
    if chosen or certain:
        one.member = (chosen or certain)[0]
        one.changes = _changes(one, unit)
        one.fate = Fate.CHANGE if one.changes else Fate.SAME
    elif one.twin and (row.answer == f"line:{one.twin.number}" or _is_repeated(row, one.twin)):
        one.fate = Fate.SAME
    elif one.people or one.twin:
        one.fate = Fate.ASK


def _years_fit(one: int | None, other: int | None) -> bool:
    return one is None or other is None or one == other


def _is_below(member: Member, unit: Unit) -> bool:
    return member.unit is not None and member.unit.path.startswith(unit.path)


def _may_be(row: Row, member: Member, unit: Unit) -> bool:
    """On the list's own unit a missing year is enough to ask; elsewhere, and of who has left, the year or the phone
    must agree."""
    if row.phone and row.phone == member.phone:
        return True
    if _is_below(member, unit) and not member.left_on:
        return _years_fit(row.year, member.birth_year)
    return row.year is not None and row.year == member.birth_year


def _same_name(one: str, other: str) -> bool:
    """With regard to tone marks, not to where they stand ("Hoà", "Hòa")."""
    return names.collation_key(one) == names.collation_key(other)


def is_certain(row: Row, member: Member) -> bool:
    agree = row.year and row.year == member.birth_year and row.phone and row.phone == member.phone
    return bool(agree) and _same_name(row.name, member.name)


def _is_repeated(row: Row, other: Row) -> bool:
    return (
        bool(row.year and row.phone)
        and (row.year, row.phone) == (other.year, other.phone)
        and _same_name(row.name, other.name)
    )


def _changes(one: Judged, unit: Unit) -> dict[str, object]:
    """What the row says and the roster does not. Her name stays as the roster has it, and so does her unit, but for a
    group of it that the list names."""
    row, member = one.row, one.member
    assert member is not None  # a row without one makes a new member
    changes: dict[str, object] = {}
    if row.year and row.year != member.birth_year:
        changes["birth_year"] = row.year
    if row.phone and row.phone != member.phone:
        changes["phone"] = row.phone
    if one.unit != unit and one.unit != member.unit and _is_below(member, unit):
        changes["unit"] = one.unit
    if member.left_on:
        changes |= {"left_on": None, "left_why": ""}
    return changes
