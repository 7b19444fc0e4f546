"""A quiz in a lesson. To be passed, once it has a question; a contest is for who likes, no lesson hangs on it: who has
used her tries, or comes after its end, could never finish."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from courses.requirements import Kind, Requirement


class QuizValue(blocks.StructValue):
    def requirement(self, block: UUID) -> Requirement | None:
        quiz = self.get("quiz")
        if not quiz or not quiz.size or quiz.is_contest:
            return None
        return Requirement(block, Kind.PASS, quiz_id=quiz.pk)


class QuizBlock(blocks.StructBlock):
    quiz = SnippetChooserBlock("quizzes.Quiz", label=_("Quiz"))

    class Meta:
        label = _("Quiz")
        description = _("A few kind questions. Choose a quiz, or make a new one here.")
        icon = "help"
        template = "blocks/quiz.html"
        value_class = QuizValue
        preview_value = {"quiz": None}
