"""True or false: a statement, and whether it holds."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes.kinds.choosing import ChoiceValue, Option


class TrueFalseValue(ChoiceValue):
    def options(self) -> list[Option]:
        return [
            Option("true", gettext("True"), self["answer"] == "true", ""),
            Option("false", gettext("False"), self["answer"] == "false", ""),
        ]


class TrueFalse(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Statement"), max_length=400)
    answer = blocks.ChoiceBlock(
        label=_("The statement is"), choices=[("", _("Please choose")), ("true", _("True")), ("false", _("False"))]
    )
    feedback = blocks.CharBlock(label=_("What to say after the question"), required=False, max_length=400)

    class Meta:
        label = _("True or false")
        description = _("She says whether a statement is true.")
        icon = "check"
        template = "quizzes/kinds/choice.html"
        value_class = TrueFalseValue
        preview_value = {
            "text": "Để chữ to có thể làm hỏng điện thoại.",
            "answer": "false",
            "feedback": "Chữ to không hại máy.",
        }
