"""The hands-on part of a demo lesson: practice on the drawn screens, a conversation, a task.

A screen's touchable parts are known from its drawing, so every one of them becomes a place with its name; those that
the lesson aims at are right.
"""

from collections.abc import Callable, Mapping
from uuid import NAMESPACE_URL, uuid5

from lms.demo import drawing


def blocks(data: Mapping, picture: Callable) -> list[tuple[str, dict]]:
    """The lesson's hands-on blocks; `picture(title, png, description)` keeps a drawn picture."""
    if not data.get("hands_on"):
        return []
    return [
        (
            "practice",
            {"heading": "", "intro": data["goal"], "screens": [_screen(data, on, picture) for on in data["practice"]]},
        ),
        ("talk", _talk(data["talk"])),
        ("task", {"text": data["task"], "look": ""}),
    ]


def _screen(data: Mapping, practice: Mapping, picture: Callable) -> dict:
    description = data["screens"][practice["screen"]]
    targets = practice["target"] if isinstance(practice["target"], list) else [practice["target"]]
    kept = picture(f"{data['code']} {practice['shows']}"[:80], drawing.screen(description), practice["shows"])
    return {
        "picture": kept,
        "words": f"Chạm {practice['tap']}.",
        "action": "tap",
        "places": [_place(spot, spot.name in targets) for spot in drawing.spots(description)],
        "wrong": practice["hint"],
    }


def _place(spot: drawing.Spot, right: bool) -> dict:
    shares = {"x": spot.x, "y": spot.y, "w": spot.width, "h": spot.height}
    within = {key: round(share * 100, 2) for key, share in shares.items()}
    return {"id": str(uuid5(NAMESPACE_URL, spot.name)), "name": spot.name, "right": right, "words": "", **within}


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
