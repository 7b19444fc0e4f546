"""How an item gives points: by one of QTI's response processing templates, or by the same written out.

What an item computes in a way of its own is not guessed at; it is refused. Points become shares of the item's highest
score, since a question is worth one point here.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from quizzes.exchange.marks import number_of
from quizzes.exchange.neutral import Unfit
from quizzes.exchange.nodes import Node

TEMPLATES = {
    "match_correct": "match",
    "map_response": "map",
    "map_response_point": "map_point",
    "CC2_match_basic": "match",
    "CC2_match": "match",
    "CC2_map_response": "map",
}
COMPUTING = {"mapResponse": "map", "mapResponsePoint": "map_point", "equal": "equal", "match": "match"}
KNOWN = set(COMPUTING) | {
    "responseCondition", "responseIf", "responseElseIf", "responseElse", "isNull", "not", "variable", "correct",
    "setOutcomeValue", "baseValue", "sum", "exitResponse",
}  # fmt: skip


@dataclass(frozen=True)
class Declared:
    """A response variable: its right answer, and the points of answers by a mapping."""

    cardinality: str
    base: str
    correct: list[str]
    mapped: dict[str, float]
    default: float
    upper: float | None
    strict: bool
    mapping: Node | None


@dataclass(frozen=True)
class Rule:
    """`how`: match, map, map_point or equal. `told`: whether the file says so itself."""

    how: str
    told: bool = True
    branches: tuple[tuple[Node, float], ...] = ()


def declared(item: Node, name: str) -> Declared:
    node = next((one for one in item.all("responseDeclaration") if one.get("identifier") == name), None)
    if node is None:
        raise Unfit(_("Its right answer is not declared."))
    mapping = node.one("mapping")
    entries = mapping.all("mapEntry") if mapping else []
    correct = node.one("correctResponse")
    upper = mapping.get("upperBound") if mapping else ""
    return Declared(
        node.get("cardinality", "single"),
        node.get("baseType"),
        [" ".join(value.text().split()) for value in correct.all("value")] if correct else [],
        {" ".join(one.get("mapKey").split()): number_of(one.get("mappedValue")) for one in entries},
        number_of(mapping.get("defaultValue") or "0") if mapping else 0.0,
        number_of(upper) if upper else None,
        all(one.get("caseSensitive", "true") != "false" for one in entries),
        mapping,
    )


def rule(item: Node, variable: Declared) -> Rule:
    processing = item.one("responseProcessing")
    template = processing.get("template") if processing else ""
    if template:
        name = template.rpartition("/")[2].removesuffix(".xml")
        if name not in TEMPLATES:
            raise _of_its_own(processing)
        return Rule(TEMPLATES[name])
    scoring = [node for node in processing.nodes if _sets_score(node)] if processing else []
    if scoring:
        return _written_out(processing, scoring)
    if not (variable.mapped or variable.correct):
        raise Unfit(_("It does not say which answer is right."))
    return Rule("map" if variable.mapped else "match", told=False)


def _of_its_own(node: Node) -> Unfit:
    return Unfit(_("It computes its points in a way of its own."), node.line)


def _sets_score(node: Node) -> bool:
    return any(one.get("identifier") == "SCORE" for one in node.found("setOutcomeValue"))


def _written_out(processing: Node, scoring: list[Node]) -> Rule:
    used = [one for node in scoring for one in node.walk()]
    ways = {COMPUTING[one.name] for one in used if one.name in COMPUTING}
    if len(ways) != 1 or not {one.name for one in used} <= KNOWN or len(scoring) > 1:
        raise _of_its_own(processing)
    [how] = ways
    if how == "equal":
        return Rule(how, branches=tuple(_branches(scoring[0])))
    if how == "match":
        [whole] = [score for _test, score in _branches(scoring[0])] or [0.0]
        plain = [one for one in used if one.name == "match" and one.one("variable") and one.one("correct")]
        if len(plain) != 1 or whole <= 0 or any(one.name in ("not", "isNull") for one in used):
            raise _of_its_own(processing)
    return Rule(how)


def _branches(condition: Node) -> list[tuple[Node, float]]:
    """(test, score) of each branch that gives points."""
    found = []
    for branch in condition.nodes:
        tests = branch.found("equal", "match")
        scores = [one for one in branch.all("setOutcomeValue") if one.get("identifier") == "SCORE"]
        if branch.name in ("responseIf", "responseElseIf"):
            if len(tests) != 1 or tests[0] not in branch.nodes or len(scores) != 1 or not scores[0].one("baseValue"):
                raise _of_its_own(condition)
            found.append((tests[0], number_of(scores[0].text("baseValue"))))
        elif any(number_of(one.text("baseValue")) for one in scores):
            raise _of_its_own(condition)
    return found


def top(variable: Declared, names: list[str]) -> float:
    """The highest score that answers by these names can have. Raises Unfit where there is none."""
    points = [max(0.0, variable.mapped.get(name, variable.default)) for name in names]
    best = max(points, default=0.0) if variable.cardinality == "single" else sum(points)
    if variable.upper is not None:  # thirds do not quite make a whole
        best = variable.upper if best > variable.upper - 1e-4 else best
    if best <= 0:
        raise Unfit(_("No answer gives points."))
    return best
