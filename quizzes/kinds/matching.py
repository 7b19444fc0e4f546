"""Matching: to each thing on the left, what belongs to it."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes.questions import BadAnswerError, Grade, LineBlock, QuestionBlock, QuestionValue, layout, mixed

MOST = 10


@dataclass(frozen=True)
class Pair:
    id: str
    text: str
    match: str


@dataclass(frozen=True)
class Choice:
    text: str


class MatchingValue(QuestionValue):
    """An answer has one string for each pair: its id, an equals sign, and the words that were chosen for it.

    The words themselves, not an id of theirs: what is written alike is the same choice, as in Moodle, and nothing in
    the page ties a choice to its pair.
    """

    missing = _("Please choose something for every line.")

    def pairs(self) -> list[Pair]:
        return [Pair(item.id, item.value["text"], item.value["match"]) for item in self["pairs"].bound_blocks]

    def choices(self) -> list[Choice]:
        words = [pair.match for pair in self.pairs()] + list(self.get("others") or [])
        return [Choice(text) for text in dict.fromkeys(words)]

    def read(self, data: QueryDict) -> list[str]:
        return [choice for choice in data.getlist("choice")[: MOST + 1] if choice]

    def kept(self, chosen: list[str]) -> list[str]:
        return chosen

    def screen(self, key: str, chosen: list[str], *, shuffle: bool) -> dict:
        return {"pairs": self.pairs(), "choices": mixed(self.choices(), key, "text"), "matched": dict(_read(chosen))}

    def grade(self, chosen: list[str]) -> Grade:
        pairs = {pair.id: pair.match for pair in self.pairs()}
        matched = dict(_read(chosen))
        known = {choice.text for choice in self.choices()}
        if len(chosen) != len(pairs) or set(matched) != set(pairs) or not set(matched.values()) <= known:
            raise BadAnswerError
        right = sum(matched[id] == match for id, match in pairs.items()) / len(pairs)
        return Grade(float(right == 1) if self.get("whole") else right, self.told())

    def best(self) -> list[str]:
        return [f"{pair.id}={pair.match}" for pair in self.pairs()]

    def spelt(self, chosen: list[str]) -> list[str]:
        texts = {pair.id: pair.text for pair in self.pairs()}
        return [f"{texts[id]} – {words}" for id, words in _read(chosen) if id in texts]

    def solution(self) -> list[str]:
        return [f"{pair.text} – {pair.match}" for pair in self.pairs()]


def _read(chosen: list[str]) -> list[tuple[str, str]]:
    """(pair, words) of each string."""
    return [(id, words) for id, _sign, words in (one.partition("=") for one in chosen)]


class PairBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("On the left"), max_length=200)
    match = blocks.CharBlock(label=_("What belongs to it"), max_length=200)


class Matching(QuestionBlock):
    pairs = blocks.ListBlock(
        PairBlock(label=_("Pair")), label=_("Pairs"), min_num=2, max_num=MOST, default=[PairBlock().get_default()] * 2
    )
    others = blocks.ListBlock(
        LineBlock(label=_("Choice"), max_length=200),
        label=_("More choices, which belong to none"),
        max_num=MOST,
        default=[],
    )
    whole = blocks.BooleanBlock(label=_("Only a wholly right answer has points"), required=False)

    class Meta:
        label = _("Matching")
        description = _("She chooses for each thing what belongs to it.")
        icon = "link"
        template = "quizzes/kinds/matching.html"
        value_class = MatchingValue
        form_layout = layout("pairs", rarely=("others", "whole"))
        preview_value = {
            "text": "Mỗi hình dùng để làm gì?",
            "pairs": [
                {"text": "Bánh răng", "match": "Mở Cài đặt"},
                {"text": "Cái micro", "match": "Nói thay gõ"},
            ],
            "others": [],
            "feedback": "",
        }
