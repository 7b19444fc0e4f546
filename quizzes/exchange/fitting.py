"""What is lost of a question in a format, said in words before it is lost.

A format's `holds` takes the steps here that it needs, one after the other; each gives the question as it will come back
and the words for what it leaves out. A step that nothing is lost in gives the question as it is.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from quizzes.exchange.marks import WHOLE
from quizzes.exchange.neutral import Held, Question, shares, tidied

Step = Callable[[Question], Held]


def fitted(question: Question, *steps: Step) -> Held:
    """The question after all steps, or none where one of them cannot hold it."""
    held = Held(tidied(question))
    for step in steps:
        if held.question is None:
            return held
        after = step(held.question)
        held = Held(after.question, (*held.lost, *after.lost))
    return Held(tidied(held.question), held.lost) if held.question else held


def kinds(*names: str) -> Step:
    def only(question: Question) -> Held:
        if question.kind in names:
            return Held(question)
        return Held(None, (_("This file cannot hold questions of this kind."),))

    return only


def no_picture(question: Question) -> Held:
    if question.picture is None:
        return Held(question)
    return Held(replace(question, picture=None), (_("The picture is left out."),))


def scam_as_choice(question: Question) -> Held:
    """Is it a scam? becomes a choice of two."""
    if question.kind != "scam":
        return Held(question)
    return Held(two_options(question, _("It is a scam"), _("It is no scam"), "scam", "safe"), (as_single(),))


def true_false_as_choice(question: Question) -> Held:
    if question.kind != "true_false":
        return Held(question)
    return Held(two_options(question, _("True"), _("False"), "true", "false"), (as_single(),))


def as_single() -> str:
    return _("It comes back as a question with one right answer.")


def two_options(question: Question, first: str, second: str, *names: str) -> Question:
    content = question.content
    options = [
        {"text": text, "right": content["answer"] == name, "feedback": content[f"{name}_feedback"], "percent": None}
        for text, name in zip((first, second), names, strict=True)
    ]
    return replace(
        question,
        kind="single",
        content={"text": content["text"], "options": options, "feedback": content["feedback"]},
    )


def without(kind: str, field: str, value: object, lost: Callable[[], str]) -> Step:
    """This kind's field always comes back with this value."""

    def step(question: Question) -> Held:
        if question.kind != kind or question.content[field] == value:
            return Held(question)
        return Held(replace(question, content=question.content | {field: value}), (lost(),))

    return step


def no_words_for_answers(question: Question) -> Held:
    """What is said to each answer is left out; what is said after the question stays."""
    content: dict[str, Any] = {
        name: "" if name.endswith("_feedback") else value for name, value in question.content.items()
    }
    for name in ("options", "answers"):
        if name in content:
            content[name] = [item | {"feedback": ""} for item in content[name]]
    if "places" in content:
        content["places"] = [place | {"words": ""} for place in content["places"]]
    return _changed(question, content, _("What is said to each answer is left out."))


def no_words_after(question: Question) -> Held:
    return _changed(question, question.content | {"feedback": ""}, _("What is said after the question is left out."))


def usual_points(question: Question) -> Held:
    """Points set by hand are left out: right answers share the point."""
    content = dict(question.content)
    for name in ("options", "answers"):
        if name in content:
            content[name] = [item | {"percent": None} for item in content[name]]
    return _changed(question, content, _("Points set by hand are left out."))


def plus_or_minus(question: Question) -> Held:
    """A share of the number becomes plus or minus, which counts the same; a factor does not fit."""
    if question.kind != "number" or question.content["tolerance"] == "nominal":
        return Held(question)
    if question.content["tolerance"] == "geometric":
        return Held(None, (_("This file cannot hold a number that may be off by a factor."),))
    answers = [answer | {"within": abs(answer["number"]) * answer["within"]} for answer in question.content["answers"]]
    content = question.content | {"answers": answers, "tolerance": "nominal"}
    return Held(replace(question, content=content), (_("How much a number may be off comes back as plus or minus."),))


def first_is_right(question: Question) -> Held:
    """Of a single choice's answers with the whole point the first one comes back as the right one."""
    if question.kind != "single":
        return Held(question)
    options = question.content["options"]
    whole = [number for number, share in enumerate(shares(options, several=False)) if share >= WHOLE]
    options = [option | {"right": number == whole[0]} for number, option in enumerate(options)]
    lost = _("Of several answers with the whole point the first one will be shown as right.")
    return _changed(question, question.content | {"options": options}, lost)


def folds_case(question: Question) -> Held:
    return without("short", "strict", False, lambda: _("Capital letters and tone marks will not matter."))(question)


def part_points(question: Question) -> Held:
    """A question with points for nothing but the whole comes back with points for parts."""
    if not question.content.get("whole"):
        return Held(question)
    return _changed(question, question.content | {"whole": False}, _("A partly right answer will have points too."))


def one_line(question: Question) -> Held:
    return Held(replace(question, content=question.content | {"text": " ".join(question.content["text"].split())}))


def _changed(question: Question, content: dict, lost: str) -> Held:
    return Held(question) if content == question.content else Held(replace(question, content=content), (lost,))
