"""A practice ("tập chạm") is a walk over pictures of phone screens: what to do on each, and where that leads.

Screens are numbered from 0; None is the end. Which way a walk takes depends on the place she taps, so a practice may
branch and come together again. `faults` says what is wrong with one, in words for the trainer.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext
from wagtail.images.models import AbstractImage

from quizzes.places import Place

MOST = 20


class Action(StrEnum):
    """What is to be done on a screen. WAIT: nothing at all, which is right where a swindler wants a tap."""

    TAP = "tap"
    PRESS = "press"
    TYPE = "type"
    SLIDE = "slide"
    WAIT = "wait"


ON_PLACES = (Action.TAP, Action.PRESS)


@dataclass(frozen=True)
class Screen:
    """`leads_to` is where doing the right thing leads; `ways` are the exceptions, by the id of the place tapped."""

    id: str
    picture: AbstractImage | None
    words: str
    action: Action
    places: tuple[Place, ...]
    leads_to: int | None
    ways: dict[str, int | None]
    wrong: str = ""
    typed: str = ""
    notches: int = 0
    least: int = 0
    most: int = 0

    @property
    def targets(self) -> list[Place]:
        """The right places. Where she must not touch anything, there is none."""
        return [] if self.action == Action.WAIT else [place for place in self.places if place.right]

    def follows(self, place: Place) -> int | None:
        """The screen after a tap on this right place."""
        return self.ways.get(place.id, self.leads_to)

    def onward(self) -> set[int | None]:
        """All screens that can come next."""
        if self.action in ON_PLACES and self.targets:
            return {self.follows(place) for place in self.targets}
        return {self.leads_to}


def same_words(typed: str, wanted: str) -> bool:
    """Whether she typed what was asked for. Tone marks, capitals and spaces do not matter: many type without them."""
    return plain(typed) == plain(wanted)


def plain(words: str) -> str:
    """The words in small letters without marks and spaces. practice.js does the same."""
    bare = unicodedata.normalize("NFD", words.casefold()).replace("đ", "d")
    return "".join(sign for sign in bare if not unicodedata.combining(sign) and not sign.isspace())


def faults(screens: Sequence[Screen]) -> list[str]:
    """What is wrong with a practice, in words for the trainer; [] when every screen is met and leads to the end."""
    found = [fault % {"number": number} for number, screen in enumerate(screens, 1) for fault in _own_faults(screen)]
    beyond = gettext("Screen %(number)s leads to a screen that is not there.")
    leads = [screen.onward() for screen in screens]
    missing = [n for n, onward in enumerate(leads, 1) if any(to is not None and to >= len(screens) for to in onward)]
    found += [beyond % {"number": number} for number in missing]
    return found or _lost(leads)


def _own_faults(screen: Screen) -> list[str]:
    found = []
    if screen.action in ON_PLACES and not screen.targets:
        found.append(gettext("On screen %(number)s, draw at least one place to tap."))
    if screen.action == Action.TYPE and not plain(screen.typed):
        found.append(gettext("On screen %(number)s, write down what she should type."))
    if screen.action == Action.SLIDE and not 1 <= screen.least <= screen.most <= screen.notches:
        found.append(gettext("On screen %(number)s, say which step of the slider is right."))
    return found


def _lost(leads: Sequence[set[int | None]]) -> list[str]:
    """Screens that nothing leads to, and screens without a way to the end."""
    met: set[int | None] = set()
    waiting: list[int | None] = [0] if leads else []
    while waiting:
        now = waiting.pop()
        if now not in met:
            met.add(now)
            waiting += leads[now] if now is not None else []
    ending: set[int | None] = {None}
    while more := {number for number, onward in enumerate(leads) if number not in ending and onward & ending}:
        ending |= more
    unmet = gettext("Nothing leads to screen %(number)s.")
    stuck = gettext("From screen %(number)s there is no way to the end.")
    everywhere = range(len(leads))
    return [unmet % {"number": n + 1} for n in everywhere if n not in met] + [
        stuck % {"number": n + 1} for n in everywhere if n in met and n not in ending
    ]
