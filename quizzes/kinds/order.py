"""Put in order: the steps of something, which she taps in their order or moves up and down."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes.questions import BadAnswerError, Grade, LineBlock, QuestionBlock, QuestionValue, layout, mixed
from quizzes.scoring import ORDERINGS

MOST = 10


@dataclass(frozen=True)
class Step:
    id: str
    text: str


class OrderValue(QuestionValue):
    def steps(self) -> list[Step]:
        return [Step(item.id, item.value) for item in self["steps"].bound_blocks]

    def read(self, data: QueryDict) -> list[str]:
        return data.getlist("choice")[: MOST + 1]

    def moved(self, data: QueryDict) -> list[str]:
        """After a press on an up or down button ("up 2"), where JavaScript is missing."""
        way, _space, number = data.get("move", "").partition(" ")
        order = self.read(data)
        if way not in ("up", "down") or not number.isdecimal() or len(number) > 2 or not self._fits(order):
            return []
        here = int(number)
        there = here - 1 if way == "up" else here + 1
        if 0 <= here < len(order) and 0 <= there < len(order):
            order[here], order[there] = order[there], order[here]
        return order

    def _fits(self, chosen: list[str]) -> bool:
        return sorted(chosen) == sorted(step.id for step in self.steps())

    def screen(self, key: str, chosen: list[str], *, shuffle: bool) -> dict:
        steps = {step.id: step for step in self.steps()}
        if self._fits(chosen):
            return {"steps": [steps[id] for id in chosen]}
        order = mixed(steps.values(), key)
        return {"steps": order if order != list(steps.values()) else [*order[1:], order[0]]}  # never the answer itself

    def grade(self, chosen: list[str]) -> Grade:
        if not self._fits(chosen):
            raise BadAnswerError
        score = ORDERINGS[self.get("points") or "absolute"](self.best(), chosen)
        return Grade(score, self.told())

    def best(self) -> list[str]:
        return [step.id for step in self.steps()]

    def solution(self) -> list[str]:
        return [f"{number}. {step.text}" for number, step in enumerate(self.steps(), 1)]


class Order(QuestionBlock):
    steps = blocks.ListBlock(
        LineBlock(label=_("Step"), max_length=200),
        label=_("The steps in their right order"),
        min_num=2,
        max_num=MOST,
        default=["", ""],
        help_text=_("She sees them mixed."),
    )
    points = blocks.ChoiceBlock(
        label=_("How an order that is not quite right counts"),
        choices=[
            ("absolute", _("By the steps that are in their place")),
            ("whole", _("Only the right order counts")),
            ("distance", _("By how far each step is from its place")),
            ("next", _("By the steps that follow each other")),
            ("next_and_end", _("By the steps that follow each other, and the last one")),
            ("neighbours", _("By the step before and the step after each")),
            ("all_pairs", _("By all steps before and after each")),
            ("longest", _("By the longest part in the right order")),
            ("longest_unbroken", _("By the longest part in the right order without a gap")),
        ],
        default="absolute",
    )

    class Meta:
        label = _("Put in order")
        description = _("She taps the steps in their order.")
        icon = "list-ol"
        template = "quizzes/kinds/order.html"
        value_class = OrderValue
        form_layout = layout("steps", rarely=("points",))
        preview_value = {
            "text": "Xếp lại các bước làm chữ to hơn.",
            "steps": ["Mở Cài đặt", "Chạm Màn hình", "Chạm Cỡ chữ"],
            "points": "absolute",
            "feedback": "Nhớ ba chặng: Cài đặt – Màn hình – Cỡ chữ.",
        }
