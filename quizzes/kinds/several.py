"""Several choice: one or more of the answers are right, and she must find just those."""

from django.utils.translation import gettext_lazy as _

from quizzes.kinds.choosing import ChoiceValue, OptionsBlock, sample
from quizzes.questions import QuestionBlock, layout


class SeveralValue(ChoiceValue):
    several = True


class SeveralChoice(QuestionBlock):
    options = OptionsBlock(rights=(1, 10))

    class Meta:
        label = _("Several right answers")
        description = _("She chooses every answer that is right.")
        icon = "list-ul"
        template = "quizzes/kinds/choice.html"
        value_class = SeveralValue
        form_layout = layout("options")
        preview_value = {
            "text": "Những cách nào giúp đỡ tốn mạng khi học?",
            "options": sample(
                ("Chọn Bản nhẹ", True, "Đúng."), ("Tăng độ sáng màn hình", False, "Độ sáng tốn pin thôi.")
            ),
            "feedback": "",
        }
