"""Writes the units of a file that were found right: many at once, for the union has some 110,000."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from lms.members.models import Role
from lms.reorganising.carrying_out import hold_the_tree, rehang
from lms.reorganising.loading.unit_rows import Given
from lms.reorganising.loading.validation import Wrong, check
from lms.units.models import FormerName, Unit

BATCH = 1_000
WRITTEN = ["name", "search_key", "level", "valid_from", "valid_until"]


@dataclass
class Result:
    wrong: Wrong = field(default_factory=list)
    added: int = 0
    changed: int = 0
    moved: int = 0
    same: int = 0
    written: bool = False


@transaction.atomic
def load(given: list[Given], wrong: Wrong, *, skip_bad: bool = False, dry_run: bool = False) -> Result:
    """Bring the tree to what the file says. Units that it does not name stay as they are; with something wrong nothing
    is written, unless bad lines are to be skipped."""
    hold_the_tree()
    held = {unit.code: unit for unit in Unit.objects.all()}
    fitting, also_wrong = check(given, held)
    result = Result(sorted([*wrong, *also_wrong]))
    result.written = not dry_run and (skip_bad or not result.wrong)
    fitting.sort(key=lambda one: Unit.Level.values.index(one.level))  # whatever stands above comes first
    new = [one for one in fitting if one.code not in held]
    kept = [one for one in fitting if one.code in held]
    changed, renamed = _changed(kept, held)
    moving = _moving(kept, held)
    result.added, result.moved = len(new), len(moving)
    result.changed = len({unit.code for unit in changed} | {one.code for one in moving})
    result.same = len(kept) - result.changed
    if result.written:
        FormerName.objects.bulk_create(renamed, batch_size=BATCH)
        _update(changed, WRITTEN)
        _add(new, held)
        for one in moving:
            rehang(Unit.objects.get(code=one.code), Unit.objects.get(code=one.parent))
        _link(fitting)
        over = Q(unit__valid_until__lte=timezone.localdate())
        Role.objects.current().filter(over).update(until=timezone.localdate())  # an office ends with its unit
    return result


def _changed(kept: list[Given], held: dict[str, Unit]) -> tuple[list[Unit], list[FormerName]]:
    """The units whose row changes, changed, and the names they had."""
    changed, renamed = [], []
    for one in kept:
        unit = held[one.code]
        before = [getattr(unit, field) for field in WRITTEN]
        old = FormerName(unit=unit, name=unit.name, search_key=unit.search_key, until=timezone.localdate())
        _fill(unit, one)
        if before != [getattr(unit, field) for field in WRITTEN]:
            changed.append(unit)
            if old.name != unit.name:
                renamed.append(old)
    return changed, renamed


def _fill(unit: Unit, one: Given) -> None:
    unit.name, unit.level = one.name, one.level
    unit.valid_from = one.valid_from or unit.valid_from
    unit.valid_until = one.valid_until or unit.valid_until
    unit.derive()


def _update(units: list[Unit], names: list[str]) -> None:
    """As `bulk_update`, whose statement for a hundred thousand rows takes the databases minutes to read."""
    columns = [Unit._meta.get_field(name) for name in names]
    wanted = ", ".join(f"{connection.ops.quote_name(column.column)} = %s" for column in columns)
    rows = [
        [column.get_db_prep_save(getattr(unit, column.attname), connection) for column in columns] + [unit.pk]
        for unit in units
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {Unit._meta.db_table} SET {wanted} WHERE id = %s", rows)


def _moving(kept: list[Given], held: dict[str, Unit]) -> list[Given]:
    codes = {unit.path: unit.code for unit in held.values()}
    above = {code: codes.get(unit.path[: -Unit.steplen], "") for code, unit in held.items()}
    return [one for one in kept if one.parent and one.parent != above[one.code]]


def _add(new: list[Given], held: dict[str, Unit]) -> None:
    """Gives each its place in the tree, as treebeard would one by one."""
    last = _last_steps(held.values())
    grown: Counter[str] = Counter()
    units: list[Unit] = []
    for one in new:
        above = held[one.parent].path if one.parent else ""
        last[above] += 1
        grown[above] += 1
        unit = Unit(code=one.code, depth=len(above) // Unit.steplen + 1)
        unit.path = Unit._get_path(above, unit.depth, last[above])
        _fill(unit, one)
        held[one.code] = unit
        units.append(unit)
    added = {unit.path for unit in units}
    for unit in units:
        unit.numchild = grown[unit.path]
    older = [unit for unit in held.values() if unit.path in grown and unit.path not in added]
    for unit in older:
        unit.numchild += grown[unit.path]
    _update(older, ["numchild"])
    Unit.objects.bulk_create(units, batch_size=BATCH)


def _last_steps(units: Iterable[Unit]) -> Counter[str]:
    """For each path above, the highest step below it that is taken."""
    last: Counter[str] = Counter()
    for unit in units:
        above, step = unit.path[: -Unit.steplen], Unit._str2int(unit.path[-Unit.steplen :])
        last[above] = max(last[above], step)
    return last


def _link(fitting: list[Given]) -> None:
    """Successors are added, never taken away: they are history."""
    heirs = [one for one in fitting if one.successors]
    codes = {one.code for one in heirs} | {code for one in heirs for code in one.successors}
    pks = dict(Unit.objects.filter(code__in=codes).values_list("code", "pk"))
    through = Unit.successors.through
    rows = [
        through(from_unit_id=pks[one.code], to_unit_id=pks[code])
        for one in heirs
        for code in dict.fromkeys(one.successors)
    ]
    through.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
