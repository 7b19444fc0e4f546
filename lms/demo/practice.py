"""The hands-on part of a demo lesson: practice on the drawn screens, a conversation, a task.

A screen's touchable parts are known from its drawing, so every one of them becomes a place; those that the lesson aims
at are right.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lms.demo import drawing, practice_places


@dataclass(frozen=True)
class Touch:
    """One thing to do on one screen: what she is told, and the parts that are right (any of them; none where she types
    or must touch nothing)."""

    screen: str
    words: str
    targets: tuple[str, ...]
    hint: str  # after a wrong tap
    action: str = "tap"


def blocks(data: Mapping, picture: Callable) -> list[tuple[str, dict]]:
    """The lesson's hands-on blocks; `picture(title, png, description)` keeps a drawn picture."""
    screens = [_screen(data, on, touch, picture) for on in data["practice"] for touch in touches(on)]
    practice = ("practice", {"heading": "", "intro": data["goal"], "screens": screens})
    talk = [("talk", _talk(data["talk"]))] if "talk" in data else []
    return [practice, *talk, ("task", {"text": data["task"], "look": ""})]


def touches(practice: Mapping) -> list[Touch]:
    """What a practice of the file has her do: one thing; or, `how` being "in_order", one thing for each target. There
    `screen`, `do`, `hint` and `action` may be lists as well, as long as the targets; a target "" is none."""
    targets = _listed(practice.get("target", []), 1)
    action, hint = practice.get("action", "tap"), practice["hint"]
    if practice.get("how", "any") == "any":
        words = practice.get("do", f"Chạm {practice['tap']}.")
        return [Touch(practice["screen"], words, tuple(targets), hint, action)]
    told = practice.get("do", [f"Chạm {target}." for target in targets])
    each = [_listed(value, len(targets)) for value in (practice["screen"], told, hint, action)]
    return [
        Touch(screen, words, (target,) if target else (), hint, action)
        for target, screen, words, hint, action in zip(targets, *each, strict=True)
    ]


def _listed(value: str | list[str], times: int) -> list[str]:
    return [value] * times if isinstance(value, str) else value


def _screen(data: Mapping, practice: Mapping, touch: Touch, picture: Callable) -> dict:
    description = data["screens"][touch.screen]
    rest = {key: practice[key] for key in ("typed", "notches", "least", "most") if key in practice}
    title = f"{data['code']} {practice['shows']}"[:80]
    return {
        "picture": picture(title, drawing.screen(description), practice["shows"]),
        "words": touch.words,
        "action": touch.action,
        "places": practice_places.placed(description, touch.targets),
        "wrong": touch.hint,
    } | rest


def _talk(talk: Mapping) -> dict:
    return {
        "heading": talk["heading"],
        "form": talk["form"],
        "role": talk["role"],
        "intro": talk["intro"],
        "turns": [_turn(turn) for turn in talk["turns"]],
        "signs": talk["signs"],
        "debrief": talk["debrief"],
    }


def _turn(turn: Mapping) -> dict:
    answers = [
        {"words": words, "good": good, "feedback": feedback, "leads_to": leads_to}
        for words, good, feedback, leads_to in turn["answers"]
    ]
    return {"who": turn["who"], "words": turn["words"], "answers": answers}
