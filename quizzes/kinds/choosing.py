"""What all kinds share in which she chooses among options: the options, their ids, and how a choice is graded.

An option's id is a random word kept with the option, so that the page can carry it without telling which is right.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError


@dataclass(frozen=True)
class Option:
    id: str
    text: str
    right: bool
    feedback: str


@dataclass(frozen=True)
class Grade:
    """How one answer was: `right` or not, and kind words for each option she chose and for the whole."""

    right: bool
    words: list[str] = field(default_factory=list)


class BadAnswer(ValueError):
    """The answer names options that this question does not have, or not as many as it asks for."""


class ChoiceValue(blocks.StructValue):
    """A question in which one or several options are chosen."""

    several = False

    def options(self) -> list[Option]:
        items = self["options"].bound_blocks
        return [Option(item.id, item.value["text"], item.value["right"], item.value["feedback"]) for item in items]

    def shown(self) -> list[Option]:
        """The options, for templates: there `question.options` would be the field of that name."""
        return self.options()

    def grade(self, chosen: list[str]) -> Grade:
        """Grade the ids of the chosen options. Raises BadAnswer for ids that are not this question's."""
        options = {option.id: option for option in self.options()}
        if not chosen or len(set(chosen)) != len(chosen) or not set(chosen) <= set(options):
            raise BadAnswer
        if not self.several and len(chosen) != 1:
            raise BadAnswer
        right = {option.id for option in options.values() if option.right} == set(chosen)
        words = [options[id].feedback for id in chosen if options[id].feedback]
        return Grade(right, words + ([self["feedback"]] if self.get("feedback") else []))


class OptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Answer"), max_length=300)
    right = blocks.BooleanBlock(label=_("This answer is right"), required=False)
    feedback = blocks.CharBlock(
        label=_("What to say when she chooses it"),
        required=False,
        max_length=300,
        help_text=_("Kind and short, as to a neighbour. Say why."),
    )


class OptionsBlock(blocks.ListBlock):
    """Two to eight options; `rights` says how many of them must be right: (at least, at most)."""

    def __init__(self, rights: tuple[int, int], **kwargs):
        empty = [OptionBlock().get_default()] * 2
        super().__init__(OptionBlock(), min_num=2, max_num=8, default=empty, label=_("Answers"), **kwargs)
        self.rights = rights

    def clean(self, value):
        result = super().clean(value)
        least, most = self.rights
        if not least <= sum(option["right"] for option in result) <= most:
            wrong = _("Mark exactly one answer as right.") if most == 1 else _("Mark at least one answer as right.")
            raise ListBlockValidationError(non_block_errors=[ValidationError(wrong)])
        return result


def sample(*options: tuple[str, bool, str]) -> list[dict]:
    """Options for a preview value."""
    return [{"text": text, "right": right, "feedback": feedback} for text, right, feedback in options]
