"""One QTI item as a question of ours: one interaction, of a kind that we have, with a rule of points that we have."""

from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext as _

from quizzes.exchange import html_text, pictures
from quizzes.exchange.marks import Mark, all_or_one, marks_folded, number_of, numbers, single_or_several
from quizzes.exchange.neutral import Picture, Question, UnsupportedQuestionError, line, not_too_many, tidied
from quizzes.exchange.qti import shapes
from quizzes.exchange.qti.rules import Declared, declared, rule, top
from quizzes.exchange.qti.spelling import in_2
from quizzes.exchange.xml_nodes import Node

LEFT_OUT = ("rubricBlock", "stylesheet", "templateBlock", "templateInline", "feedbackBlock", "feedbackInline", "prompt")
STATEMENT = ({"true", "đúng"}, {"false", "sai"})
Files = Callable[[str], bytes]


def question(item: Node, files: Files) -> Question:
    """`files` gives what the item names. Raises UnsupportedQuestionError, also for a file that is not there."""
    item = in_2(item)
    body = item.one("itemBody")
    interactions = [node for node in body.walk() if node.name.endswith("Interaction")] if body else []
    if len(interactions) != 1:
        raise UnsupportedQuestionError(
            _("A question must ask one thing; this one has %(number)s interactions.") % {"number": len(interactions)}
        )
    if interactions[0].name not in READING:
        raise UnsupportedQuestionError(
            _("There are no questions of the kind “%(kind)s” here.") % {"kind": interactions[0].name},
            interactions[0].line,
        )
    assert body is not None  # the interaction stands in it
    return _Item(item, body, interactions[0], files).question()


class _Item:
    def __init__(self, item: Node, body: Node, asking: Node, files: Files):
        self.item, self.body, self.asking, self.files = item, body, asking, files
        if item.all("templateDeclaration") or item.found("printedVariable"):
            raise UnsupportedQuestionError(_("Its words or numbers are made anew each time."))
        if item.found("assessmentStimulusRef", "include"):
            raise UnsupportedQuestionError(_("A part of its text stands in another file."))
        not_too_many(asking.found("simpleChoice", "simpleAssociableChoice", "hotspotChoice"))
        response = asking.get("responseIdentifier")
        self.variable: Declared = declared(item, response)
        self.rule = rule(item, self.variable, response)
        self.remarks = [] if self.rule.told else [_("The file has no rule of points; the right answer has them all.")]
        if any(line(node.text()) for node in body.found("rubricBlock")):
            self.remarks.append(_("What stands beside the question to explain it is left out."))

    def question(self) -> Question:
        kind, content = READING[self.asking.name](self)
        text, picture = self._asked(kind)
        content |= {"text": text, "feedback": self._after()}
        remarks = tuple(dict.fromkeys(self.remarks))
        return tidied(
            Question(kind, content, picture, line(self.item.get("title")), line=self.item.line, remarks=remarks)
        )

    def _asked(self, kind: str) -> tuple[str, Picture | None]:
        prompt = self.asking.one("prompt")
        said = html_text.of_node(_blanked(self.body), leaving=LEFT_OUT)
        more = html_text.of_node(prompt) if prompt else html_text.Said("")
        said = replace(said, pictures=said.pictures + more.pictures, dropped=said.dropped | more.dropped)
        text = said.text.removesuffix("_____") if self.asking.name == "textEntryInteraction" else said.text
        text = f"{text}\n{more.text}"
        if kind == "tap":
            self.remarks += html_text.remarks(said)
            return text, self.picture
        picture = self._picture(said.pictures[0]) if said.pictures else None
        self.remarks += html_text.remarks(said, taken=1 if picture else 0)
        return text, picture

    def _picture(self, address: str) -> Picture | None:
        if "://" in address or address.startswith("//"):
            return None
        return pictures.verified(address.rpartition("/")[2], self.files(address))

    def _after(self) -> str:
        """What is said after the question, whatever she answered: our own exports have it, others seldom."""
        told = [node for node in self.item.all("modalFeedback") if node.get("outcomeIdentifier") == "GENERAL"]
        others = [
            node
            for node in self.item.all("modalFeedback")
            if node not in told and node.get("identifier") not in self._names()
        ]
        if others or self.body.found("feedbackBlock"):
            self.remarks.append(_("What is said for a right, a partly right or a wrong answer is left out."))
        return " ".join(self.said(node) for node in told)

    def _names(self) -> set[str]:
        return {node.get("identifier") for node in self.asking.found("simpleChoice")}

    def said(self, node: Node) -> str:
        said = html_text.of_node(node, leaving=("feedbackInline",))
        self.remarks += html_text.remarks(said)
        return said.text

    def _need(self, *ways: str, cardinality: tuple[str, ...] = ()) -> None:
        if self.rule.how not in ways or (cardinality and self.variable.cardinality not in cardinality):
            raise UnsupportedQuestionError(_("Its rule of points does not fit its kind."))

    def _shares(self, names: list[str]) -> dict[str, float]:
        """The share of each answer, in per cent of the highest score."""
        best = top(self.variable, names)
        return {name: round(self.variable.mapped.get(name, self.variable.default) / best * 100, 6) for name in names}

    def choice(self) -> tuple[str, dict]:
        self._need("match", "map", cardinality=("single", "multiple"))
        choices = {node.get("identifier"): node for node in self.asking.found("simpleChoice")}
        single = self.variable.cardinality == "single"
        if self.rule.how == "map":
            shares = self._shares(list(choices))
        else:
            rights = [name for name in choices if name in self.variable.correct]
            wrong = 0.0 if single else -100 / max(1, len(rights))
            shares = {name: (100 / len(rights) if name in rights else wrong) for name in choices}
        told = self._told(choices)
        if self._is_two(choices, "true", "false") and all(
            line(self.said(choices[name])).lower() in STATEMENT[number] for number, name in enumerate(("true", "false"))
        ):
            return "true_false", _two(shares, told, "true", "false")
        if self._is_two(choices, "scam", "safe"):
            return "scam", _two(shares, told, "scam", "safe")
        if self._may_tick_more(shares):
            self.remarks.append(_("She may tick as many answers as she likes here."))
        marks = [Mark(self.said(node), shares[name], told[name]) for name, node in choices.items()]
        return single_or_several(marks, single=single, whole=not single and self.rule.how == "match")

    def _may_tick_more(self, shares: dict[str, float]) -> bool:
        """Whether ticking more than the file allows costs nothing."""
        most = self.asking.get("maxChoices", "1")
        limited = most != "0" and most != str(len(shares))
        return limited and self.variable.cardinality == "multiple" and self.rule.how == "map" and 0 in shares.values()

    def _is_two(self, choices: dict[str, Node], *names: str) -> bool:
        return self.variable.cardinality == "single" and self.rule.how == "match" and tuple(choices) == names

    def _told(self, choices: dict[str, Node]) -> dict[str, str]:
        """What is said to each choice: inside it, or in a feedback of its name."""
        apart = {node.get("identifier"): node for node in self.item.all("modalFeedback")}
        told = {}
        for name, node in choices.items():
            inside = node.one("feedbackInline") or apart.get(name)
            told[name] = self.said(inside) if inside else ""
        return told

    def order(self) -> tuple[str, dict]:
        self._need("match")
        choices = {node.get("identifier"): node for node in self.asking.found("simpleChoice")}
        if sorted(choices) != sorted(self.variable.correct):
            raise UnsupportedQuestionError(_("Its right order does not have every step once."))
        return "order", {"steps": [self.said(choices[name]) for name in self.variable.correct], "points": "whole"}

    def matching(self) -> tuple[str, dict]:
        first, second = ([*self.asking.all("simpleMatchSet"), None, None])[:2]
        if first is None or second is None:
            raise UnsupportedQuestionError(_("This question has no answers."))
        lefts = {node.get("identifier"): self.said(node) for node in first.all("simpleAssociableChoice")}
        rights = {node.get("identifier"): self.said(node) for node in second.all("simpleAssociableChoice")}
        return self._paired(lefts, rights)

    def associate(self) -> tuple[str, dict]:
        """Pairs without sides: the first of each pair stands on the left."""
        texts = {node.get("identifier"): self.said(node) for node in self.asking.all("simpleAssociableChoice")}
        pairs = [pair.split() for pair in self._right_pairs()]
        lefts = {pair[0]: texts.get(pair[0], "") for pair in pairs if len(pair) == 2}
        rights = {name: text for name, text in texts.items() if name not in lefts}
        self.remarks.append(_("The first of each pair stands on the left; she chooses the other one."))
        return self._paired(lefts, rights)

    def _right_pairs(self) -> list[str]:
        if self.rule.how == "match":
            return self.variable.correct
        return [pair for pair, points in self.variable.mapped.items() if points > 0]

    def _paired(self, lefts: dict[str, str], rights: dict[str, str]) -> tuple[str, dict]:
        self._need("match", "map")
        pairs = [pair.split() for pair in self._right_pairs()]
        if any(len(p) != 2 or p[1] not in rights for p in pairs) or sorted(p[0] for p in pairs) != sorted(lefts):
            raise UnsupportedQuestionError(_("Not everything on the left has just one that belongs to it."))
        self._equal_points()
        matches = {left: rights[right] for left, right in pairs}
        used = {right for _left, right in pairs}
        content = {
            "pairs": [{"text": text, "match": matches[name]} for name, text in lefts.items()],
            "others": [text for name, text in rights.items() if name not in used],
        }
        return "matching", content | {"whole": self.rule.how == "match"}

    def _equal_points(self) -> None:
        """Of a mapping whose right parts share the point equally; points taken away are not known here."""
        if self.rule.how == "match":
            return
        points = self.variable.mapped.values()
        rights = [one for one in points if one > 0]
        if not rights:
            raise UnsupportedQuestionError(_("No answer gives points."))
        best = self.variable.upper if self.variable.upper is not None else sum(rights)
        if max(rights) - min(rights) > 1e-6 or self.variable.default > 0:
            raise UnsupportedQuestionError(_("Its parts have different points."))
        if self.variable.cardinality != "single" and abs(best - sum(rights)) > 1e-4:
            raise UnsupportedQuestionError(_("Its parts have different points."))
        if min(points) < 0 or self.variable.default < 0:
            self.remarks.append(_("A wrong part takes no points away here."))

    def _on_picture(self, shown: list[tuple[str, str, str, bool]]) -> tuple[str, dict]:
        """`shown`: (shape, coordinates, name, whether it is right) of each place."""
        self.picture, size = self._background()
        if any(shape not in ("rect", "default") for shape, *_rest in shown):
            self.remarks.append(_("A place that is round or has many corners becomes a rectangle around it."))
        places = [
            shapes.box(shape, coords, size) | {"name": name, "right": right, "words": ""}
            for shape, coords, name, right in shown
        ]
        how = "any" if self.variable.cardinality == "single" else "all"
        return "tap", {"places": places, "how": how, "whole": how == "all" and self.rule.how == "match"}

    def _background(self) -> tuple[Picture, tuple[float, float]]:
        """The picture, and the size that the places are measured in."""
        node = next(iter(self.asking.found("object", "img")), None)
        picture = self._picture(node.get("data") or node.get("src")) if node else None
        if node is None or picture is None:
            raise UnsupportedQuestionError(_("Its picture is not in this file. Please bring the whole package (zip)."))
        wide, high = node.get("width"), node.get("height")
        size = (number_of(wide), number_of(high)) if wide and high else picture.size
        if min(size) <= 0:
            raise UnsupportedQuestionError(_("Its picture has no size."))
        return picture, size

    def hotspot(self) -> tuple[str, dict]:
        self._need("match", "map")
        choices = self.asking.all("hotspotChoice")
        if self.rule.how == "map":
            self._equal_points()
            rights = {name for name, points in self.variable.mapped.items() if points > 0}
        else:
            rights = set(self.variable.correct)
        return self._on_picture(
            [
                (
                    one.get("shape", "default"),
                    one.get("coords"),
                    line(one.get("hotspotLabel")),
                    one.get("identifier") in rights,
                )
                for one in choices
            ]
        )

    def point(self) -> tuple[str, dict]:
        self._need("map_point")
        declaration = next(
            one
            for one in self.item.all("responseDeclaration")
            if one.get("identifier") == self.asking.get("responseIdentifier")
        )
        mapping = declaration.one("areaMapping")
        entries = not_too_many(mapping.all("areaMapEntry")) if mapping else []
        points = [number_of(one.get("mappedValue")) for one in entries]
        rights = [one for one in points if one > 0]
        if (
            not rights
            or max(rights) - min(rights) > 1e-6
            or number_of((mapping and mapping.get("defaultValue")) or "0") > 0
        ):
            raise UnsupportedQuestionError(_("Its parts have different points."))
        if min(points) < 0:
            self.remarks.append(_("A wrong part takes no points away here."))
        return self._on_picture(
            [
                (one.get("shape", "default"), one.get("coords"), "", value > 0)
                for one, value in zip(entries, points, strict=True)
            ]
        )

    def typed(self) -> tuple[str, dict]:
        if self.variable.base in ("float", "integer"):
            return self._number()
        self._need("match", "map", cardinality=("single",))
        if self.variable.default > 0:
            raise UnsupportedQuestionError(_("Any answer at all would have points."))
        best = top(self.variable, list(self.variable.mapped)) if self.rule.how == "map" else 1.0
        points = self.variable.mapped if self.rule.how == "map" else dict.fromkeys(self.variable.correct, 1.0)
        marks = [Mark(key.replace("*", "\\*"), round(value / best * 100, 6)) for key, value in points.items()]
        strict = self.variable.strict or self.rule.how == "match"
        if not strict:
            self.remarks.append(marks_folded())
        return "short", all_or_one(marks) | {"strict": strict}

    def _number(self) -> tuple[str, dict]:
        self._need("match", "map", "equal", cardinality=("single",))
        if self.rule.how == "equal":
            return self._near()
        if self.rule.how == "map":
            shares = self._shares(list(self.variable.mapped))
        else:
            shares = dict.fromkeys(self.variable.correct, 100.0)
        return "number", numbers([Mark(number_of(key), share) for key, share in shares.items()])

    def _near(self) -> tuple[str, dict]:
        best = max((score for _test, score in self.rule.branches), default=0.0)
        modes = {test.get("toleranceMode", "exact") for test, _score in self.rule.branches}
        if best <= 0 or len(modes) != 1 or not modes <= {"exact", "absolute", "relative"}:
            raise UnsupportedQuestionError(_("It computes its points in a way of its own."))
        [mode] = modes
        marks = [
            Mark(self._target(test), round(score / best * 100, 6), reach=_reach(test, mode, self._target(test)))
            for test, score in self.rule.branches
        ]
        return "number", numbers(marks) | {"tolerance": "relative" if mode == "relative" else "nominal"}

    def _target(self, test: Node) -> float:
        if test.one("correct"):
            return number_of(self.variable.correct[0] if self.variable.correct else "")
        return number_of(test.text("baseValue"))


def _reach(test: Node, mode: str, target: float) -> float:
    """QTI has two tolerances, below and above; relative ones are per cents of what is named first."""
    if mode == "exact":
        return 0.0
    below, *above = (number_of(one) for one in test.get("tolerance").split() or ["0"])
    of_her_answer = mode == "relative" and (test.nodes[0].name == "variable" or target < 0)
    if (above and above[0] != below) or (of_her_answer and below):
        raise UnsupportedQuestionError(_("The number may be off by more on one side than on the other."), test.line)
    return round(below / 100, 12) if mode == "relative" else below


def _two(shares: dict[str, float], told: dict[str, str], *names: str) -> dict:
    right = max(names, key=lambda name: shares[name])
    return {"answer": right} | {f"{name}_feedback": told[name] for name in names}


def _blanked(node: Node) -> Node:
    """The body with a gap where words are typed, and without what other interactions show."""
    inside: list[Node | str] = []
    for one in node.inside:
        if isinstance(one, str):
            inside.append(one)
        elif one.name == "textEntryInteraction":
            inside.append("_____")
        elif not one.name.endswith("Interaction"):
            inside.append(_blanked(one))
    return Node(node.name, node.line, node.attributes, inside)


READING: dict[str, Callable[[_Item], tuple[str, dict]]] = {
    "choiceInteraction": _Item.choice,
    "orderInteraction": _Item.order,
    "matchInteraction": _Item.matching,
    "associateInteraction": _Item.associate,
    "hotspotInteraction": _Item.hotspot,
    "selectPointInteraction": _Item.point,
    "textEntryInteraction": _Item.typed,
}
