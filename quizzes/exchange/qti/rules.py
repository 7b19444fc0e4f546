"""How an item gives points: by one of QTI's response processing templates, or by the same written out.

What an item computes in a way of its own is not guessed at; it is refused. Points become shares of the item's highest
score, since a question is worth one point here.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from quizzes.exchange.marks import number_of
from quizzes.exchange.neutral import UnsupportedQuestionError, not_too_many
from quizzes.exchange.xml_nodes import Node

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
ABOUT = {"variable", "correct", "mapResponse", "mapResponsePoint"}


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
        raise UnsupportedQuestionError(_("Its right answer is not declared."))
    mapping = node.one("mapping")
    entries = not_too_many(mapping.all("mapEntry")) if mapping else []
    correct = node.one("correctResponse")
    upper = mapping.get("upperBound") if mapping else ""
    if mapping and number_of(mapping.get("lowerBound") or "0") > 0:
        raise UnsupportedQuestionError(_("Any answer at all would have points."))
    return Declared(
        node.get("cardinality", "single"),
        node.get("baseType"),
        [" ".join(value.text().split()) for value in not_too_many(correct.all("value"))] if correct else [],
        {" ".join(one.get("mapKey").split()): number_of(one.get("mappedValue")) for one in entries},
        number_of(mapping.get("defaultValue") or "0") if mapping else 0.0,
        number_of(upper) if upper else None,
        all(one.get("caseSensitive", "true") != "false" for one in entries),
        mapping,
    )


def rule(item: Node, variable: Declared, response: str) -> Rule:
    """`response`: the name of the variable that is scored."""
    processing = item.one("responseProcessing")
    if item.get("adaptive") == "true":
        raise _of_its_own(item)
    if processing is None:
        return _untold(variable)
    template = processing.get("template") or processing.get("templateLocation")
    if template:
        name = template.rpartition("/")[2].removesuffix(".xml")
        if name not in TEMPLATES:
            raise _of_its_own(processing)
        return Rule(TEMPLATES[name])
    return _written_out(item, processing, response) if processing.nodes else _untold(variable)


def _untold(variable: Declared) -> Rule:
    if not (variable.mapped or variable.correct):
        raise UnsupportedQuestionError(_("It does not say which answer is right."))
    return Rule("map" if variable.mapped else "match", told=False)


def _of_its_own(node: Node) -> UnsupportedQuestionError:
    return UnsupportedQuestionError(_("It computes its points in a way of its own."), node.line)


def _scores(node: Node) -> list[Node]:
    return [one for one in node.found("setOutcomeValue", "lookupOutcomeValue") if one.get("identifier") == "SCORE"]


def _written_out(item: Node, processing: Node, response: str) -> Rule:
    """One condition, about this response and nothing else, before which the score is nought."""
    scoring = [node for node in processing.nodes if _scores(node)]
    used = [one for node in scoring for one in node.walk()]
    ways = {COMPUTING[one.name] for one in used if one.name in COMPUTING}
    begins = [one.text("defaultValue") for one in item.all("outcomeDeclaration") if one.get("identifier") == "SCORE"]
    if (
        len(scoring) != 1
        or len(ways) != 1
        or not {one.name for one in used} <= KNOWN
        or not {one.get("identifier") for one in used if one.name in ABOUT} <= {response, "SCORE"}
        or any(number_of(one or "0") for one in begins)
    ):
        raise _of_its_own(processing)
    [how] = ways
    if how in ("map", "map_point"):
        if not all(_is_mapped(one) for one in _scores(scoring[0])) or not all(_asks_for_any(one) for one in used):
            raise _of_its_own(processing)
        return Rule(how)
    branches = tuple(_branches(scoring[0]))
    if any("false" in (test.get("includeLowerBound"), test.get("includeUpperBound")) for test, _score in branches):
        raise _of_its_own(processing)
    if how == "match":
        [(test, whole), *more] = branches or [(processing, 0.0)]
        if more or whole <= 0 or not (test.one("variable") and test.one("correct")):
            raise _of_its_own(processing)
    return Rule(how, branches=branches)


def _is_mapped(setting: Node) -> bool:
    """Whether the score becomes the mapped value, with what it was before (nought), or nought."""
    names = sorted(one.name for one in setting.nodes)
    if names == ["sum"]:
        names = sorted(one.name for one in setting.nodes[0].nodes)
        return names in (["mapResponse", "variable"], ["mapResponsePoint", "variable"])
    return names in (["mapResponse"], ["mapResponsePoint"]) or (
        names == ["baseValue"] and number_of(setting.text("baseValue")) == 0
    )


def _asks_for_any(branch: Node) -> bool:
    """Whether all that a branch asks is whether there is an answer."""
    if branch.name not in ("responseIf", "responseElseIf"):
        return True
    test = branch.nodes[0].name if branch.nodes else ""
    return test == "isNull" or (test == "not" and [one.name for one in branch.nodes[0].nodes] == ["isNull"])


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
    """The highest score that answers by these names can have. Raises UnsupportedQuestionError where there is none."""
    points = [max(0.0, variable.mapped.get(name, variable.default)) for name in names]
    best = max(points, default=0.0) if variable.cardinality == "single" else sum(points)
    if variable.upper is not None:  # thirds do not quite make a whole
        best = variable.upper if best > variable.upper - 1e-4 else best
    if best <= 0:
        raise UnsupportedQuestionError(_("No answer gives points."))
    return best
