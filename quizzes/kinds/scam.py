"""Is it a scam? A message, a call, an offer, and whether a swindler is behind it."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes.kinds.choosing import Option
from quizzes.kinds.true_false import TrueFalseValue
from quizzes.questions import QuestionBlock, layout


class ScamValue(TrueFalseValue):
    def options(self) -> list[Option]:
        return [self._option("scam", gettext("It is a scam")), self._option("safe", gettext("It is no scam"))]


class Scam(QuestionBlock):
    text = blocks.TextBlock(
        label=_("What happens"), max_length=1000, rows=3, help_text=_("The message, the call or the offer.")
    )
    answer = blocks.ChoiceBlock(
        label=_("Is it a scam?"), choices=[("scam", _("It is a scam")), ("safe", _("It is no scam"))], default="scam"
    )
    scam_feedback = blocks.CharBlock(label=_("What to say when she suspects a scam"), required=False, max_length=300)
    safe_feedback = blocks.CharBlock(label=_("What to say when she sees no scam"), required=False, max_length=300)

    class Meta:
        label = _("Is it a scam?")
        description = _("She says whether a message, a call or an offer is a scam.")
        icon = "warning"
        template = "quizzes/kinds/scam.html"
        value_class = ScamValue
        form_layout = layout("answer", rarely=("scam_feedback", "safe_feedback"))
        preview_value = {
            "text": "Người lạ gọi: “Chị trúng thưởng xe máy, chuyển trước 2 triệu tiền thuế để nhận.”",
            "answer": "scam",
            "feedback": "Phải nộp tiền trước mới được nhận là bẫy.",
        }
