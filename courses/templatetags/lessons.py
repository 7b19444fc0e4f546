"""What the templates of lesson blocks ask for."""

import re
from dataclasses import dataclass

from django import template
from django.http import HttpRequest

from courses.blocks.talk import TalkValue, walk_by_number
from courses.practice_screens import Screen
from quizzes.conversations import Reply, Turn, Walk, WrongReplyError
from quizzes.places import Place

register = template.Library()
NUMBER = re.compile("[0-9]{1,2}")
LONGEST = 60  # answers in an address; a conversation that goes in circles begins again


@dataclass
class TalkSoFar:
    """A conversation as it stands. `choices` are her answers now, each with the address that gives it."""

    walk: Walk
    turn: Turn | None
    choices: list[tuple[str, Reply]]

    @property
    def said(self) -> list[tuple[Turn | None, Reply]]:
        """What was said. A turn in which she chose again stands there once: None instead of it afterwards."""
        turns = [turn for turn, _reply in self.walk.said]
        before = [None, *turns]
        return [(turn if turn is not before[n] else None, self.walk.said[n][1]) for n, turn in enumerate(turns)]

    @property
    def asks_anew(self) -> bool:
        """Whether the turn that waits for her answer has been said already."""
        return bool(self.walk.said) and self.turn is self.walk.said[-1][0]

    @property
    def ended_well(self) -> bool:
        return self.walk.is_over and bool(self.walk.said) and self.walk.said[-1][1].good


@register.simple_tag(takes_context=True)
def talk_so_far(context: dict, value: TalkValue, block_id: str | None) -> TalkSoFar:
    """The walk that the address says (?noi=block&loi=0.1.2), from the start if it says none that can be walked."""
    request: HttpRequest | None = context.get("request")
    turns = value.script()
    said = request.GET if request else {}  # Wagtail shows a sample without a request
    chosen = _chosen(said.get("loi", "")) if said.get("noi") == str(block_id) else []
    try:
        walk = walk_by_number(turns, chosen)
    except WrongReplyError:
        chosen, walk = [], walk_by_number(turns, [])
    turn = None if walk.now is None else turns[walk.now]
    replies = enumerate(turn.replies) if turn else ()
    before = "".join(f"{number}." for number in chosen)
    return TalkSoFar(walk, turn, [(f"?noi={block_id}&loi={before}{n}#noi-{block_id}", reply) for n, reply in replies])


def _chosen(written: str) -> list[int]:
    numbers = written.split(".") if written else []
    if len(numbers) > LONGEST or not all(NUMBER.fullmatch(number) for number in numbers):
        return []
    return [int(number) for number in numbers]


@register.filter
def number(to: int | None) -> str:
    """A screen's or a turn's number, from 0; "end" at the end."""
    return "end" if to is None else str(to)


@register.filter
def leads(screen: Screen, place: Place) -> str:
    """The number of the screen that comes after a tap on this place."""
    return number(screen.follows(place))
