"""Answering and finishing an attempt: each answer is graded here and kept as it is given.

The first answer to a question counts; sending it again changes nothing. Finishing happens once, whoever comes first.
"""

from django.db import transaction
from django.utils import timezone
from wagtail.blocks import StreamValue

from quizzes.models import Answer, Attempt
from quizzes.signals import attempt_graded


@transaction.atomic
def answer(attempt: Attempt, question: StreamValue.StreamChild, chosen: list[str]) -> Answer:
    """Grade and keep the answer; finish the attempt when it was the last one.

    Raises BadAnswer (and keeps nothing) when `chosen` does not fit the question.
    """
    grade = question.value.grade(chosen)
    kept, _new = attempt.answers.get_or_create(question=question.id, defaults={"chosen": chosen, "right": grade.right})
    _finish(attempt)
    return kept


def _finish(attempt: Attempt) -> None:
    asked = [child.id for child in attempt.quiz.questions]
    right = {str(answer.question): answer.right for answer in attempt.answers.all()}
    if not set(asked) <= set(right):
        return
    score = sum(right[id] for id in asked)
    finished = Attempt.objects.filter(pk=attempt.pk, finished_at=None).update(
        finished_at=timezone.now(), right=score, total=len(asked), passed=score >= attempt.quiz.needed()
    )
    if finished:
        attempt.refresh_from_db()
        attempt_graded.send(Attempt, attempt=attempt)


def next_question(attempt: Attempt) -> int | None:
    """The number of the first question without an answer, or None."""
    answered = {str(id) for id in attempt.answers.values_list("question", flat=True)}
    for number, child in enumerate(attempt.quiz.questions, 1):
        if child.id not in answered:
            return number
    return None
