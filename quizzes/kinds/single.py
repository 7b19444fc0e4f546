"""Single choice: one of the answers is right."""

from django.utils.translation import gettext_lazy as _

from quizzes.kinds.choosing import ChoiceValue, OptionsBlock, sample
from quizzes.questions import QuestionBlock, layout


class SingleChoice(QuestionBlock):
    options = OptionsBlock(rights=(1, 1))

    class Meta:
        label = _("One right answer")
        description = _("She chooses one of the answers.")
        icon = "radio-full"
        template = "quizzes/kinds/choice.html"
        value_class = ChoiceValue
        form_layout = layout("options")
        preview_value = {
            "text": "Chị đang xem bài mà nghe nhỏ quá. Cách nhanh nhất là gì?",
            "options": sample(
                ("Bấm phím tăng âm lượng", True, "Đúng."), ("Tắt máy rồi mở lại", False, "Không cần đâu.")
            ),
            "feedback": "",
        }
