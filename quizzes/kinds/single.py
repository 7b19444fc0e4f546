"""Single choice: one of the answers is right."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes.kinds.choosing import ChoiceValue, OptionsBlock, sample


class SingleChoice(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Question"), max_length=400)
    options = OptionsBlock(rights=(1, 1))
    feedback = blocks.CharBlock(label=_("What to say after the question"), required=False, max_length=400)

    class Meta:
        label = _("One right answer")
        description = _("She chooses one of the answers.")
        icon = "radio-full"
        template = "quizzes/kinds/choice.html"
        value_class = ChoiceValue
        preview_value = {
            "text": "Chị đang xem bài mà nghe nhỏ quá. Cách nhanh nhất là gì?",
            "options": sample(
                ("Bấm phím tăng âm lượng", True, "Đúng."), ("Tắt máy rồi mở lại", False, "Không cần đâu.")
            ),
            "feedback": "",
        }
