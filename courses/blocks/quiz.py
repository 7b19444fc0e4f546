"""A quiz in a lesson. To be passed, once it has a question."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from courses.requirements import Kind, Requirement


class QuizValue(blocks.StructValue):
    def requirement(self, block: UUID) -> Requirement | None:
        quiz = self.get("quiz")
        return Requirement(block, Kind.PASS, quiz_id=quiz.pk) if quiz and quiz.size else None


class QuizBlock(blocks.StructBlock):
    quiz = SnippetChooserBlock("quizzes.Quiz", label=_("Quiz"))

    class Meta:
        label = _("Quiz")
        description = _("A few kind questions. Make the quiz first, under Quizzes in the menu.")
        icon = "help"
        template = "blocks/quiz.html"
        value_class = QuizValue
        preview_value = {"quiz": None}
