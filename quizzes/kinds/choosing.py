"""What all kinds share in which she chooses among options: the options, their ids, and how a choice is graded.

An option's id is a random word kept with the option, so that the page can carry it without telling which is right.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError

from quizzes.questions import BadAnswerError, Grade, QuestionValue, mixed, said_when_chosen


@dataclass(frozen=True)
class Option:
    """`share` is what choosing it gives of the question's point; less than nothing for a wrong one among several."""

    id: str
    text: str
    right: bool
    feedback: str
    share: float = 0.0


class ChoiceValue(QuestionValue):
    """A question in which one or several options are chosen."""

    several = False

    def options(self) -> list[Option]:
        items = self["options"].bound_blocks
        rights = sum(item.value["right"] for item in items)
        return [
            Option(
                item.id,
                item.value["text"],
                item.value["right"],
                item.value["feedback"],
                self._share(item.value, rights),
            )
            for item in items
        ]

    def _share(self, option: blocks.StructValue, rights: int) -> float:
        if option.get("percent") is not None:
            return option["percent"] / 100
        if self.several:
            return (1 if option["right"] else -1) / max(1, rights)
        return float(option["right"])

    def screen(self, key: str, chosen: list[str], *, shuffle: bool) -> dict:
        return {"options": mixed(self.options(), key) if shuffle else self.options()}

    def grade(self, chosen: list[str]) -> Grade:
        options = {option.id: option for option in self.options()}
        if not chosen or len(set(chosen)) != len(chosen) or not set(chosen) <= set(options):
            raise BadAnswerError
        if not self.several and len(chosen) != 1:
            raise BadAnswerError
        score = sum(options[id].share for id in options if id in chosen)
        words = [options[id].feedback for id in chosen]
        return Grade(min(max(score, 0.0), 1.0), self.told(*words))

    def best(self) -> list[str]:
        return [option.id for option in self.options() if option.right]

    def offers(self) -> list[str]:
        return [option.text for option in self.options()]

    def spelt(self, chosen: list[str]) -> list[str]:
        return [option.text for option in self.options() if option.id in chosen]

    def solution(self) -> list[str]:
        return [option.text for option in self.options() if option.right]


class OptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Answer"), max_length=300)
    right = blocks.BooleanBlock(label=_("This answer is right"), required=False)
    feedback = said_when_chosen()
    percent = blocks.FloatBlock(
        label=_("Points in per cent"),
        required=False,
        min_value=-100,
        max_value=100,
        help_text=_("Leave it empty: then right answers share the point, and a wrong one takes away as much."),
    )

    class Meta:
        form_layout = blocks.BlockGroup(children=["text", "right", "feedback"], settings=["percent"])


class OptionsBlock(blocks.ListBlock):
    """Two to ten options; `rights` says how many of them must be right: (at least, at most)."""

    def __init__(self, rights: tuple[int, int], **kwargs):
        empty = [OptionBlock().get_default()] * 2
        super().__init__(OptionBlock(), min_num=2, max_num=10, default=empty, label=_("Answers"), **kwargs)
        self.rights = rights

    def clean(self, value):
        result = super().clean(value)
        least, most = self.rights
        if not least <= sum(option["right"] for option in result) <= most:
            wrong = _("Mark exactly one answer as right.") if most == 1 else _("Mark at least one answer as right.")
            raise ListBlockValidationError(non_block_errors=[ValidationError(wrong)])
        if not _reaches_the_point(result, several=most > 1):
            wrong = _("The points of the right answers must make 100 per cent.")
            raise ListBlockValidationError(non_block_errors=[ValidationError(wrong)])
        return result


def _reaches_the_point(options: Sequence[blocks.StructValue], *, several: bool) -> bool:
    """Whether she can earn the whole point where points are given by hand. A third is 33.33333 per cent in Moodle."""
    if all(option.get("percent") is None for option in options):
        return True
    percents = [option.get("percent") or 0 for option in options if option["right"]]
    blank = any(option.get("percent") is None for option in options if option["right"])
    return blank or abs(sum(percents) - 100) < 0.01 if several else blank or max(percents) >= 99.99


def sample(*options: tuple[str, bool, str]) -> list[dict]:
    """Options for a preview value."""
    return [{"text": text, "right": right, "feedback": feedback} for text, right, feedback in options]
