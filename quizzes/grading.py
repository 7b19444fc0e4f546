"""Answering and finishing an attempt: each answer is graded here and kept as it is given.

The first answer to a question counts; sending it again changes nothing. Finishing happens once: whoever answers holds
the attempt's row, so of two last answers at once the second sees the first.
"""

from django.db import transaction
from django.utils import timezone
from wagtail.blocks import StreamValue

from quizzes.models import Attempt
from quizzes.signals import attempt_graded


@transaction.atomic
def answer(attempt: Attempt, question: StreamValue.StreamChild, chosen: list[str]) -> None:
    """Grade and keep the answer; finish the attempt when it was the last one. After the end nothing is kept.

    Raises BadAnswer (and keeps nothing) when `chosen` does not fit the question.
    """
    grade = question.value.grade(chosen)
    if _hold(attempt):
        attempt.answers.get_or_create(question=question.id, defaults={"chosen": chosen, "right": grade.right})
        _finish(attempt)


@transaction.atomic
def finish(attempt: Attempt) -> None:
    """Finish an attempt in which nothing is left to answer: its last open question may have left the quiz."""
    if _hold(attempt):
        _finish(attempt)


def _hold(attempt: Attempt) -> bool:
    """Lock the attempt's row and read how it stands now. True while it is unfinished."""
    locked = Attempt.objects.select_for_update(no_key=True)
    attempt.refresh_from_db(fields=["taker", "finished_at", "right", "total", "passed"], from_queryset=locked)
    return attempt.finished_at is None


def _finish(attempt: Attempt) -> None:
    asked = [child.id for child in attempt.quiz.questions]
    right = {str(answer.question): answer.right for answer in attempt.answers.all()}
    if not asked or not set(asked) <= set(right):
        return
    attempt.right, attempt.total = sum(right[id] for id in asked), len(asked)
    attempt.passed = attempt.right >= attempt.quiz.needed()
    attempt.finished_at = timezone.now()
    attempt.save(update_fields=["right", "total", "passed", "finished_at"])
    attempt_graded.send(Attempt, attempt=attempt)


def next_question(attempt: Attempt) -> int | None:
    """The number of the first question without an answer, or None."""
    answered = {str(id) for id in attempt.answers.values_list("question", flat=True)}
    for number, child in enumerate(attempt.quiz.questions, 1):
        if child.id not in answered:
            return number
    return None
