"""Answers with their points, as Moodle's formats give them, turned into our kinds. Points are in per cent."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from quizzes.exchange.neutral import UnsupportedQuestionError, line

ORDERINGS = {  # Moodle's names of our rules for an order
    "ALL_OR_NOTHING": "whole",
    "ABSOLUTE_POSITION": "absolute",
    "RELATIVE_NEXT_EXCLUDE_LAST": "next",
    "RELATIVE_NEXT_INCLUDE_LAST": "next_and_end",
    "RELATIVE_ONE_PREVIOUS_AND_NEXT": "neighbours",
    "RELATIVE_ALL_PREVIOUS_AND_NEXT": "all_pairs",
    "LONGEST_ORDERED_SUBSET": "longest",
    "LONGEST_CONTIGUOUS_SUBSET": "longest_unbroken",
    "RELATIVE_TO_CORRECT": "distance",
}
OLDER = {"ABS": "absolute", "ABSOLUTE": "absolute", "REL": "next", "RELATIVE": "next", "": "next"}
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")
WHOLE = 99.99


@dataclass(frozen=True)
class Mark:
    """`text` is the answer: words, a number, or `*` for all others. `reach` is what a number may be off by."""

    text: str | float
    percent: float
    feedback: str = ""
    reach: float = 0.0


def number_of(text: str) -> float:
    """A number as files write it, with a point. Raises UnsupportedQuestionError."""
    text = text.strip()
    if len(text) > 60 or not NUMBER.fullmatch(text):
        raise UnsupportedQuestionError(_("“%(text)s” is not a number.") % {"text": text[:60]})
    return float(text)


def percent_of(text: str) -> float:
    percent = number_of(text or "0")
    if not -100.001 <= percent <= 100.001:
        raise UnsupportedQuestionError(_("Points must be between -100 and 100 per cent."))
    return percent


def ordering_of(name: str) -> str:
    """Our rule for an order by Moodle's name of it, or by an older one; a file that names none means the next one."""
    rule = (ORDERINGS | OLDER).get(name.upper())
    if rule is None:
        raise UnsupportedQuestionError(_("Its rule of points (%(rule)s) is not known here.") % {"rule": name[:60]})
    return rule


def all_asked() -> str:
    """What is said of an order of which Moodle would ask for some steps by chance."""
    return _("All steps are asked for, not some of them by chance.")


def single_or_several(marks: list[Mark], *, single: bool, whole: bool = False) -> tuple[str, dict]:
    """In a single choice the first answer with the whole point is the right one; in several, all that give points."""
    if single:
        rights = [number for number, mark in enumerate(marks) if mark.percent >= WHOLE][:1]
    else:
        rights = [number for number, mark in enumerate(marks) if mark.percent > 0]
    if not rights:
        raise UnsupportedQuestionError(_("No answer has the whole point.") if single else _("No answer gives points."))
    options = [
        {"text": mark.text, "right": number in rights, "feedback": mark.feedback, "percent": mark.percent}
        for number, mark in enumerate(marks)
    ]
    return ("single", {"options": options}) if single else ("several", {"options": options, "whole": whole})


def all_or_one(marks: list[Mark]) -> dict:
    """Answers that are tried one after the other; `*` takes all that are left, and nothing after it is ever met."""
    answers, rest = [], ""
    for mark in marks:
        if mark.text == "*" and mark.percent <= 0:
            rest = mark.feedback
            break
        answers.append(_answer(mark))
    if not any(mark.percent >= WHOLE for mark in marks):
        raise UnsupportedQuestionError(_("No answer has the whole point."))
    return {"answers": answers, "wrong_feedback": rest}


def numbers(marks: list[Mark]) -> dict:
    """The same for numbers, among which no asterisk stands."""
    if any(mark.text == "*" and mark.percent > 0 for mark in marks):
        raise UnsupportedQuestionError(_("Any number at all would have points."))
    return all_or_one(marks)


def _answer(mark: Mark) -> dict:
    told = {"feedback": mark.feedback, "percent": max(0.0, mark.percent)}
    if isinstance(mark.text, float):
        return {"number": mark.text, "within": abs(mark.reach)} | told
    return {"text": mark.text} | told


def topic_of(path: str) -> str:
    """The last name of a category such as `$course$/top/Chữ to`; a slash in a name is written twice."""
    return line(path.replace("//", "\n").rpartition("/")[2].replace("\n", "/"))


def path_of(topic: str) -> str:
    """The topic as a category of the course that it is brought to."""
    return f"$course$/top/{topic.replace('/', '//')}"


def marks_folded() -> str:
    """What is said of every short answer that does not ask for capital letters: ours forgives more."""
    return _("Tone marks will not matter, as capital letters did not before.")
