"""What all kinds of questions share: how an answer is read from a form and graded, and what stands beside a question.

An answer is a list of short strings, whose meaning is the kind's own (ids of options, a number as it was typed). A
grade is a share of the question's point, from 0 to 1, computed as Moodle does (docs/quizzes.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from media.blocks import ClipChooserBlock

NEARLY = 0.000001  # as in Moodle: a third and two thirds are a whole
SOUNDS = ("mp3", "m4a", "ogg", "wav")
T = TypeVar("T")


@dataclass(frozen=True)
class Grade:
    """How one answer was: the share of the point (0-1) and kind words; `complete` is False while more is to be said."""

    score: float
    words: list[str] = field(default_factory=list)
    complete: bool = True

    @property
    def right(self) -> bool:
        return self.score > 1 - NEARLY

    @property
    def partly(self) -> bool:
        return NEARLY < self.score <= 1 - NEARLY


class BadAnswerError(ValueError):
    """The answer does not fit the question: nothing was chosen, or something that is not there, or too much of it."""


class QuestionValue(blocks.StructValue):
    missing = _("Please choose an answer first.")  # said when the answer does not fit
    presses = False  # whether its template has the buttons that answer

    def read(self, data: QueryDict) -> list[str]:
        """The answer in a form's data. Raises BadAnswerError for what cannot be one."""
        return data.getlist("choice")

    def moved(self, data: QueryDict) -> list[str]:
        """What she has after a press on a button that only changes her answer; [] when she gives it."""
        return []

    def kept(self, chosen: list[str]) -> list[str]:
        """What to show again of an answer that does not fit."""
        return []

    def grade(self, chosen: list[str]) -> Grade:
        """Raises BadAnswerError when `chosen` does not fit the question."""
        raise NotImplementedError

    def screen(self, key: str, chosen: list[str], *, shuffle: bool) -> dict:
        """What the template needs besides the question. `key` gives each attempt an order of its own."""
        return {}

    def best(self) -> list[str]:
        """An answer that has the whole point."""
        raise NotImplementedError

    def solution(self) -> list[str]:
        """The right answer, a line for each part, in words."""
        return []

    def offers(self) -> list[str]:
        """What could be chosen, in words, for the author's figures."""
        return []

    def spelt(self, chosen: list[str]) -> list[str]:
        """An answer in words, for the author's figures. An answer to an earlier version may be spelt in part."""
        return []

    def told(self, *words: str | None) -> list[str]:
        """These words, where there are any, and those for the whole question."""
        return [word for word in (*words, self.get("feedback")) if word]


def mixed(items: Iterable[T], key: str, name: str = "id") -> list[T]:
    """The items in the order of the attempt with this key, which nobody can turn round without the server's secret."""
    return sorted(items, key=lambda item: salted_hmac(key, str(getattr(item, name))).digest())


def share_of(answer: blocks.StructValue) -> float:
    """What an answer that fits gives of the point: its per cent, or all of it where that is left open."""
    percent = answer.get("percent")
    return 1.0 if percent is None else percent / 100


class SoundBlock(DocumentChooserBlock):
    """A recording, uploaded among Wagtail's documents."""

    def clean(self, value):
        sound = super().clean(value)
        if sound and sound.file_extension.lower() not in SOUNDS:
            raise ValidationError(_("Please choose a recording: MP3, M4A, OGG or WAV."))
        return sound


class QuestionBlock(blocks.StructBlock):
    """Every question has its words, and may have a picture, a clip or a recording."""

    text = blocks.TextBlock(label=_("Question"), max_length=1000, rows=2)
    picture = ImageChooserBlock(label=_("Picture"), required=False)
    clip = ClipChooserBlock(label=_("Clip"), required=False)
    sound = SoundBlock(label=_("Recording"), required=False)
    feedback = blocks.CharBlock(label=_("What to say after the question"), required=False, max_length=600)


def said_when_chosen() -> blocks.CharBlock:
    """What she hears when she has chosen an answer, in a question or in a conversation."""
    return blocks.CharBlock(
        label=_("What to say when she chooses it"),
        required=False,
        max_length=300,
        help_text=_("Kind and short, as to a neighbour. Say why."),
    )


class LineBlock(blocks.CharBlock):
    """One of a list of lines. Only the list has a heading, so each field tells its name to those who hear the form."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.field.widget.attrs["aria-label"] = kwargs["label"]


def layout(*fields: str, rarely: tuple[str, ...] = ()) -> blocks.BlockGroup:
    """The form of a kind: its fields between the question and its last words; what is rarely used is folded away."""
    return blocks.BlockGroup(
        children=["text", "picture", *(name for name in fields if name != "picture"), "feedback"],
        settings=[*rarely, "clip", "sound"],
    )
