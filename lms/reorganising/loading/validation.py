"""What is wrong with the units of a file, each seen in the tree as it would be with all of them.

Nothing is judged by its place in the file: a unit may come before the one above it. A unit below a bad one is bad too.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.members.models import Member
from lms.reorganising.loading.unit_rows import Given
from lms.units.models import Unit

RANKS = {level: rank for rank, level in enumerate(Unit.Level.values)}
Wrong = list[tuple[int, str]]


@dataclass
class Node:
    """A unit as it would be. `line` is None where the file does not say anything about it."""

    level: str
    parent: str  # code; "" for none
    until: date | None = None
    line: int | None = None

    @property
    def has_ended(self) -> bool:
        return self.until is not None and self.until <= timezone.localdate()


def check(given: list[Given], held: dict[str, Unit]) -> tuple[list[Given], Wrong]:
    """Those that are right, and what is wrong with the others. `held` are the units that are there, by code."""
    wrong: Wrong = []
    fitting = _single(given, wrong)
    standing = _standing(held.values())
    while True:  # without the bad ones, others may be bad: those below them
        tree = {code: Node(unit.level, standing[code], unit.valid_until) for code, unit in held.items()}
        for one in fitting:
            tree[one.code] = _node(one, tree.get(one.code))
        bad = _bad(fitting, tree, held)
        if not bad:
            return fitting, sorted(wrong)
        wrong += [(line, reason) for line, reason in bad.items()]
        fitting = [one for one in fitting if one.line not in bad]


def _single(given: list[Given], wrong: Wrong) -> list[Given]:
    """Each code once; the first one counts."""
    first: dict[str, Given] = {}
    for one in given:
        if one.code in first:
            wrong.append((one.line, _("The code is on line %(n)s already.") % {"n": first[one.code].line}))
        else:
            first[one.code] = one
    return list(first.values())


def _standing(units: Iterable[Unit]) -> dict[str, str]:
    """For each code that of the unit above."""
    units = list(units)
    codes = {unit.path: unit.code for unit in units}
    return {unit.code: codes.get(unit.path[: -Unit.steplen], "") for unit in units}


def _node(one: Given, before: Node | None) -> Node:
    parent = one.parent if one.parent is not None else before.parent if before else ""
    until = one.valid_until or (before.until if before else None)
    return Node(one.level, parent, until, one.line)


def _bad(fitting: list[Given], tree: dict[str, Node], held: dict[str, Unit]) -> dict[int, str]:
    words = _("This unit would stand below itself.")
    lines = [tree[code].line for code in _in_circles(tree)]
    bad: dict[int, str] = {line: words for line in lines if line is not None}
    has_centre = any(node.level == Unit.Level.CENTRAL for node in tree.values())
    for node in tree.values():
        line, reason = _misplaced(node, tree, has_centre)
        if reason and line is not None:
            bad.setdefault(line, reason)
    for code in _still_peopled(tree, held):
        words = _("It ends, but members are still in it. Merge it with another one: manage.py reorganise.")
        line = tree[code].line
        assert line is not None  # only a row of the file ends a unit
        bad.setdefault(line, words)
    _blame_heirs(fitting, tree, held, bad)
    return bad


def _blame_heirs(fitting: list[Given], tree: dict[str, Node], held: dict[str, Unit], bad: dict[int, str]) -> None:
    """Whose successor is not there is bad, and so is in turn whose successor that one is."""
    heirs = defaultdict(list)
    for one in fitting:
        for code in one.successors:
            heirs[code].append(one)
    missing = [code for code in heirs if code not in tree]
    missing += [one.code for one in fitting if one.line in bad and one.code not in held]
    missing += [one.code for one in fitting if one.code in one.successors]
    while missing:
        code = missing.pop()
        for one in heirs.pop(code, ()):
            words = _("The successor “%(code)s” is neither in the file nor in the tree, or its own line is wrong.")
            if bad.setdefault(one.line, words % {"code": code[:60]}) and one.code not in held:
                missing.append(one.code)


def _misplaced(node: Node, tree: dict[str, Node], has_centre: bool) -> tuple[int | None, str]:
    """(line to blame, reason). A unit that the file does not name may stand wrongly below one that it changes."""
    if not node.parent:
        alone = node.level == Unit.Level.CENTRAL or (node.level == Unit.Level.PROVINCE and not has_centre)
        return node.line, "" if alone else _("The code of the unit above is missing.")
    above = tree.get(node.parent)
    if not above:
        words = _("The unit above, “%(code)s”, is neither in the file nor in the tree, or its own line is wrong.")
        return node.line, words % {"code": node.parent[:60]}
    line = node.line if node.line is not None else above.line
    if RANKS[above.level] >= RANKS[node.level]:
        words = _("A unit of the level “%(level)s” cannot stand below one of the level “%(above)s”.")
        return line, words % {"level": Unit.Level(node.level).label, "above": Unit.Level(above.level).label}
    if above.has_ended and not node.has_ended:
        return line, _("The unit above has ended.")
    return None, ""


def _in_circles(tree: dict[str, Node]) -> set[str]:
    """Codes of units that would stand below themselves."""
    done: set[str] = set()
    circles: set[str] = set()
    for start in tree:
        way: dict[str, None] = {}
        code = start
        while code in tree and code not in done and code not in way:
            way[code] = None
            code = tree[code].parent
        if code in way:
            steps = list(way)
            circles |= set(steps[steps.index(code) :])
        done.update(way)
    return circles


def _still_peopled(tree: dict[str, Node], held: dict[str, Unit]) -> set[str]:
    """Codes of units that the file ends though members are in them: a file of units moves nobody."""
    ending = {code for code, node in tree.items() if node.line is not None and node.has_ended and code in held}
    ending = {code for code in ending if not held[code].has_ended}
    there = Q(is_active=True, left_on=None, unit__code__in=ending)
    return set(Member.objects.filter(there).values_list("unit__code", flat=True).distinct()) if ending else set()
