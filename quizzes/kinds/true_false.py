"""True or false: a statement, and whether it holds."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes.kinds.choosing import ChoiceValue, Option
from quizzes.questions import QuestionBlock, layout


class TrueFalseValue(ChoiceValue):
    def options(self) -> list[Option]:
        return [self._option("true", gettext("True")), self._option("false", gettext("False"))]

    def _option(self, id: str, text: str) -> Option:
        right = self["answer"] == id
        return Option(id, text, right, self.get(f"{id}_feedback") or "", float(right))

    def screen(self, key: str, chosen: list[str], *, shuffle: bool) -> dict:
        return {"options": self.options()}  # always in this order: she looks for the words where they were before


class TrueFalse(QuestionBlock):
    text = blocks.TextBlock(label=_("Statement"), max_length=1000, rows=2)
    answer = blocks.ChoiceBlock(
        label=_("The statement is"), choices=[("", _("Please choose")), ("true", _("True")), ("false", _("False"))]
    )
    true_feedback = blocks.CharBlock(label=_("What to say when she chooses True"), required=False, max_length=300)
    false_feedback = blocks.CharBlock(label=_("What to say when she chooses False"), required=False, max_length=300)

    class Meta:
        label = _("True or false")
        description = _("She says whether a statement is true.")
        icon = "check"
        template = "quizzes/kinds/choice.html"
        value_class = TrueFalseValue
        form_layout = layout("answer", rarely=("true_feedback", "false_feedback"))
        preview_value = {
            "text": "Để chữ to có thể làm hỏng điện thoại.",
            "answer": "false",
            "feedback": "Chữ to không hại máy.",
        }
