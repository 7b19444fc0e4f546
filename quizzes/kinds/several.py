"""Several choice: one or more of the answers are right, and she must find just those."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes.kinds.choosing import ChoiceValue, OptionsBlock, sample
from quizzes.questions import Grade, QuestionBlock, layout


class SeveralValue(ChoiceValue):
    several = True

    def grade(self, chosen: list[str]) -> Grade:
        grade = super().grade(chosen)
        if self.get("whole"):
            return Grade(float(set(chosen) == set(self.best())), grade.words)
        return grade


class SeveralChoice(QuestionBlock):
    options = OptionsBlock(rights=(1, 10))
    whole = blocks.BooleanBlock(label=_("Only a wholly right answer has points"), required=False)

    class Meta:
        label = _("Several right answers")
        description = _("She chooses every answer that is right.")
        icon = "list-ul"
        template = "quizzes/kinds/choice.html"
        value_class = SeveralValue
        form_layout = layout("options", rarely=("whole",))
        preview_value = {
            "text": "Những cách nào giúp đỡ tốn mạng khi học?",
            "options": sample(
                ("Chọn Bản nhẹ", True, "Đúng."), ("Tăng độ sáng màn hình", False, "Độ sáng tốn pin thôi.")
            ),
            "feedback": "",
        }
