"""Answering and finishing an attempt: each answer is graded here and kept as it is given.

The first answer to a question counts; sending it again changes nothing. A conversation's answer grows, and what was
said stays said. Finishing happens once: whoever answers holds the attempt's row, so of two last answers at once the
second sees the first.
"""

from django.db import transaction
from django.utils import timezone

from quizzes.attempts.start import QuizClosedError
from quizzes.models import Answer, Attempt, Version
from quizzes.questions import NEARLY, Grade
from quizzes.signals import attempt_graded


@transaction.atomic
def answer(attempt: Attempt, number: int, chosen: list[str]) -> None:
    """Grade and keep the answer to the question with this number (from 1); finish the attempt when it was the last one.

    After the end nothing is kept. Raises BadAnswerError, and keeps nothing, when `chosen` does not fit the question;
    QuizClosedError when the contest is over.
    """
    version = attempt.version(number)
    grade = version.value.grade(chosen)
    if attempt.quiz.is_closed:
        raise QuizClosedError
    if _hold(attempt):
        _keep(attempt, attempt.paper[number - 1][0], version, chosen, grade)
        if grade.complete:
            _finish(attempt)


def _keep(attempt: Attempt, question: str, version: Version, chosen: list[str], grade: Grade) -> None:
    given = attempt.answers.filter(question=question).first() or Answer(attempt=attempt, question=question, chosen=[])
    if given.pk and (given.answered_at or not _goes_on(given.chosen, chosen)):
        return
    given.version, given.chosen, given.score, given.right = version, chosen, grade.score, grade.right
    given.answered_at = timezone.now() if grade.complete else None
    given.save()


def _goes_on(said: list[str], chosen: list[str]) -> bool:
    return len(chosen) > len(said) and chosen[: len(said)] == said


@transaction.atomic
def finish(attempt: Attempt) -> None:
    """Finish an attempt whose contest is over: what was not answered has no points."""
    if attempt.quiz.is_closed and _hold(attempt):
        _finish(attempt, early=True)


def _hold(attempt: Attempt) -> bool:
    """Lock the attempt's row and read how it stands now. True while it is unfinished."""
    locked = Attempt.objects.select_for_update(no_key=True)
    fields = ["taker", "finished_at", "right", "total", "score", "passed"]
    attempt.refresh_from_db(fields=fields, from_queryset=locked)
    return attempt.finished_at is None


def _finish(attempt: Attempt, *, early: bool = False) -> None:
    answers = list(attempt.answers.exclude(answered_at=None))
    if not attempt.total or (len(answers) < attempt.total and not early):
        return
    count(attempt, answers)
    attempt.finished_at = timezone.now()
    attempt.save(update_fields=["right", "total", "score", "passed", "finished_at"])
    attempt_graded.send(Attempt, attempt=attempt)


def count(attempt: Attempt, answers: list[Answer]) -> None:
    """Set the attempt's points by its answers. What is passed stays passed."""
    attempt.right = sum(answer.right for answer in answers)
    attempt.score = sum(answer.score for answer in answers)
    attempt.passed = attempt.passed or reaches_the_mark(attempt, attempt.score)


def reaches_the_mark(attempt: Attempt, score: float) -> bool:
    """Whether so many points pass: two thirds of three questions are two, however they were added up."""
    return (score + NEARLY * attempt.total) * 100 >= attempt.quiz.pass_mark * attempt.total


def next_question(attempt: Attempt) -> int | None:
    """The number of the first question without an answer, or None."""
    answered = {str(id) for id in attempt.answers.exclude(answered_at=None).values_list("question", flat=True)}
    for number, (question, _version) in enumerate(attempt.paper, 1):
        if question not in answered:
            return number
    return None
