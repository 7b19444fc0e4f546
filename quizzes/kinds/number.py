"""A number, typed as people write it here: 500.000 is five hundred thousand, 3,5 is three and a half."""

import re

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes.questions import BadAnswerError, Grade, QuestionBlock, QuestionValue, layout, share_of
from quizzes.scoring import within
from quizzes.text_match import folded, tidy

LONGEST, LARGEST = 40, 1e15
THOUSANDS = re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?")
ENGLISH = re.compile(r"[+-]?\d{1,3}(,\d{3})+\.\d+|[+-]?\d{1,3}(,\d{3}){2,}")
PLAIN = re.compile(r"[+-]?\d+([.,]\d+)?")


def number_of(text: str) -> float:
    """Raises BadAnswerError for what is no number, or one beyond all reason."""
    text = "".join(text.split())
    if not text.isascii() or len(text) > LONGEST:
        raise BadAnswerError
    if THOUSANDS.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    elif ENGLISH.fullmatch(text):
        text = text.replace(",", "")
    elif not PLAIN.fullmatch(text):
        raise BadAnswerError
    number = float(text.replace(",", "."))
    if abs(number) > LARGEST:
        raise BadAnswerError
    return number


def written(number: float) -> str:
    """A number as it is written here: 1500000 is "1.500.000", 3.5 is "3,5"."""
    english = f"{number:,.6f}".rstrip("0").rstrip(".")
    return english.translate(str.maketrans(",.", ".,"))


class NumberValue(QuestionValue):
    missing = _("Please write a number, such as 3 or 500.000.")

    def grade(self, chosen: list[str]) -> Grade:
        """The first answer that the number is near enough to counts, as in Moodle."""
        if len(chosen) != 1 or len(chosen[0]) > LONGEST:
            raise BadAnswerError
        number = number_of(self._without_unit(chosen[0]))
        for answer in self["answers"]:
            if within(number, answer["number"], answer.get("within") or 0, self.get("tolerance") or "nominal"):
                return Grade(share_of(answer), self.told(answer.get("feedback")))
        return Grade(0.0, self.told(self.get("wrong_feedback")))

    def kept(self, chosen: list[str]) -> list[str]:
        return [chosen[0][:LONGEST]] if chosen else []

    def _without_unit(self, text: str) -> str:
        unit, text = folded(self.get("unit") or ""), tidy(text)
        return text[: -len(unit)] if unit and folded(text).endswith(unit) else text

    def best(self) -> list[str]:
        return [written(answer["number"]) for answer in self["answers"] if share_of(answer) == 1][:1]

    def spelt(self, chosen: list[str]) -> list[str]:
        return [written(number_of(self._without_unit(chosen[0])))]

    def solution(self) -> list[str]:
        unit = self.get("unit") or ""
        return [f"{written(answer['number'])} {unit}".strip() for answer in self["answers"] if share_of(answer) == 1]


class NumberAnswer(blocks.StructBlock):
    number = blocks.FloatBlock(label=_("Number"), min_value=-LARGEST, max_value=LARGEST)
    within = blocks.FloatBlock(
        label=_("May be off by"), required=False, default=0, min_value=0, max_value=LARGEST, help_text=_("0: exactly.")
    )
    feedback = blocks.CharBlock(label=_("What to say to it"), required=False, max_length=300)
    percent = blocks.FloatBlock(
        label=_("Points in per cent"), required=False, min_value=0, max_value=100, help_text=_("Leave it empty: 100.")
    )

    class Meta:
        form_layout = blocks.BlockGroup(children=["number", "within", "feedback"], settings=["percent"])


class Number(QuestionBlock):
    answers = blocks.ListBlock(
        NumberAnswer(label=_("Answer")),
        label=_("Answers"),
        min_num=1,
        max_num=10,
        help_text=_("The first one that fits counts."),
    )
    unit = blocks.CharBlock(label=_("Unit"), required=False, max_length=20, help_text=_("Such as đồng or km."))
    wrong_feedback = blocks.CharBlock(label=_("What to say to another number"), required=False, max_length=300)
    tolerance = blocks.ChoiceBlock(
        label=_("What “off by” means"),
        choices=[
            ("nominal", _("So much more or less")),
            ("relative", _("A share of the number (0.1 is a tenth)")),
            ("geometric", _("A factor (0.1: from 1/1.1 to 1.1 times)")),
        ],
        default="nominal",
    )

    class Meta:
        label = _("A number")
        description = _("She types a number.")
        icon = "decimal"
        template = "quizzes/kinds/number.html"
        value_class = NumberValue
        form_layout = layout("answers", "unit", "wrong_feedback", rarely=("tolerance",))
        preview_value = {
            "text": "Gọi công an khi khẩn cấp thì bấm số nào?",
            "answers": [{"number": 113, "within": 0, "feedback": "Đúng, 113.", "percent": None}],
            "unit": "",
            "wrong_feedback": "Số khẩn cấp của công an là 113.",
            "tolerance": "nominal",
            "feedback": "",
        }
