"""A passed quiz is a fact about the lesson it was started from, if that lesson asks for this quiz."""

from uuid import uuid5

from django.dispatch import receiver

from courses.models import Lesson
from courses.requirements import Kind
from lms.progress import recording
from lms.progress.models import LearningEvent
from lms.progress.state import Fact
from quizzes.models import Attempt
from quizzes.signals import attempt_graded


@receiver(attempt_graded)
def record_pass(sender, attempt: Attempt, **kwargs) -> None:
    lesson = Lesson.objects.filter(pk=attempt.page_id).first()
    if not (attempt.passed and lesson and attempt.taker and attempt.finished_at):
        return
    facts = [
        Fact(
            uuid5(attempt.pk, str(wanted.block)),
            lesson.pk,
            wanted.block,
            LearningEvent.Kind.PASSED,
            attempt.finished_at,
        )
        for wanted in lesson.requirements
        if wanted.kind == Kind.PASS and wanted.quiz_id == attempt.quiz_id
    ]
    recording.record(attempt.taker, facts)
