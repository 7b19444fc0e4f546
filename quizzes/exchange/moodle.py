"""Moodle XML: what Moodle's question bank gives and takes.

Points are Moodle's fractions in per cent. Files that a question carries (`<file encoding="base64">`) belong to texts in
which they stand as `@@PLUGINFILE@@/name`; the first picture of the question's text comes along.
"""

import base64
import binascii
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote, unquote

from django.utils.translation import gettext as _

from quizzes.exchange import fitting, html_text, pictures, xml_nodes
from quizzes.exchange.marks import (
    WHOLE,
    Mark,
    all_asked,
    all_or_one,
    marks_folded,
    number_of,
    numbers,
    ordering_of,
    percent_of,
    single_or_several,
    topic_of,
)
from quizzes.exchange.moodle_writing import write
from quizzes.exchange.neutral import (
    Held,
    Picture,
    Question,
    Reading,
    Refusal,
    UnreadableFileError,
    UnsupportedQuestionError,
    line,
    not_too_many,
    tidied,
    words,
)
from quizzes.exchange.xml_nodes import Node

__all__ = ["holds", "read", "write"]  # what a format has

PLUGINFILE = "@@PLUGINFILE@@/"


def read(data: bytes) -> Reading:
    quiz = xml_nodes.parse(data)
    if quiz.name != "quiz":
        raise UnreadableFileError(_("This is not a Moodle XML file: it does not begin with <quiz>."), quiz.line)
    questions, refused, topic = [], [], ""
    for node in quiz.all("question"):
        if node.get("type") == "category":
            topic = topic_of(node.text("category", "text"))
            continue
        try:
            questions.append(_Reader(node).question(topic))
        except UnsupportedQuestionError as unfit:
            what = line(node.text("name", "text")) or line(html_text.of_html(node.text("questiontext", "text")).text)
            refused.append(Refusal(unfit.line or node.line, what[:80], unfit.why))
    return Reading(questions, refused)


class _Reader:
    """Reads one question; gathers what does not come along of its texts."""

    def __init__(self, node: Node):
        self.node = node
        self.remarks: list[str] = []

    def question(self, topic: str) -> Question:
        kind = self.node.get("type")
        if kind not in READING:
            raise UnsupportedQuestionError(
                _("There are no questions of the kind “%(kind)s” here.") % {"kind": kind or "?"}
            )
        text, picture = self._asked()
        kind, content = READING[kind](self)
        self._named("hint", _("Hints are left out."))
        for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
            if line(self.node.text(name, "text")):
                self.remarks.append(_("What is said for a right, a partly right or a wrong answer is left out."))
        content |= {"text": text, "feedback": self.said(self.node.one("generalfeedback"))}
        title, remarks = line(self.node.text("name", "text")), tuple(dict.fromkeys(self.remarks))
        return tidied(Question(kind, content, picture, title, topic, self.node.line, remarks=remarks))

    def _named(self, name: str, remark: str) -> None:
        if any(line(node.text()) for node in self.node.all(name)):
            self.remarks.append(remark)

    def _asked(self) -> tuple[str, Picture | None]:
        node = self.node.one("questiontext")
        if node is None:
            raise UnsupportedQuestionError(_("This question has no text."))
        said = _said(node, self._format(node))
        if beside := line(self.node.text("image")):  # so in old files
            said = replace(said, pictures=[*said.pictures, f"{PLUGINFILE}{quote(beside)}"])
        picture = _picture(self._files(node, beside), said.pictures)
        self.remarks += html_text.remarks(said, taken=1 if picture else 0)
        return said.text, picture

    def _format(self, node: Node) -> str:
        """A text without a format has that of the question's text; that one is HTML."""
        asked = self.node.one("questiontext")
        return node.attributes.get("format", asked.get("format") if asked else "")

    def _files(self, node: Node, beside: str) -> dict[str, Node]:
        """Pictures by their names, with the one beside the text."""
        files = {file.get("path", "/").lstrip("/") + file.get("name"): file for file in node.all("file")}
        old = self.node.one("image_base64")
        return files | {beside: old} if beside and old else files

    def said(self, node: Node | None) -> str:
        if node is None:
            return ""
        said = _said(node, self._format(node))
        self.remarks += html_text.remarks(said)
        return said.text

    def answers(self) -> list[Node]:
        found = self.node.all("answer")
        if not found:
            raise UnsupportedQuestionError(_("This question has no answers."))
        return not_too_many(found)

    def whole(self) -> tuple[str, dict]:
        """Of the plugin `multichoiceset`: only just the right answers have points."""
        marks = [self._mark(node) for node in self.answers()]
        rights = sum(mark.percent > 0 for mark in marks) or 1
        shared = [Mark(m.text, 100 / rights if m.percent > 0 else -100 / rights, m.feedback) for m in marks]
        return single_or_several(shared, single=False, whole=True)

    def _mark(self, node: Node) -> Mark:
        return Mark(self.said(node), _percent(node), self.said(node.one("feedback")))

    def choice(self) -> tuple[str, dict]:
        marks = [self._mark(node) for node in self.answers()]
        single = self.node.one("single") is None or line(self.node.text("single")) not in ("false", "0", "")
        return single_or_several(marks, single=single)

    def statement(self) -> tuple[str, dict]:
        nodes = self.answers()
        named = {line(node.text("text")).lower(): node for node in nodes}
        if set(named) != {"true", "false"}:  # old files have the words of a language: true comes first
            named = dict(zip(("true", "false"), nodes, strict=False))
        if len(named) != 2:
            raise UnsupportedQuestionError(_("A true or false question must have two answers."))
        rights = [name for name, node in named.items() if _percent(node) >= WHOLE]
        if len(rights) != 1:
            raise UnsupportedQuestionError(_("Just one of true and false must have the whole point."))
        told = {f"{name}_feedback": self.said(node.one("feedback")) for name, node in named.items()}
        return "true_false", {"answer": rights[0]} | told

    def short(self) -> tuple[str, dict]:
        marks = [
            Mark(line(node.text("text")), _percent(node), self.said(node.one("feedback"))) for node in self.answers()
        ]
        strict = line(self.node.text("usecase")) in ("1", "true")
        if not strict:
            self.remarks.append(marks_folded())
        return "short", all_or_one(marks) | {"strict": strict}

    def number(self) -> tuple[str, dict]:
        marks = [self._number(node) for node in self.answers()]
        return "number", numbers(marks) | {"unit": self._unit(), "tolerance": "nominal"}

    def _number(self, node: Node) -> Mark:
        text = line(node.text("text")) or line("".join(one for one in node.inside if isinstance(one, str)))
        told, percent = self.said(node.one("feedback")), _percent(node)
        if text in ("", "*"):
            return Mark("*", percent, told)
        return Mark(number_of(text), percent, told, number_of(line(node.text("tolerance")) or "0"))

    def _unit(self) -> str:
        units = self.node.one("units")
        found = units.all("unit") if units else []
        plain = [unit for unit in found if number_of(line(unit.text("multiplier")) or "1") == 1]
        if len(found) > 1 or len(plain) < len(found) or line(self.node.text("unitgradingtype")) not in ("", "0"):
            self.remarks.append(_("Only the first unit is taken, and it has no points of its own."))
        return line(plain[0].text("unit_name")) if plain else ""

    def matching(self) -> tuple[str, dict]:
        pairs, others = [], []
        for node in not_too_many(self.node.all("subquestion")):
            text, match = self.said(node), line(node.text("answer", "text"))
            if text and not match:
                raise UnsupportedQuestionError(_("Nothing belongs to “%(text)s”.") % {"text": text[:60]}, node.line)
            if text:
                pairs.append({"text": text, "match": match})
            elif match:
                others.append(match)
        return "matching", {"pairs": pairs, "others": others}

    def order(self) -> tuple[str, dict]:
        """The steps stand in their right order, whatever fractions say; a file that does not say so asks for six."""
        steps = [self.said(node) for node in self.answers()]
        by_chance = line(self.node.text("selecttype")).upper() not in ("ALL", "EXACT")
        if by_chance and number_of(line(self.node.text("selectcount")) or "6") < len(steps):
            self.remarks.append(all_asked())
        return "order", {"steps": steps, "points": ordering_of(line(self.node.text("gradingtype")))}


READING: dict[str, Callable[[_Reader], tuple[str, dict]]] = {
    "multichoice": _Reader.choice,
    "multichoiceset": _Reader.whole,
    "truefalse": _Reader.statement,
    "shortanswer": _Reader.short,
    "numerical": _Reader.number,
    "match": _Reader.matching,
    "matching": _Reader.matching,
    "ordering": _Reader.order,
}


def _percent(answer: Node) -> float:
    return percent_of(line(answer.get("fraction")) or line(answer.text("fraction")))


def _said(node: Node, format: str) -> html_text.Said:
    text = node.text("text") if node.one("text") else "".join(one for one in node.inside if isinstance(one, str))
    if format.strip() in ("plain_text", "markdown", "wiki_like"):  # any other is HTML, as in Moodle
        return html_text.Said(words(text))
    return html_text.of_html(text.replace("\n", "<br>") if format.strip() == "moodle_auto_format" else text)


def _picture(files: dict[str, Node], addresses: list[str]) -> Picture | None:
    """The first picture that the text shows and carries. One that lies elsewhere is never fetched."""
    for address in addresses:
        name = unquote(address.removeprefix(PLUGINFILE)).partition("?")[0]
        if address.startswith(PLUGINFILE) and name in files:
            return pictures.verified(name, _decoded(files[name]))
    return None


def _decoded(file: Node) -> bytes:
    if file.get("encoding", "base64") != "base64":
        raise UnsupportedQuestionError(_("A picture is not kept as base64."), file.line)
    try:
        return base64.b64decode("".join(file.text().split()), validate=True)
    except (binascii.Error, ValueError) as mistake:
        raise UnsupportedQuestionError(_("A picture is damaged."), file.line) from mistake


def holds(question: Question) -> Held:
    return fitting.fitted(
        question,
        fitting.kinds("single", "several", "true_false", "scam", "order", "matching", "number", "short"),
        fitting.scam_as_choice,
        fitting.first_is_right,
        fitting.plus_or_minus,
        fitting.part_points,
    )
