"""The touchable parts of a drawn screen as places on its picture, each with its name."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from uuid import NAMESPACE_URL, uuid5

from lms.demo import drawing
from quizzes import places
from quizzes.places import Place


def placed(description: Mapping, targets: Collection[str], words: str = "") -> list[dict]:
    """The raw value of a PlacesBlock: the targets are right, and `words` is what a tap on one of them is told."""
    return [asdict(_place(spot, spot.name in targets, words)) for spot in _kept(description, targets)]


def _kept(description: Mapping, targets: Collection[str]) -> list[drawing.Spot]:
    """The right parts and those met first, as many as a picture may have: a table has more cells than that."""
    found = drawing.spots(description)
    right = [spot for spot in found if spot.name in targets]
    others = [spot for spot in found if spot.name not in targets][: places.MOST - len(right)]
    return [spot for spot in found if spot in right or spot in others]


def _place(spot: drawing.Spot, right: bool, words: str) -> Place:
    x, y, w, h = (round(100 * share, 2) for share in (spot.x, spot.y, spot.width, spot.height))
    return Place(str(uuid5(NAMESPACE_URL, spot.name)), spot.name, x, y, w, h, right=right, words=words if right else "")
