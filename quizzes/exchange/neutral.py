"""A question between two formats: its kind and the kind's own values as they are stored (docs/quizzes.md), without ids.

Every reader gives these and every writer takes them. `tidied` brings one into the form in which two equal questions
are equal: composed letters, no control characters, no spaces at the ends, points only where they are not the usual.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

MOST_QUESTIONS = 300
MOST_ANSWERS = 100  # of a question: ours have ten; more are not even looked at
MOST_ENTRIES = 2_000  # of a text file, good or bad
LONGEST = 20_000  # no text of ours is nearly as long: what is longer is cut here and refused by its kind
USUAL = 1e-5  # per cent: by so much a third may be rounded in a file
PLACE = ("x", "y", "w", "h")


@dataclass(frozen=True)
class Picture:
    """A picture's file. `size` is its width and height in px."""

    name: str
    data: bytes = field(repr=False)
    size: tuple[int, int] = field(default=(0, 0), compare=False)


@dataclass(frozen=True)
class Question:
    """`line` (from 1) and `file` say where it stood; `remarks` what of it did not come along."""

    kind: str
    content: dict
    picture: Picture | None = None
    title: str = field(default="", compare=False)
    topic: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)
    file: str = field(default="", compare=False)
    remarks: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Refusal:
    """Something in a file that does not come in, and why."""

    line: int
    what: str
    why: str
    file: str = ""


@dataclass(frozen=True)
class Reading:
    questions: list[Question]
    refused: list[Refusal]


@dataclass(frozen=True)
class Held:
    """What a format holds of a question: the question as it will come back (None: not at all), and what is lost."""

    question: Question | None
    lost: tuple[str, ...] = ()


class UnreadableFileError(ValueError):
    """The file cannot be read at all. `line` is 0 where there is none to name."""

    def __init__(self, why: str, line: int = 0, file: str = ""):
        super().__init__(why)
        self.why, self.line, self.file = why, line, file


class UnsupportedQuestionError(ValueError):
    """One question cannot come in; its words say why. `line` is where, if not where the question begins."""

    def __init__(self, why: str, line: int = 0):
        super().__init__(why)
        self.why, self.line = why, line


def not_too_many(answers: list) -> list:
    """The answers of a question as they are. Raises UnsupportedQuestionError where nobody can have written so many."""
    if len(answers) > MOST_ANSWERS:
        raise UnsupportedQuestionError(_("This question has too many answers."))
    return answers


def words(text: object) -> str:
    """A text of several lines: no more than one empty line between two."""
    lines = [" ".join(line.split()) for line in _clean(text).split("\n")]
    kept = [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
    return "\n".join(kept).strip()


def line(text: object) -> str:
    """A text of one line."""
    return " ".join(_clean(text).split())


def _clean(text: object) -> str:
    text = "" if text is None else str(text)[:LONGEST]
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(letter for letter in text if letter in "\n\t" or _may_stay(letter))


def _may_stay(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cc", "Cs", "Cn", "Co") and letter not in "\ufeff\u2028\u2029"


def tidied(question: Question) -> Question:
    content = TIDYING[question.kind](question.content)
    content = {
        "text": words(question.content.get("text")),
        **content,
        "feedback": line(question.content.get("feedback")),
    }
    return replace(question, content=content)


def shares(options: list[dict], *, several: bool) -> list[float]:
    """What each option gives, in per cent."""
    usual = _usual(options, several)
    return [
        one if option.get("percent") is None else option["percent"] for option, one in zip(options, usual, strict=True)
    ]


def _usual(options: list[dict], several: bool) -> list[float]:
    rights = max(1, sum(bool(option["right"]) for option in options))
    if several:
        return [100 / rights if option["right"] else -100 / rights for option in options]
    return [100.0 if option["right"] else 0.0 for option in options]


def _choice(content: dict, *, several: bool) -> dict:
    options = content.get("options") or []
    given, usual = shares(options, several=several), _usual(options, several)
    as_usual = all(abs(one - other) <= USUAL for one, other in zip(given, usual, strict=True))
    return {
        "options": [
            {
                "text": line(option["text"]),
                "right": bool(option["right"]),
                "feedback": line(option.get("feedback")),
                "percent": None if as_usual else round(float(share), 6),
            }
            for option, share in zip(options, given, strict=True)
        ]
    }


def _several(content: dict) -> dict:
    whole = bool(content.get("whole"))
    if whole:  # then no answer has points of its own
        content = content | {"options": [option | {"percent": None} for option in content["options"]]}
    return _choice(content, several=True) | {"whole": whole}


def _two(first: str, second: str) -> Callable[[dict], dict]:
    def tidy(content: dict) -> dict:
        told = {f"{name}_feedback": line(content.get(f"{name}_feedback")) for name in (first, second)}
        return {"answer": content["answer"], **told}

    return tidy


def _order(content: dict) -> dict:
    return {"steps": [line(step) for step in content["steps"]], "points": content.get("points") or "absolute"}


def _matching(content: dict) -> dict:
    pairs = [{"text": line(pair["text"]), "match": line(pair["match"])} for pair in content["pairs"]]
    others = [line(other) for other in content.get("others") or []]
    return {"pairs": pairs, "others": others, "whole": bool(content.get("whole"))}


def _percent(answer: dict) -> float | None:
    percent = answer.get("percent")
    return None if percent is None or abs(percent - 100) <= USUAL else round(float(percent), 6)


def _number(content: dict) -> dict:
    answers = [
        {
            "number": float(answer["number"]),
            "within": float(answer.get("within") or 0),
            "feedback": line(answer.get("feedback")),
            "percent": _percent(answer),
        }
        for answer in content["answers"]
    ]
    return {
        "answers": answers,
        "unit": line(content.get("unit")),
        "wrong_feedback": line(content.get("wrong_feedback")),
        "tolerance": content.get("tolerance") or "nominal",
    }


def _short(content: dict) -> dict:
    answers = [
        {"text": line(answer["text"]), "feedback": line(answer.get("feedback")), "percent": _percent(answer)}
        for answer in content["answers"]
    ]
    told = line(content.get("wrong_feedback"))
    return {"answers": answers, "wrong_feedback": told, "strict": bool(content.get("strict"))}


def _tap(content: dict) -> dict:
    places = [
        {name: round(float(place[name]), 2) for name in PLACE}
        | {"name": line(place.get("name")), "right": bool(place.get("right", True)), "words": line(place.get("words"))}
        for place in content["places"]
    ]
    told = line(content.get("wrong_feedback"))
    how = content.get("how") or "any"
    whole = how == "all" and bool(content.get("whole"))
    return {"places": places, "how": how, "whole": whole, "wrong_feedback": told}


TIDYING: dict[str, Callable[[dict], dict]] = {
    "single": lambda content: _choice(content, several=False),
    "several": _several,
    "true_false": _two("true", "false"),
    "scam": _two("scam", "safe"),
    "order": _order,
    "matching": _matching,
    "number": _number,
    "short": _short,
    "tap": _tap,
    "chat": lambda content: {"turns": content["turns"]},
}
