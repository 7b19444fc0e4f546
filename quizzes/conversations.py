"""A conversation in which she chooses what to say: with a swindler on the phone, with a stranger in a chat.

It is a list of turns: who speaks, the words, and two or more answers. An answer leads to a turn, to the end, or has her
choose again; left open, a good answer goes on with the next turn (the last one ends the talk) and another one has her
choose again. A lesson block and a question kind both use it: `TurnsBlock` is the field, `turns_of` the value's turns,
`walk` what has been said after so many choices.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError, ListValue

from quizzes.questions import said_when_chosen

MOST = 12
AGAIN, END = "again", "end"
WHERE = [
    (AGAIN, _("She chooses again")),
    (END, _("The end")),
    *[(str(number), format_lazy(_("Turn {number}"), number=number)) for number in range(1, MOST + 1)],
]


@dataclass(frozen=True)
class Reply:
    """An answer. `leads_to` is the number of a turn (from 0), or None at the end."""

    id: str
    words: str
    good: bool
    feedback: str
    leads_to: int | None


@dataclass(frozen=True)
class Turn:
    who: str
    words: str
    replies: tuple[Reply, ...]


@dataclass(frozen=True)
class Walk:
    """A conversation so far: what was said, and the turn (from 0) that waits for an answer, None at its end."""

    said: tuple[tuple[Turn, Reply], ...]
    now: int | None

    @property
    def is_over(self) -> bool:
        return self.now is None


class WrongReplyError(ValueError):
    """The answer is not one of those that could be given at that point."""


def turns_of(value: ListValue) -> list[Turn]:
    """The turns of a TurnsBlock's value."""
    return [
        Turn(turn["who"], turn["words"], tuple(_reply(answer, number, len(value)) for answer in _answers(turn)))
        for number, turn in enumerate(value)
    ]


def _answers(turn: blocks.StructValue) -> list:
    return turn["answers"].bound_blocks


def _reply(answer, number: int, turns: int) -> Reply:
    value = answer.value
    good, feedback = bool(value.get("good")), value.get("feedback") or ""
    return Reply(answer.id, value["words"], good, feedback, _target(value, number, turns))


def _target(answer: blocks.StructValue, number: int, turns: int) -> int | None:
    where = answer.get("leads_to")
    if where == END:
        return None
    if where and where != AGAIN:
        return int(where) - 1
    if where == AGAIN or not answer.get("good"):
        return number
    return number + 1 if number + 1 < turns else None


def walk(turns: Sequence[Turn], chosen: Iterable[str]) -> Walk:
    """Follow the ids of the chosen answers from the first turn. Raises WrongReplyError for an id not on offer."""
    said, now = [], 0 if turns else None
    for id in chosen:
        if now is None:
            raise WrongReplyError
        replies = {reply.id: reply for reply in turns[now].replies}
        if id not in replies:
            raise WrongReplyError
        said.append((turns[now], replies[id]))
        now = replies[id].leads_to
    return Walk(tuple(said), now)


def faults(turns: Sequence[Turn]) -> list[str]:
    """What is wrong with a conversation, in words for the trainer; [] when it can be walked well from start to end."""
    missing = [
        gettext("Turn %(number)s leads to a turn that is not there.") % {"number": number}
        for number, turn in enumerate(turns, 1)
        if any(reply.leads_to is not None and reply.leads_to >= len(turns) for reply in turn.replies)
    ]
    if missing or not turns:
        return missing
    reached, ending = _reached(turns), _ending(turns)
    unreached = gettext("Nothing leads to turn %(number)s.")
    stuck = gettext("From turn %(number)s there is no way to the end.")
    found = [unreached % {"number": number + 1} for number in range(len(turns)) if number not in reached]
    found += [
        stuck % {"number": number + 1} for number in sorted(turn for turn in reached - ending if turn is not None)
    ]
    if not found and None not in _reached(turns, good=True):
        found.append(gettext("Good answers alone must lead from the first turn to the end."))
    return found


def _reached(turns: Sequence[Turn], *, good: bool = False) -> set[int | None]:
    """The turns that can be reached from the first (None: the end); by good answers only, if asked so."""
    reached: set[int | None] = set()
    waiting: list[int | None] = [0]
    while waiting:
        now = waiting.pop()
        if now in reached:
            continue
        reached.add(now)
        if now is not None:
            waiting += [reply.leads_to for reply in turns[now].replies if reply.good or not good]
    return reached


def _ending(turns: Sequence[Turn]) -> set[int | None]:
    """The turns from which the end can be reached, and the end itself."""
    ending: set[int | None] = {None}
    while more := {
        number
        for number, turn in enumerate(turns)
        if number not in ending and any(reply.leads_to in ending for reply in turn.replies)
    }:
        ending |= more
    return ending


class AnswerBlock(blocks.StructBlock):
    words = blocks.CharBlock(label=_("What she can say"), max_length=200)
    good = blocks.BooleanBlock(label=_("This is a good answer"), required=False)
    feedback = said_when_chosen()
    leads_to = blocks.ChoiceBlock(
        label=_("Then comes"),
        choices=WHERE,
        required=False,
        help_text=_("Leave it open: after a good answer the next turn comes, otherwise she chooses again."),
    )


class TurnBlock(blocks.StructBlock):
    who = blocks.CharBlock(label=_("Who speaks"), max_length=60)
    words = blocks.TextBlock(label=_("What they say"), max_length=400, rows=2)
    answers = blocks.ListBlock(
        AnswerBlock(label=_("Answer")),
        label=_("Her answers"),
        min_num=2,
        max_num=4,
        default=[AnswerBlock().get_default()] * 2,
    )


class TurnsBlock(blocks.ListBlock):
    """The turns of a conversation. Saving says which turn has no way to it, no way out, or no good way to the end."""

    def __init__(self, **kwargs):
        kwargs = {"label": _("Turns"), "min_num": 1, "max_num": MOST} | kwargs
        super().__init__(TurnBlock(label=_("Turn")), **kwargs)

    def clean(self, value):
        result = super().clean(value)
        found = faults(turns_of(result))
        if found:
            raise ListBlockValidationError(non_block_errors=[ValidationError(fault) for fault in found])
        return result


def sample() -> list[dict]:
    """Two turns for a preview value."""
    stop, block = "Dừng lại chị! Đọc mã OTP là mất tiền.", "Đúng. Chặn và báo cho mọi người biết."
    return [
        _turn("Cô đọc mã vừa về máy để em mở quà nhé.", ("Em đợi cô đọc", stop), ("Tôi không đọc mã", "Đúng.")),
        _turn("Nhanh không mất suất cô ơi!", ("Để tôi làm luôn", "Giục gấp là lừa đảo."), ("Tôi chặn số này", block)),
    ]


def _turn(words: str, bad: tuple[str, str], good: tuple[str, str]) -> dict:
    answers = [
        {"words": said, "feedback": told, "good": right, "leads_to": ""}
        for (said, told), right in [(bad, False), (good, True)]
    ]
    return {"who": "Hỗ trợ an sinh", "words": words, "answers": answers}
