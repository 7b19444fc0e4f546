"""Several choice: one or more of the answers are right, and she must find just those."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes.kinds.choosing import ChoiceValue, OptionsBlock, sample


class SeveralValue(ChoiceValue):
    several = True


class SeveralChoice(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Question"), max_length=400)
    options = OptionsBlock(rights=(1, 8))
    feedback = blocks.CharBlock(label=_("What to say after the question"), required=False, max_length=400)

    class Meta:
        label = _("Several right answers")
        description = _("She chooses every answer that is right.")
        icon = "list-ul"
        template = "quizzes/kinds/choice.html"
        value_class = SeveralValue
        preview_value = {
            "text": "Những cách nào giúp đỡ tốn mạng khi học?",
            "options": sample(
                ("Chọn Bản nhẹ", True, "Đúng."), ("Tăng độ sáng màn hình", False, "Độ sáng tốn pin thôi.")
            ),
            "feedback": "",
        }
