"""Writing Moodle XML. Texts are plain, but for one that stands beside a picture, which only HTML can show."""

import base64
import re
from collections.abc import Callable
from html import escape
from urllib.parse import quote
from xml.etree import ElementTree as Tree
from xml.sax.saxutils import unescape

from quizzes.exchange.gift import plain
from quizzes.exchange.marks import ORDERINGS, path_of
from quizzes.exchange.neutral import Question, line, shares

GRADING = {ours: moodle for moodle, ours in ORDERINGS.items()}
TYPES = {
    "single": "multichoice",
    "several": "multichoice",
    "true_false": "truefalse",
    "order": "ordering",
    "matching": "matching",
    "number": "numerical",
    "short": "shortanswer",
}
ESCAPED = re.compile(r"<text>([^<]*&[^<]*)</text>")
Element = Tree.Element


def write(questions: list[Question]) -> bytes:
    quiz, topic = Tree.Element("quiz"), ""
    for question in questions:
        if question.topic != topic:
            topic = question.topic
            category = _add(_add(quiz, "question", type="category"), "category")
            _add(category, "text", path_of(topic))
        _write(quiz, question)
    Tree.indent(quiz)
    written = Tree.tostring(quiz, encoding="unicode")
    return f"<?xml version='1.0' encoding='utf-8'?>\n{ESCAPED.sub(_whole, written)}".encode()


def _whole(found: re.Match) -> str:
    """A text in one piece: Moodle's reader loses a space that stands alone between two escaped characters."""
    return f"<text><![CDATA[{unescape(found[1]).replace(']]>', ']]]]><![CDATA[>')}]]></text>"


def _add(parent: Element, tag: str, text: str | None = None, /, **attributes: str) -> Element:
    element = Tree.SubElement(parent, tag, attributes)
    element.text = text
    return element


def _said(parent: Element, name: str, text: str, **attributes: str) -> Element:
    element = _add(parent, name, format="plain_text", **attributes)
    _add(element, "text", text)
    return element


def _write(quiz: Element, question: Question) -> None:
    content = question.content
    node = _add(quiz, "question", type=TYPES[question.kind])
    _add(_add(node, "name"), "text", line(question.title or content["text"])[:60])
    _asked(node, question)
    _said(node, "generalfeedback", content["feedback"])
    _add(node, "defaultgrade", "1")
    _add(node, "penalty", "0")
    _add(node, "hidden", "0")
    WRITING[question.kind](node, content)


def _asked(node: Element, question: Question) -> None:
    text, picture = question.content["text"], question.picture
    if not picture:
        _said(node, "questiontext", text)
        return
    html = (
        f'<p>{escape(text).replace(chr(10), "<br>")}</p><p><img src="@@PLUGINFILE@@/{quote(picture.name)}" alt=""></p>'
    )
    asked = _add(node, "questiontext", format="html")
    _add(asked, "text", html)
    _add(asked, "file", base64.b64encode(picture.data).decode(), name=picture.name, path="/", encoding="base64")


def _answer(node: Element, text: str, percent: float | None, feedback: str) -> Element:
    answer = _said(node, "answer", text, fraction=plain(100 if percent is None else percent))
    _said(answer, "feedback", feedback)
    return answer


def _choice(node: Element, content: dict, *, several: bool) -> None:
    _add(node, "single", "false" if several else "true")
    _add(node, "shuffleanswers", "true")
    _add(node, "answernumbering", "none")
    for option, share in zip(content["options"], shares(content["options"], several=several), strict=True):
        _answer(node, option["text"], share, option["feedback"])


def _statement(node: Element, content: dict) -> None:
    for name in ("true", "false"):
        _answer(node, name, 100 if content["answer"] == name else 0, content[f"{name}_feedback"])


def _rest(node: Element, content: dict) -> None:
    if content["wrong_feedback"]:
        _answer(node, "*", 0, content["wrong_feedback"])


def _short(node: Element, content: dict) -> None:
    _add(node, "usecase", "1" if content["strict"] else "0")
    for answer in content["answers"]:
        _answer(node, answer["text"], answer["percent"], answer["feedback"])
    _rest(node, content)


def _number(node: Element, content: dict) -> None:
    for answer in content["answers"]:
        written = _answer(node, plain(answer["number"]), answer["percent"], answer["feedback"])
        _add(written, "tolerance", plain(answer["within"]))
    _rest(node, content)
    if content["unit"]:
        unit = _add(_add(node, "units"), "unit")
        _add(unit, "multiplier", "1")
        _add(unit, "unit_name", content["unit"])
    _add(node, "unitgradingtype", "0")
    _add(node, "showunits", "0" if content["unit"] else "3")


def _matching(node: Element, content: dict) -> None:
    _add(node, "shuffleanswers", "true")
    for pair in [*content["pairs"], *({"text": "", "match": other} for other in content["others"])]:
        _add(_said(node, "subquestion", pair["text"]), "answer").append(_text(pair["match"]))


def _text(words: str) -> Element:
    element = Tree.Element("text")
    element.text = words
    return element


def _order(node: Element, content: dict) -> None:
    _add(node, "layouttype", "VERTICAL")
    _add(node, "selecttype", "ALL")
    _add(node, "selectcount", "0")
    _add(node, "gradingtype", GRADING[content["points"]])
    _add(node, "showgrading", "SHOW")
    for number, step in enumerate(content["steps"], 1):
        _answer(node, step, number, "")


WRITING: dict[str, Callable[[Element, dict], None]] = {
    "single": lambda node, content: _choice(node, content, several=False),
    "several": lambda node, content: _choice(node, content, several=True),
    "true_false": _statement,
    "short": _short,
    "number": _number,
    "matching": _matching,
    "order": _order,
}
