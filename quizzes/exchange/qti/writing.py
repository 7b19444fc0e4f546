"""One question of ours as a QTI item. Written with the names of 2.x; for 3.0 they are spelt anew at the end."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from xml.etree import ElementTree as Tree

from django.utils.translation import gettext as _

from quizzes.exchange import fitting
from quizzes.exchange.gift import plain
from quizzes.exchange.neutral import Held, Question, line, shares
from quizzes.exchange.qti import shapes
from quizzes.exchange.qti.spelling import HTML, kebab

Element = Tree.Element
TRUE_FALSE, SCAM = (("true", "Đúng"), ("false", "Sai")), (("scam", "Lừa đảo"), ("safe", "Không phải lừa đảo"))


@dataclass(frozen=True)
class Version:
    space: str
    rules: str
    resource: str


VERSIONS = {
    "2.1": Version(
        "http://www.imsglobal.org/xsd/imsqti_v2p1",
        "http://www.imsglobal.org/question/qti_v2p1/rptemplates/",
        "imsqti_item_xmlv2p1",
    ),
    "2.2": Version(
        "http://www.imsglobal.org/xsd/imsqti_v2p2",
        "http://www.imsglobal.org/question/qti_v2p2/rptemplates/",
        "imsqti_item_xmlv2p2",
    ),
    "3.0": Version(
        "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
        "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/",
        "imsqti_item_xmlv3p0",
    ),
}


def holds(question: Question) -> Held:
    return fitting.fitted(
        question,
        fitting.kinds("single", "several", "true_false", "scam", "order", "matching", "number", "short", "tap"),
        fitting.first_is_right,
        fitting.without("order", "points", "whole", lambda: _("Only the whole right order will have points.")),
        fitting.without("number", "unit", "", lambda: _("The unit is left out.")),
        _no_words_where_typed,
        fitting.plus_or_minus,
        _short,
        _whole_pixels,
    )


def _no_words_where_typed(question: Question) -> Held:
    return fitting.no_words_for_answers(question) if question.kind in ("number", "short", "tap") else Held(question)


def _short(question: Question) -> Held:
    if question.kind != "short":
        return Held(question)
    answers = question.content["answers"]
    if any("*" in answer["text"].replace("\\*", "") for answer in answers):
        return Held(None, (_("This file cannot hold an answer in which an asterisk stands for any words."),))
    first = {answer["text"]: answer for answer in reversed(answers)}  # the same words again are never met
    met = [answer for answer in answers if first[answer["text"]] is answer]
    return Held(replace(question, content=question.content | {"answers": met}))


def _whole_pixels(question: Question) -> Held:
    """Places stand on whole pixels; that is nothing a trainer has to be told."""
    if question.kind != "tap":
        return Held(question)
    if question.picture is None:
        return Held(None, (_("The question has no picture."),))
    size = question.picture.size
    places = [place | shapes.box("rect", shapes.coords(place, size), size) for place in question.content["places"]]
    return Held(replace(question, content=question.content | {"places": places}))


def item(question: Question, identifier: str, picture: str, version: str) -> bytes:
    """`picture`: the address of its picture as seen from the item, or ""."""
    kind = VERSIONS[version]
    title = line(question.title or question.content["text"])[:60]
    root = Tree.Element(
        "assessmentItem", xmlns=kind.space, identifier=identifier, title=title, adaptive="false", timeDependent="false"
    )
    _Writer(root, question, picture, kind).write()
    if version == "3.0":
        _spell(root)
    Tree.indent(root)
    return Tree.tostring(root, encoding="utf-8", xml_declaration=True)


def _spell(root: Element) -> None:
    for element in root.iter():
        if element.tag not in HTML:
            element.tag = f"qti-{kebab(element.tag)}"
            attributes = {kebab(key): value for key, value in element.attrib.items()}
            element.attrib.clear()
            element.attrib.update(attributes)


def _add(parent: Element, tag: str, text: str | None = None, /, **attributes: str) -> Element:
    element = Tree.SubElement(parent, tag, attributes)
    element.text = text
    return element


class _Writer:
    def __init__(self, root: Element, question: Question, picture: str, version: Version):
        self.root, self.question, self.content = root, question, question.content
        self.picture, self.version = picture, version
        self.response = _add(root, "responseDeclaration", identifier="RESPONSE")
        self.feedback = False

    def write(self) -> None:
        score = _add(self.root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
        _add(_add(score, "defaultValue"), "value", "0")
        body = Tree.Element("itemBody")
        self._asked(body)
        rule = WRITING[self.question.kind](self, body)
        if self.feedback:
            cardinality = self.response.get("cardinality", "single")
            _add(self.root, "outcomeDeclaration", identifier="FEEDBACK", cardinality=cardinality, baseType="identifier")
        if self.content["feedback"]:
            after = _add(
                self.root, "outcomeDeclaration", identifier="GENERAL", cardinality="single", baseType="identifier"
            )
            _add(_add(after, "defaultValue"), "value", "general")
        self.root.append(body)
        self._rule(rule)
        if self.content["feedback"]:
            told = _add(self.root, "modalFeedback", outcomeIdentifier="GENERAL", identifier="general", showHide="show")
            told.text = self.content["feedback"]

    def _asked(self, body: Element) -> None:
        first, *lines = self.content["text"].split("\n")
        paragraph = _add(body, "p", first)
        for words in lines:
            _add(paragraph, "br").tail = words
        if self.picture and self.question.kind != "tap":
            _add(_add(body, "p"), "img", src=self.picture, alt="")

    def _declare(self, cardinality: str, base: str, right: Iterable[str]) -> None:
        self.response.set("cardinality", cardinality)
        self.response.set("baseType", base)
        correct = _add(self.response, "correctResponse")
        for name in right:
            _add(correct, "value", name)

    def _map(self, points: dict[str, float], **attributes: str) -> None:
        """Points in per cent."""
        mapping = _add(self.response, "mapping", defaultValue="0", **attributes)
        for name, share in points.items():
            _add(mapping, "mapEntry", mapKey=name, mappedValue=plain(round(share / 100, 9)))

    def _rule(self, rule: str | Element) -> None:
        """By a template; written out where what is said to her has to be set as well."""
        if not isinstance(rule, str):
            self.root.append(rule)
        elif not self.feedback:
            _add(self.root, "responseProcessing", template=self.version.rules + rule)
        else:
            processing = _add(self.root, "responseProcessing")
            if rule == "match_correct":
                branch = _add(_add(processing, "responseCondition"), "responseIf")
                match = _add(branch, "match")
                _add(match, "variable", identifier="RESPONSE")
                _add(match, "correct", identifier="RESPONSE")
                _add(_add(branch, "setOutcomeValue", identifier="SCORE"), "baseValue", "1", baseType="float")
            else:
                _add(_add(processing, "setOutcomeValue", identifier="SCORE"), "mapResponse", identifier="RESPONSE")
            _add(_add(processing, "setOutcomeValue", identifier="FEEDBACK"), "variable", identifier="RESPONSE")

    def _ask(self, body: Element, name: str, **attributes: str) -> Element:
        return _add(body, name, responseIdentifier="RESPONSE", **attributes)

    def _choices(self, body: Element, shown: list[tuple[str, str, str]], **attributes: str) -> None:
        """`shown`: (name, text, what is said to it)."""
        asking = self._ask(body, "choiceInteraction", **attributes)
        for name, text, told in shown:
            choice = _add(asking, "simpleChoice", text, identifier=name)
            if told:
                self.feedback = True
                _add(choice, "feedbackInline", told, outcomeIdentifier="FEEDBACK", identifier=name, showHide="show")

    def choice(self, body: Element) -> str:
        several = self.question.kind == "several"
        options = {f"C{number}": option for number, option in enumerate(self.content["options"], 1)}
        points = dict(zip(options, shares(self.content["options"], several=several), strict=True))
        rights = [name for name, option in options.items() if option["right"]]
        self._declare("multiple" if several else "single", "identifier", rights)
        shown = [(name, option["text"], option["feedback"]) for name, option in options.items()]
        self._choices(body, shown, shuffle="true", maxChoices="0" if several else "1")
        usual = all(option["percent"] is None for option in options.values())
        if self.content.get("whole") or (usual and not several):
            return "match_correct"
        self._map(points, **({"lowerBound": "0", "upperBound": "1"} if several else {}))
        return "map_response"

    def two(self, body: Element) -> str:
        named = TRUE_FALSE if self.question.kind == "true_false" else SCAM
        self._declare("single", "identifier", [self.content["answer"]])
        shown = [(name, text, self.content[f"{name}_feedback"]) for name, text in named]
        self._choices(body, shown, shuffle="false", maxChoices="1")
        return "match_correct"

    def order(self, body: Element) -> str:
        steps = {f"S{number}": step for number, step in enumerate(self.content["steps"], 1)}
        self._declare("ordered", "identifier", steps)
        asking = self._ask(body, "orderInteraction", shuffle="true")
        for name, step in steps.items():
            _add(asking, "simpleChoice", step, identifier=name)
        return "match_correct"

    def matching(self, body: Element) -> str:
        pairs = self.content["pairs"]
        texts = list(dict.fromkeys([pair["match"] for pair in pairs] + self.content["others"]))
        names = {text: f"R{number}" for number, text in enumerate(texts, 1)}
        rights = [f"L{number} {names[pair['match']]}" for number, pair in enumerate(pairs, 1)]
        self._declare("multiple", "directedPair", rights)
        asking = self._ask(body, "matchInteraction", shuffle="true", maxAssociations=str(len(pairs)))
        first, second = _add(asking, "simpleMatchSet"), _add(asking, "simpleMatchSet")
        for number, pair in enumerate(pairs, 1):
            _add(first, "simpleAssociableChoice", pair["text"], identifier=f"L{number}", matchMax="1")
        for text, name in names.items():
            _add(second, "simpleAssociableChoice", text, identifier=name, matchMax="0")
        return self._parts(rights)

    def _parts(self, rights: list[str]) -> str:
        if self.content["whole"]:
            return "match_correct"
        self._map(dict.fromkeys(rights, 100 / len(rights)), lowerBound="0", upperBound="1")
        return "map_response"

    def tap(self, body: Element) -> str:
        all_of_them = self.content["how"] == "all"
        picture = self.question.picture
        assert picture is not None  # without one a question of this kind is not tidied
        places = {f"P{number}": place for number, place in enumerate(self.content["places"], 1)}
        rights = [name for name, place in places.items() if place["right"]]
        self._declare("multiple" if all_of_them else "single", "identifier", rights if all_of_them else rights[:1])
        most = str(len(rights)) if all_of_them else "1"
        asking = self._ask(body, "hotspotInteraction", maxChoices=most)
        wide, high = map(str, picture.size)
        kind = f"image/{picture.name.rpartition('.')[2].replace('jpg', 'jpeg')}"
        _add(asking, "object", data=self.picture, type=kind, width=wide, height=high)
        for name, place in places.items():
            label = {"hotspotLabel": place["name"]} if place["name"] else {}
            _add(
                asking,
                "hotspotChoice",
                identifier=name,
                shape="rect",
                coords=shapes.coords(place, picture.size),
                **label,
            )
        if all_of_them:
            return self._parts(rights)
        self._map(dict.fromkeys(rights, 100.0))
        return "map_response"

    def short(self, body: Element) -> str:
        answers = [(one["text"].replace("\\*", "*"), one["percent"]) for one in self.content["answers"]]
        points = {text: 100.0 if percent is None else percent for text, percent in answers}
        self._declare("single", "string", [text for text, percent in points.items() if percent == 100][:1])
        self._ask(_add(body, "p"), "textEntryInteraction", expectedLength="30")
        self._map(points)
        for entry in self.response.iter("mapEntry"):
            entry.set("caseSensitive", "true" if self.content["strict"] else "false")
        return "map_response"

    def number(self, body: Element) -> Element:
        """The first answer that is near enough: a branch for each."""
        answers = self.content["answers"]
        best = next((one["number"] for one in answers if one["percent"] is None), answers[0]["number"])
        self._declare("single", "float", [plain(best)])
        self._ask(_add(body, "p"), "textEntryInteraction", expectedLength="15")
        processing = Tree.Element("responseProcessing")
        condition = _add(processing, "responseCondition")
        for number, answer in enumerate(answers):
            branch = _add(condition, "responseElseIf" if number else "responseIf")
            reach = plain(answer["within"])
            near = _add(branch, "equal", toleranceMode="absolute", tolerance=f"{reach} {reach}")
            _add(near, "variable", identifier="RESPONSE")
            _add(near, "baseValue", plain(answer["number"]), baseType="float")
            share = 100 if answer["percent"] is None else answer["percent"]
            _add(_add(branch, "setOutcomeValue", identifier="SCORE"), "baseValue", plain(share / 100), baseType="float")
        return processing


WRITING: dict[str, Callable[[_Writer, Element], str | Element]] = {
    "single": _Writer.choice,
    "several": _Writer.choice,
    "true_false": _Writer.two,
    "scam": _Writer.two,
    "order": _Writer.order,
    "matching": _Writer.matching,
    "tap": _Writer.tap,
    "short": _Writer.short,
    "number": _Writer.number,
}
