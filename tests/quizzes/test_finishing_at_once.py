"""An attempt is finished once, however many answers come at the same moment."""

from functools import partial
from time import sleep

import pytest
from django.db.models.signals import post_save

from lms.progress.models import LearningEvent
from quizzes.attempts import grading, start
from quizzes.models import Answer, Attempt, Quiz
from quizzes.signals import attempt_graded
from tests.together import together

pytestmark = pytest.mark.usefixtures("lasting")
MANY = 8


@pytest.fixture
def graded():
    told: list[Attempt] = []

    def hear(sender, attempt, **kwargs):
        told.append(attempt)

    attempt_graded.connect(hear)
    yield told
    attempt_graded.disconnect(hear)


@pytest.fixture
def slow_to_keep():
    """Every answer takes a moment between being kept and being counted, so that all of them overlap."""

    def wait(sender, **kwargs):
        sleep(0.03)

    post_save.connect(wait, sender=Answer)
    yield
    post_save.disconnect(wait, sender=Answer)


def say(attempt: Attempt, number: int, choice: str) -> None:
    fresh = Attempt.objects.get(pk=attempt.pk)
    grading.answer(fresh, number, [choice])


def test_all_answers_at_once_finish_once(graded, slow_to_keep):
    statement = ("true_false", {"text": "Bánh răng là Cài đặt.", "answer": "true", "feedback": ""})
    attempt = start.begin(Quiz.objects.create(title="Tám câu", questions=[statement] * MANY))

    together(*[partial(say, attempt, number, "true") for number in range(1, MANY + 1)])

    assert graded == [attempt]
    assert Attempt.objects.values_list("right", "total", "passed").get() == (MANY, MANY, True)


def test_the_last_answer_sent_many_times_at_once_counts_once(graded, slow_to_keep, thanh, lesson, quiz):
    attempt = start.begin(quiz, lesson, taker=thanh)
    say(attempt, 1, quiz.questions[0].value.options()[0].id)

    together(*[partial(say, attempt, 2, choice) for choice in ("false", "true") * (MANY // 2)])

    assert graded == [attempt]
    assert Answer.objects.count() == 2
    passed = Attempt.objects.get().passed
    assert LearningEvent.objects.filter(kind="passed").count() == int(passed)
