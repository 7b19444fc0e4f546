"""The demo's questions: what the YAML file says of one becomes the value of its kind's block."""

from collections.abc import Callable, Mapping

from lms.demo import drawing, practice_places

Draw = Callable[[str, bytes, str], object]  # title, PNG, description: a picture in the library


def value(lesson: Mapping, asked: Mapping, draw: Draw) -> dict:
    """The block's raw value. `lesson` has the screens that its questions are drawn from."""
    rest = {"picture": None, "clip": None, "sound": None, "feedback": _words(asked)}
    return {"text": asked["ask"]} | rest | KINDS[asked["kind"]](lesson, asked, draw)


def _words(asked: Mapping) -> str:
    """The page itself says how she answered: the words need not begin with it."""
    words = asked.get("feedback", "")
    for verdict in ("Sai. ", "Đúng. ", "Là lừa đảo. ", "Không phải lừa đảo. "):
        words = words.removeprefix(verdict)
    return words[:1].upper() + words[1:]


def _choice(lesson: Mapping, asked: Mapping, draw: Draw) -> dict:
    rows = asked["options"]
    return {
        "options": [{"text": text, "right": right, "feedback": words, "percent": None} for text, right, words in rows]
    }


def _true_false(lesson: Mapping, asked: Mapping, draw: Draw) -> dict:
    return {"answer": "true" if asked["answer"] else "false", "true_feedback": "", "false_feedback": ""}


def _scam(lesson: Mapping, asked: Mapping, draw: Draw) -> dict:
    return {"answer": "scam" if asked["answer"] else "safe", "scam_feedback": "", "safe_feedback": ""}


def _order(lesson: Mapping, asked: Mapping, draw: Draw) -> dict:
    return {"steps": list(asked["order"]), "points": "absolute"}


def _tap(lesson: Mapping, asked: Mapping, draw: Draw) -> dict:
    screen = lesson["screens"][asked["screen"]]
    targets = [asked["target"]] if isinstance(asked["target"], str) else asked["target"]
    return {
        "picture": draw(f"{lesson['code']} {asked['ask'][:60]}", drawing.screen(screen), asked["shows"]),
        "places": practice_places.placed(screen, targets, asked["right_feedback"]),
        "how": asked.get("how", "any"),
        "wrong_feedback": asked["wrong_feedback"],
    }


def _chat(lesson: Mapping, asked: Mapping, draw: Draw) -> dict:
    return {
        "turns": [
            {
                "who": turn["who"],
                "words": turn["says"],
                "answers": [
                    {"words": said, "good": good, "feedback": words, "leads_to": ""}
                    for said, good, words in turn["options"]
                ],
            }
            for turn in asked["turns"]
        ]
    }


KINDS = {
    "single": _choice,
    "several": _choice,
    "true_false": _true_false,
    "scam": _scam,
    "order": _order,
    "tap": _tap,
    "chat": _chat,
}
