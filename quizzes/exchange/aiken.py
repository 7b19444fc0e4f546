"""Aiken: one line with the question, a line for each answer (`A.` or `A)`), and a line such as `ANSWER: B`.

Read strictly, as Moodle's documentation has it: capital letters in their order, the question on one line. What does not
fit is refused with its line, and reading goes on after the next ANSWER, or with the words that follow an answer.
"""

import re
from string import ascii_uppercase

from django.utils.translation import gettext as _

from quizzes.exchange import fitting
from quizzes.exchange.neutral import Held, Question, Reading, Refusal, UnsupportedQuestionError, not_too_many, tidied
from quizzes.exchange.texts import decoded, few_enough

OPTION = re.compile(r"([A-Z](?=[.)])|[a-z](?=[.)]\s))[.)]\s*(.*)$")
ANSWER = re.compile(r"ANSWER:\s*(.*)$", re.IGNORECASE)


def read(data: bytes) -> Reading:
    questions, refused = [], []
    for lines in _groups(decoded(data)):
        try:
            questions.append(_question(lines))
        except UnsupportedQuestionError as unfit:
            refused.append(Refusal(unfit.line or lines[0][0], lines[0][1][:80], unfit.why))
    return Reading(questions, refused)


def _groups(text: str) -> list[list[tuple[int, str]]]:
    """(number, line) of each question; one ends with its ANSWER, or where other words follow an answer. Empty lines
    mean nothing."""
    groups: list[list[tuple[int, str]]] = []
    before: re.Pattern[str] | None = ANSWER
    for number, line in enumerate(text.split("\n"), 1):
        line = line.strip()
        if not line:
            continue
        what = next((kind for kind in (ANSWER, OPTION) if kind.match(line)), None)
        if before is ANSWER or (before is OPTION and what is None):
            few_enough(len(groups) + 1, number)
            groups.append([])
        groups[-1].append((number, line))
        before = what
    return groups


def _question(lines: list[tuple[int, str]]) -> Question:
    (first, text), *answers = lines
    if OPTION.match(text) or ANSWER.match(text):
        raise UnsupportedQuestionError(_("The line with the question is missing."), first)
    *answers, (last, end) = answers or [(first, "")]
    right = ANSWER.match(end)
    if not right:
        raise UnsupportedQuestionError(_("A line such as “ANSWER: B” is missing."), last)
    options = [_option(number, line, place) for place, (number, line) in enumerate(not_too_many(answers))]
    letter = right[1].strip()
    if not end.startswith("ANSWER:") or len(letter) != 1 or letter not in ascii_uppercase[: len(options)]:
        raise UnsupportedQuestionError(
            _("The last line must be “ANSWER: ” and the capital letter of one of the answers."), last
        )
    content = {
        "text": text,
        "options": [
            {"text": option, "right": ascii_uppercase[place] == letter} for place, option in enumerate(options)
        ],
    }
    return tidied(Question("single", content, line=first))


def _option(number: int, line: str, place: int) -> str:
    found = OPTION.match(line)
    if not found or not found[2]:
        raise UnsupportedQuestionError(
            _("An answer must begin with its letter and a full stop or a bracket: “A. ”."), number
        )
    if place >= len(ascii_uppercase) or found[1] != ascii_uppercase[place]:
        raise UnsupportedQuestionError(_("The letters of the answers must be capital and in order: A, B, C."), number)
    return found[2]


def holds(question: Question) -> Held:
    return fitting.fitted(
        question,
        fitting.kinds("single", "true_false", "scam"),
        fitting.scam_as_choice,
        fitting.true_false_as_choice,
        fitting.usual_points,
        fitting.no_words_for_answers,
        fitting.no_words_after,
        fitting.no_picture,
        fitting.one_line,
        _no_marks,
    )


def _no_marks(question: Question) -> Held:
    """A question that begins as an answer does would be read as one; Aiken has no way to say otherwise."""
    text = question.content["text"]
    if OPTION.match(text) or ANSWER.match(text):
        return Held(None, (_("This question begins as an answer does (“A.” or “ANSWER:”)."),))
    return Held(question)


def write(questions: list[Question]) -> bytes:
    return "\n".join(_written(question.content) for question in questions).encode()


def _written(content: dict) -> str:
    lettered = list(zip(ascii_uppercase, content["options"], strict=False))
    lines = [f"{letter}. {option['text']}" for letter, option in lettered]
    right = next(letter for letter, option in lettered if option["right"])
    return "\n".join([content["text"], *lines, f"ANSWER: {right}", ""])
