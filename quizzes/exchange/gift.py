"""GIFT, Moodle's text format: `::title:: question {answers}`, an empty line between questions.

Special characters are told from escaped ones by turning the escaped into placeholders before anything is taken apart,
which is also what makes `\\\\` the only way to write a backslash before one of them.
"""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from quizzes.exchange import fitting, html_text
from quizzes.exchange.marks import (
    Mark,
    all_asked,
    all_or_one,
    marks_folded,
    number_of,
    numbers,
    ordering_of,
    path_of,
    percent_of,
    single_or_several,
    topic_of,
)
from quizzes.exchange.neutral import (
    Held,
    Question,
    Reading,
    Refusal,
    UnsupportedQuestionError,
    not_too_many,
    shares,
    tidied,
    words,
)
from quizzes.exchange.texts import decoded, few_enough

SPECIAL = ":#={}~"
CONTROL = re.compile(r"[^\n\t -\U0010ffff]")
ESCAPED = re.compile(r"\\([:#={}~n\\])")
HIDDEN = {letter: chr(1 + number) for number, letter in enumerate(SPECIAL + "n\\")}
SHOWN = {hidden: "\n" if letter == "n" else letter for letter, hidden in HIDDEN.items()}
WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d*)?)%")
FORMAT = re.compile(r"\A\[(html|plain|markdown|moodle)\]")
ORDER = re.compile(  # how many steps, which, how they lie, the rule of points, whether it is shown, and numbers
    r">\s*(?P<count>\d{1,6})\s*(?P<which>(?:ALL|EXACT|RANDOM|REL|CONTIGUOUS|CONTIG)?\b)\s*"
    r"(?:(?:HORIZONTAL|HORI|H|VERTICAL|VERT|V|[01])\b)?\s*(?P<rule>(?:[A-Z]+(?:_[A-Z]+)+|ABSOLUTE|ABS|RELATIVE|REL)?\b)\s*"
    r"(?:(?:SHOW|TRUE|YES|HIDE|FALSE|NO|[01])\b)?\s*(?:(?:none|123|abc|ABCD|iii|IIII)\b)?(?P<steps>.*)",
    re.DOTALL,
)
RIGHT, WRONG = ("T", "TRUE"), ("F", "FALSE")


def read(data: bytes) -> Reading:
    questions, refused, topic = [], [], ""
    for line, block in _blocks(decoded(data)):
        if block.startswith("$CATEGORY:"):
            topic = topic_of(_shown(block.removeprefix("$CATEGORY:")))
            continue
        try:
            questions.append(_question(block, line, topic))
        except UnsupportedQuestionError as unfit:
            refused.append(Refusal(line, _shown(block).strip()[:80], unfit.why))
    return Reading(questions, refused)


def _blocks(text: str) -> list[tuple[int, str]]:
    """(first line, text) of each question or category, escaped characters hidden, comments left out."""
    text = CONTROL.sub("", text)
    blocks: list[tuple[int, list[str]]] = []
    fresh = True
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped.startswith("//"):
            continue
        if stripped and fresh:
            few_enough(len(blocks) + 1, number)
            blocks.append((number, []))
        if stripped:
            blocks[-1][1].append(line)
        fresh = not stripped or stripped.startswith("$CATEGORY:")
    return [(number, ESCAPED.sub(lambda found: HIDDEN[found[1]], "\n".join(lines)).strip()) for number, lines in blocks]


def _shown(text: str) -> str:
    return "".join(SHOWN.get(letter, letter) for letter in text)


class _Text:
    """Turns texts of one question into words, by the format that they name or that the question has."""

    def __init__(self):
        self.usual = "moodle"
        self.remarks: list[str] = []

    def question(self, text: str) -> str:
        found = FORMAT.match(text.strip())
        self.usual = found[1] if found else "moodle"
        return self(text)

    def __call__(self, text: str) -> str:
        text = text.strip()
        found = FORMAT.match(text)
        format, text = (found[1], text[found.end() :]) if found else (self.usual, text)
        text = _shown(text)
        if format in ("plain", "markdown"):
            return words(text)
        said = html_text.of_html(text.replace("\n", "<br>") if format == "moodle" else text)
        self.remarks += html_text.remarks(said)
        return said.text


def _question(block: str, line: int, topic: str) -> Question:
    title, text = "", block
    if text.startswith("::"):
        name, colons, rest = text[2:].partition("::")
        title, text = (_shown(name).strip(), rest.strip()) if colons else ("", text[2:])
    before, answers, after = _cut(text)
    asked = f"{before}_____{after}" if after.strip() else before
    answers, _hashes, feedback = _last_part(answers.strip(), "####")
    told = _Text()
    content = {"text": told.question(asked), "feedback": told(feedback)}
    kind, own = _read_answers(answers, told)
    remarks = tuple(dict.fromkeys(told.remarks))
    return tidied(Question(kind, content | own, title=title, topic=topic, line=line, remarks=remarks))


def _cut(text: str) -> tuple[str, str, str]:
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        raise UnsupportedQuestionError(_("This is a description: it asks nothing."))
    if start < 0 or end < start:
        raise UnsupportedQuestionError(_("A brace is missing: answers stand between { and }."))
    before, answers, after = text[:start], text[start + 1 : end], text[end + 1 :]
    if "{" in answers + after or "}" in after:
        raise UnsupportedQuestionError(_("It has answers in more than one place, or braces that are not escaped."))
    return before, answers, after


def _last_part(text: str, mark: str) -> tuple[str, str, str]:
    before, found, after = text.rpartition(mark)
    return (before.strip(), found, after) if found else (text, "", "")


def _read_answers(answers: str, told: _Text) -> tuple[str, dict]:
    """In the order in which Moodle tells the kinds apart."""
    if not answers:
        raise UnsupportedQuestionError(_("This is an essay: nobody could give points for it here."))
    if found := ORDER.fullmatch(answers):
        return _steps(found, told)
    if answers.startswith("#"):
        return _numbers(answers[1:], told)
    if "~" in answers:
        return _choices(answers, told)
    if "=" in answers and "->" in answers:
        return _pairs(answers, told)
    if answers.partition("#")[0].strip() in RIGHT + WRONG:
        return _statement(answers, told)
    return _shorts(answers, told)


def _steps(found: re.Match, told: _Text) -> tuple[str, dict]:
    """As Moodle's plugin for an order writes it: a step on each line."""
    steps = [told(step) for step in not_too_many([step for step in found["steps"].split("\n") if step.strip()])]
    if found["which"] not in ("ALL", "EXACT") and 2 <= int(found["count"]) < len(steps):
        told.remarks.append(all_asked())
    return "order", {"steps": steps, "points": ordering_of(found["rule"])}


def _statement(answers: str, told: _Text) -> tuple[str, dict]:
    answer, wrong, right = ([*answers.split("#", 2), "", ""])[:3]
    true = answer.strip() in RIGHT
    first, second = (right, wrong) if true else (wrong, right)
    content = {"true_feedback": told(first), "false_feedback": told(second)}
    return "true_false", {"answer": "true" if true else "false", **content}


def _choices(answers: str, told: _Text) -> tuple[str, dict]:
    marks = []
    for answer in _split(answers.replace("=", "~="), "~"):
        weight = 100.0 if answer.startswith("=") else 0.0
        answer = answer.removeprefix("=") if weight else answer
        found = None if weight else WEIGHT.match(answer)
        weight, answer = (percent_of(found[1]), answer[found.end() :]) if found else (weight, answer)
        text, _hash, feedback = answer.partition("#")
        marks.append(Mark(told(text), weight, told(feedback)))
    return single_or_several(marks, single="=" in answers)


def _pairs(answers: str, told: _Text) -> tuple[str, dict]:
    pairs, others = [], []
    for answer in _split(answers, "="):
        text, arrow, match = answer.partition("->")
        if not arrow:
            raise UnsupportedQuestionError(_("A pair must be written as “= this -> that”."))
        text, match = told(text), words(_shown(match))
        if text:
            pairs.append({"text": text, "match": match})
        else:
            others.append(match)
    return "matching", {"pairs": pairs, "others": others}


def _weighted(answers: str) -> list[tuple[float, str, str]]:
    """(per cent, answer, feedback) of each `=%50%answer#feedback`."""
    found = []
    for answer in _split(answers, "="):
        weight = WEIGHT.match(answer)
        text, _hash, feedback = (answer[weight.end() :] if weight else answer).partition("#")
        found.append((percent_of(weight[1]) if weight else 100.0, text.strip(), feedback))
    return found


def _shorts(answers: str, told: _Text) -> tuple[str, dict]:
    marks = [
        Mark(words(_shown(FORMAT.sub("", text))), weight, told(feedback))
        for weight, text, feedback in _weighted(answers)
    ]
    told.remarks.append(marks_folded())
    return "short", all_or_one(marks) | {"strict": False}


def _numbers(answers: str, told: _Text) -> tuple[str, dict]:
    answers, tilde, wrong = answers.partition("~")
    marks = []
    for weight, text, feedback in _weighted(answers):
        target, reach = _reach(_shown(text))
        marks.append(Mark(target, weight, told(feedback), reach))
    if tilde:
        marks.append(Mark("*", 0.0, told(wrong.partition("#")[2])))
    return "number", numbers(marks) | {"tolerance": "nominal"}


def _reach(text: str) -> tuple[float | str, float]:
    """The number and what it may be off by, of `1.5`, `1.5:0.1` or `1..2`; or `*`."""
    least, dots, most = text.partition("..")
    if dots:
        low, high = number_of(least), number_of(most)
        return (low + high) / 2, (high - low) / 2
    number, colon, reach = text.partition(":")
    if number.strip() == "*":
        return "*", 0.0
    return number_of(number), number_of(reach) if colon else 0.0


def _split(answers: str, mark: str) -> list[str]:
    first, *rest = [answer.strip() for answer in answers.split(mark)]
    found = [first, *rest] if first else rest
    if not all(found):
        raise UnsupportedQuestionError(_("An answer is empty."))
    return not_too_many(found)


def holds(question: Question) -> Held:
    return fitting.fitted(
        question,
        fitting.kinds("single", "several", "true_false", "scam", "matching", "number", "short"),
        fitting.scam_as_choice,
        fitting.no_picture,
        fitting.first_is_right,
        fitting.plus_or_minus,
        fitting.without("number", "unit", "", lambda: _("The unit is left out.")),
        fitting.folds_case,
        fitting.part_points,
        _no_arrows,
    )


def _no_arrows(question: Question) -> Held:
    """GIFT knows pairs by `->`, which cannot be escaped."""
    if question.kind == "matching":
        texts = [pair["text"] for pair in question.content["pairs"]]
    else:
        answers = question.content["answers"] if question.kind == "short" else []
        texts = [*(words for one in answers for words in (one["text"], one["feedback"]))]
        texts += [question.content.get("wrong_feedback", "")] if question.kind == "short" else []
    if any("->" in text for text in texts):
        return Held(None, (_("This file cannot hold an answer with “->” in it."),))
    return Held(question)


def write(questions: list[Question]) -> bytes:
    parts, topic = [], ""
    for question in questions:
        if question.topic != topic:
            topic = question.topic
            parts.append(f"$CATEGORY: {_bare(path_of(topic))}\n")
        parts.append(_written(question))
    return "\n".join(parts).encode()


def _written(question: Question) -> str:
    content = question.content
    lines = WRITING[question.kind](content)
    if content["feedback"]:
        lines.append(f"####{_escaped(content['feedback'])}")
    inside = "\n".join(lines)
    return f"[plain]{_escaped(content['text'], plain=True)}{{{inside}}}\n"


def _escaped(text: str, *, plain: bool = False) -> str:
    """Every text is in the question's own format, plain; one that begins as if it named a format names it again."""
    escaped = re.sub(r"[:#={}~\\]", r"\\\g<0>", text).replace("\n", "\\n")
    return f"[plain]{escaped}" if FORMAT.match(text) and not plain else escaped


def _told(feedback: str) -> str:
    return f"#{_escaped(feedback)}" if feedback else ""


def _write_choice(content: dict, *, several: bool) -> list[str]:
    """One `=` makes it a single choice; were every answer to have one, it would be a short answer."""
    lines = [""]
    for option, share in zip(content["options"], shares(content["options"], several=several), strict=True):
        sign = "=" if option["right"] and not several else f"~%{plain(share)}%"
        lines.append(f"\t{sign}{_escaped(option['text'])}{_told(option['feedback'])}")
    return lines


def _write_statement(content: dict) -> list[str]:
    true = content["answer"] == "true"
    right, wrong = content["true_feedback"], content["false_feedback"]
    right, wrong = (right, wrong) if true else (wrong, right)
    told = f"#{_escaped(wrong)}#{_escaped(right)}" if wrong or right else ""
    return [("TRUE" if true else "FALSE") + told]


def _write_pairs(content: dict) -> list[str]:
    pairs = [f"\t={_escaped(pair['text'])} -> {_bare(pair['match'])}" for pair in content["pairs"]]
    return ["", *pairs, *(f"\t= -> {_bare(other)}" for other in content["others"])]


def _bare(text: str) -> str:
    """A text in which no format is looked for."""
    return re.sub(r"[:#={}~\\]", r"\\\g<0>", text)


def _weight(answer: dict) -> str:
    return f"%{plain(100 if answer['percent'] is None else answer['percent'])}%"


def _write_short(content: dict) -> list[str]:
    lines = [f"\t={_weight(one)}{_escaped(one['text'])}{_told(one['feedback'])}" for one in content["answers"]]
    return ["", *lines, *([f"\t=%0%*{_told(content['wrong_feedback'])}"] if content["wrong_feedback"] else [])]


def _write_number(content: dict) -> list[str]:
    lines = [
        f"\t={_weight(one)}{plain(one['number'])}:{plain(one['within'])}{_told(one['feedback'])}"
        for one in content["answers"]
    ]
    return ["#", *lines, *([f"\t~{_told(content['wrong_feedback'])}"] if content["wrong_feedback"] else [])]


def plain(number: float) -> str:
    """As short as it can be written without loss, and without an exponent."""
    written = f"{number:.15f}".rstrip("0").rstrip(".")
    return written if float(written) == number else repr(number)


WRITING: dict[str, Callable[[dict], list[str]]] = {
    "single": lambda content: _write_choice(content, several=False),
    "several": lambda content: _write_choice(content, several=True),
    "true_false": _write_statement,
    "matching": _write_pairs,
    "number": _write_number,
    "short": _write_short,
}
