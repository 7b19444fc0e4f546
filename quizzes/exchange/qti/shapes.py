"""Shapes on a picture, as HTML and QTI write them, turned into our rectangles in per cent of the picture."""

from django.utils.translation import gettext as _

from quizzes.exchange.marks import number_of
from quizzes.exchange.neutral import UnsupportedQuestionError


def box(shape: str, coords: str, size: tuple[float, float]) -> dict[str, float]:
    """{"x", "y", "w", "h"} of the least rectangle around the shape, within the picture."""
    left, top, right, bottom = _edges(shape, coords, size)
    wide, high = size
    x, y = max(0.0, left / wide * 100), max(0.0, top / high * 100)
    w, h = min(100.0, right / wide * 100) - x, min(100.0, bottom / high * 100) - y
    return {"x": x, "y": y, "w": w, "h": h}


def _edges(shape: str, coords: str, size: tuple[float, float]) -> tuple[float, float, float, float]:
    if shape == "default":
        return 0.0, 0.0, *size
    numbers = [_length(one, size[place % 2]) for place, one in enumerate(coords.split(","))]
    if shape == "rect" and len(numbers) == 4:
        return numbers[0], numbers[1], numbers[2], numbers[3]
    if shape in ("circle", "ellipse") and len(numbers) == (3 if shape == "circle" else 4):
        x, y, across, along = numbers[0], numbers[1], numbers[2], numbers[-1]
        return x - across, y - along, x + across, y + along
    if shape == "poly" and len(numbers) >= 6 and len(numbers) % 2 == 0:
        return min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])
    raise UnsupportedQuestionError(
        _("A place on the picture cannot be read: %(shape)s %(coords)s.") % {"shape": shape, "coords": coords[:60]}
    )


def _length(text: str, of: float) -> float:
    text = text.strip()
    return number_of(text[:-1]) / 100 * of if text.endswith("%") else number_of(text)


def coords(place: dict, size: tuple[int, int]) -> str:
    """A place as `rect` coordinates in whole pixels."""
    wide, high = size
    edges = (
        place["x"] * wide, place["y"] * high, (place["x"] + place["w"]) * wide, (place["y"] + place["h"]) * high,
    )  # fmt: skip
    return ",".join(str(round(edge / 100)) for edge in edges)
