"""Places on a picture: rectangles that a trainer draws with a finger, and what a tap on the picture meets.

Everything is in per cent of the picture (0-100), so that it holds at any size. A block `PlacesBlock` stands in the same
StructBlock as the picture that it is drawn on; its raw value is a list of
{"id", "name", "x", "y", "w", "h", "right", "words"}: left, top, width, height, whether it is a place to tap, and what
to say to her who taps it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import hypot, isfinite
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise
from wagtail.blocks import FieldBlock

MOST = 20
FINGER = 15.0  # per cent of the picture's width: 43 px where it is 288 px wide
PHONE = 16 / 9  # height of a picture by its width, where it is not known


@dataclass(frozen=True)
class Place:
    id: str
    name: str
    x: float
    y: float
    w: float
    h: float
    right: bool = True
    words: str = ""

    @property
    def centre(self) -> tuple[float, float]:
        return self.x + self.w / 2, self.y + self.h / 2

    def holds(self, x: float, y: float, least_w: float = 0, least_h: float = 0) -> bool:
        """Whether the point is in the place, or in the place grown about its centre to at least this size."""
        middle, level = self.centre
        return abs(x - middle) <= max(self.w, least_w) / 2 and abs(y - level) <= max(self.h, least_h) / 2


def hit(places: Iterable[Place], x: float, y: float, aspect: float = PHONE) -> Place | None:
    """The place that a tap at (x, y) per cent means; `aspect` is the picture's height by its width.

    The smallest place that holds the point; else the nearest one that is smaller than a finger and close enough.
    """
    places = list(places)
    exactly = [place for place in places if place.holds(x, y)]
    if exactly:
        return min(exactly, key=lambda place: place.w * place.h)
    nearly = [place for place in places if place.holds(x, y, FINGER, FINGER / aspect)]
    return min(nearly, key=lambda place: _distance(place, x, y, aspect), default=None)


def _distance(place: Place, x: float, y: float, aspect: float) -> float:
    middle, level = place.centre
    return hypot(x - middle, (y - level) * aspect)


def read(raw: object) -> list[Place]:
    """Places from raw values. Raises ValidationError with words for the trainer."""
    if not isinstance(raw, Sequence) or isinstance(raw, str):
        raise ValidationError(_("These places cannot be read. Please draw them again."))
    if len(raw) > MOST:
        raise ValidationError(_("That is too many places for one picture."))
    return [one if isinstance(one, Place) else _place(one) for one in raw]


def _place(raw: object) -> Place:
    unreadable = ValidationError(_("These places cannot be read. Please draw them again."))
    if not isinstance(raw, Mapping):
        raise unreadable
    try:
        x, y, w, h = (round(float(raw[key]), 2) for key in "xywh")
    except (KeyError, TypeError, ValueError, OverflowError) as mistake:
        raise unreadable from mistake
    inside = all(map(isfinite, (x, y, w, h))) and x >= 0 and y >= 0 and x + w <= 100.01 and y + h <= 100.01
    if not inside or w < 1 or h < 1:
        raise unreadable
    name, words = str(raw.get("name") or "").strip(), str(raw.get("words") or "").strip()
    if len(name) > 80 or len(words) > 300:
        raise ValidationError(_("The words for a place are too long."))
    return Place(str(raw.get("id") or uuid4())[:36], name, x, y, w, h, bool(raw.get("right", True)), words)


class PlacesWidget(forms.Widget):
    """The picture of the same block, on which a mouse, a finger or arrow keys draw places (static/quizzes/places.js).

    `picture` is the name of the image chooser beside it.
    """

    def __init__(self, picture: str = "picture", attrs: dict | None = None):
        super().__init__(attrs)
        self.picture = picture

    def format_value(self, value) -> str:
        return value if isinstance(value, str) else json.dumps(value or [], ensure_ascii=False)

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        context = {"name": name, "value": self.format_value(value), "picture": self.picture, **(attrs or {})}
        return render_to_string("quizzes/admin/places.html", context)

    class Media:
        js = ["quizzes/places.js"]
        css = {"all": ["quizzes/places.css"]}


class PlacesField(forms.Field):
    widget = PlacesWidget

    def prepare_value(self, value):
        return [asdict(place) for place in value] if isinstance(value, list) else value

    def to_python(self, value) -> list[Place]:
        if isinstance(value, str):
            try:
                value = json.loads(value or "[]")
            except (ValueError, RecursionError) as mistake:
                raise ValidationError(_("These places cannot be read. Please draw them again.")) from mistake
        return read(value or [])

    def validate(self, value: list[Place]) -> None:
        if self.required and not any(place.right for place in value):
            raise ValidationError(_("Draw at least one place to tap."))


class PlacesBlock(FieldBlock):
    """Places on the picture that the same StructBlock holds under the name `picture`. Value: a list of Place."""

    def __init__(self, required: bool = True, help_text: StrOrPromise = "", picture: str = "picture", **kwargs):
        self.field = PlacesField(required=required, help_text=help_text, widget=PlacesWidget(picture))
        super().__init__(default=[], **kwargs)

    def normalize(self, value):
        return value if isinstance(value, str) else read(value or [])

    def value_from_form(self, value):
        """What was drawn; the text as it came where it cannot be read, so that `clean` can say so."""
        try:
            return self.field.to_python(value)
        except ValidationError:
            return value

    def to_python(self, value) -> list[Place]:
        return read(value or [])

    def get_prep_value(self, value) -> list[dict]:
        return [] if isinstance(value, str) else [asdict(place) for place in value]

    def get_searchable_content(self, value) -> list[str]:
        return [place.name for place in value if place.name]

    class Meta:
        icon = "crosshairs"
