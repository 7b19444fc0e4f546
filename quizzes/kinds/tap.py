"""Tap the right place on a picture of a phone's screen."""

import re

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from quizzes import places
from quizzes.places import Place, PlacesBlock
from quizzes.questions import BadAnswerError, Grade, QuestionBlock, QuestionValue, layout, mixed

WIDTH = 288  # px: the picture in the page, so that a tap can be read where JavaScript is missing
POINT = re.compile(r"(\d{1,3}(?:\.\d{1,2})?),(\d{1,3}(?:\.\d{1,2})?)")


class TapValue(QuestionValue):
    """An answer has a string for each tap: "left,top" in per cent of the picture, or a place's id, chosen by its name.

    The page never knows where the places are. Their names are offered, for her who cannot see the picture, when there
    are wrong ones among them.
    """

    missing = _("Please tap the picture first.")

    def rights(self) -> list[Place]:
        return [place for place in self["places"] if place.right]

    def needed(self) -> int:
        """How many taps answer the question."""
        return len(self.rights()) if self.get("how") == "all" else 1

    def height(self) -> int:
        """Of the picture in the page, in px."""
        return round(WIDTH * self._aspect())

    def _aspect(self) -> float:
        picture = self["picture"]
        return picture.height / picture.width if picture else places.PHONE

    def read(self, data: QueryDict) -> list[str]:
        """What was marked, and the tap of a browser without JavaScript: `tap.x` and `tap.y` in px."""
        marked = [choice for choice in data.getlist("choice")[:50] if choice]
        x, y = data.get("tap.x", ""), data.get("tap.y", "")
        if x.isdecimal() and y.isdecimal() and len(x + y) < 10 and (x, y) != ("0", "0"):
            marked.append(f"{min(int(x) / WIDTH, 1) * 100:.1f},{min(int(y) / self.height(), 1) * 100:.1f}")
        return marked

    def moved(self, data: QueryDict) -> list[str]:
        """The taps so far, while more are needed and none is marked by JavaScript."""
        marked = self.read(data)
        return marked if "tap.x" in data and len(marked) < self.needed() else []

    def screen(self, key: str, chosen: list[str], *, shuffle: bool) -> dict:
        named = [place for place in self["places"] if place.name]
        telling = len(named) < len(self["places"]) or all(place.right for place in named)
        return {
            "width": WIDTH,
            "names": [] if telling else mixed(named, key),
            "chosen_names": [place.name for place in named if place.id in chosen],
            "taps": [self._in_px(*_point(one)) for one in chosen if POINT.fullmatch(one)],
            "spots": [(*self._in_px(place.x, place.y), *self._in_px(place.w, place.h)) for place in self.rights()],
        }

    def _in_px(self, x: float, y: float) -> tuple[int, int]:
        return round(x * WIDTH / 100), round(y * self.height() / 100)

    def grade(self, chosen: list[str]) -> Grade:
        if len(chosen) != self.needed() or len(set(chosen)) != len(chosen):
            raise BadAnswerError
        met = [self._meant(one) for one in chosen]
        found = {place.id for place in met if place and place.right}
        words = [self._words(place) for place in met]
        share = len(found) / self.needed()
        return Grade(float(share == 1) if self.get("whole") else share, self.told(*dict.fromkeys(words)))

    def _meant(self, one: str) -> Place | None:
        named = {place.id: place for place in self["places"]}
        if one in named:
            return named[one]
        if not POINT.fullmatch(one):
            raise BadAnswerError
        x, y = _point(one)
        if x > 100 or y > 100:
            raise BadAnswerError
        return places.hit(self["places"], x, y, self._aspect())

    def _words(self, place: Place | None) -> str:
        if place and (place.words or place.right):
            return place.words
        return self.get("wrong_feedback") or ""

    def best(self) -> list[str]:
        return [place.id for place in self.rights()[: self.needed()]]

    def offers(self) -> list[str]:
        return [place.name for place in self["places"] if place.name]

    def spelt(self, chosen: list[str]) -> list[str]:
        met = [self._meant(one) for one in chosen]
        return [place.name for place in met if place and place.name]

    def solution(self) -> list[str]:
        return [place.name for place in self.rights() if place.name]


def _point(one: str) -> tuple[float, float]:
    x, y = one.split(",")
    return float(x), float(y)


class Tap(QuestionBlock):
    picture = ImageChooserBlock(label=_("Picture"), help_text=_("A picture of the phone's screen."))
    places = PlacesBlock(
        label=_("Places"),
        help_text=_(
            "Draw wrong places too, each with its name: then she is told what she tapped, and may choose by name."
        ),
    )
    how = blocks.ChoiceBlock(
        label=_("She has to tap"),
        choices=[("any", _("One of the right places")), ("all", _("All of the right places"))],
        default="any",
    )
    whole = blocks.BooleanBlock(label=_("Only a wholly right answer has points"), required=False)
    wrong_feedback = blocks.CharBlock(label=_("What to say when she taps elsewhere"), required=False, max_length=300)

    class Meta:
        label = _("Tap the right place")
        description = _("She taps a place on a picture of the phone's screen.")
        icon = "crosshairs"
        template = "quizzes/kinds/tap.html"
        value_class = TapValue
        form_layout = layout("places", "wrong_feedback", rarely=("how", "whole"))
        preview_value = {
            "text": "Muốn chỉnh cỡ chữ, chị chạm vào hình nào trước?",
            "picture": None,
            "places": [{"id": "p", "name": "Cài đặt", "x": 60, "y": 40, "w": 20, "h": 10, "right": True, "words": ""}],
            "how": "any",
            "wrong_feedback": "Chị tìm hình bánh răng nhé.",
            "feedback": "Bánh răng là Cài đặt.",
        }
