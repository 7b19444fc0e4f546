"""A word or a few, typed. Case, tone marks and spaces do not matter, unless the trainer wants them to."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes.questions import BadAnswerError, Grade, QuestionBlock, QuestionValue, layout, share_of
from quizzes.text_match import folded, matches, tidy

LONGEST = 200


class ShortValue(QuestionValue):
    missing = _("Please write a short answer first.")

    def grade(self, chosen: list[str]) -> Grade:
        """The first answer that fits counts, as in Moodle."""
        typed = chosen[0] if len(chosen) == 1 else ""
        if not typed.strip() or len(typed) > LONGEST or not typed.isprintable():
            raise BadAnswerError
        fold = tidy if self.get("strict") else folded
        for answer in self["answers"]:
            if matches(fold(answer["text"]), fold(typed)):
                return Grade(share_of(answer), self.told(answer.get("feedback")))
        return Grade(0.0, self.told(self.get("wrong_feedback")))

    def kept(self, chosen: list[str]) -> list[str]:
        return [chosen[0][:LONGEST]] if chosen else []

    def best(self) -> list[str]:
        whole = [answer["text"] for answer in self["answers"] if share_of(answer) == 1]
        return [text.replace("\\*", "\0").replace("*", "").replace("\0", "*") for text in whole][:1]

    def spelt(self, chosen: list[str]) -> list[str]:
        return [folded(chosen[0])]

    def solution(self) -> list[str]:
        whole = [answer["text"] for answer in self["answers"] if share_of(answer) == 1]
        return [text.replace("\\*", "*") for text in whole if "*" not in text.replace("\\*", "")]


class ShortAnswer(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Answer"), max_length=LONGEST, help_text=_("An asterisk stands for any words."))
    feedback = blocks.CharBlock(label=_("What to say to it"), required=False, max_length=300)
    percent = blocks.FloatBlock(
        label=_("Points in per cent"), required=False, min_value=0, max_value=100, help_text=_("Leave it empty: 100.")
    )

    class Meta:
        form_layout = blocks.BlockGroup(children=["text", "feedback"], settings=["percent"])


class Short(QuestionBlock):
    answers = blocks.ListBlock(
        ShortAnswer(label=_("Answer")),
        label=_("Answers"),
        min_num=1,
        max_num=10,
        help_text=_("The first one that fits counts."),
    )
    wrong_feedback = blocks.CharBlock(label=_("What to say to another answer"), required=False, max_length=300)
    strict = blocks.BooleanBlock(label=_("Capital letters and tone marks matter"), required=False)

    class Meta:
        label = _("A short answer")
        description = _("She types a word or a few.")
        icon = "pilcrow"
        template = "quizzes/kinds/short.html"
        value_class = ShortValue
        form_layout = layout("answers", "wrong_feedback", rarely=("strict",))
        preview_value = {
            "text": "Hình bánh răng trên điện thoại tên là gì?",
            "answers": [{"text": "Cài đặt", "feedback": "Đúng rồi chị.", "percent": None}],
            "wrong_feedback": "Hình bánh răng là Cài đặt.",
            "strict": False,
            "feedback": "",
        }
