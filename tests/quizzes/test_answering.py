"""The first answer to a question counts; what is sent again or after the end changes nothing."""

import pytest

from quizzes.attempts import grading
from quizzes.attempts import start as attempts_start
from quizzes.models import Answer, Attempt
from quizzes.signals import attempt_graded
from tests.quizzes.acting import choose, options, question, start, take


@pytest.fixture
def graded():
    """The attempts that were told as graded."""
    told: list[Attempt] = []

    def hear(sender, attempt, **kwargs):
        told.append(attempt)

    attempt_graded.connect(hear)
    yield told
    attempt_graded.disconnect(hear)


def kept(attempt: Attempt) -> list[tuple[list[str], bool]]:
    return list(attempt.answers.order_by("pk").values_list("chosen", "right"))


def test_an_answer_is_kept_as_it_was_given(client, quiz):
    attempt = start(client, quiz)

    choose(client, attempt, 1)

    assert kept(attempt) == [(options(attempt, 1, right=True), True)]


def test_another_answer_to_the_same_question_changes_nothing(client, quiz):
    attempt = start(client, quiz)
    choose(client, attempt, 1, right=False)

    again = choose(client, attempt, 1, right=True)

    assert again.url == question(attempt, 1)
    assert kept(attempt) == [(options(attempt, 1, right=False), False)]


def test_answers_after_the_end_change_nothing(client, quiz, graded):
    attempt = take(client, quiz, right=False)
    before = Attempt.objects.values().get()

    choose(client, attempt, 1)
    choose(client, attempt, 2)

    assert Attempt.objects.values().get() == before
    assert graded == [attempt]


def test_the_attempt_is_told_as_graded_only_when_the_last_answer_is_there(client, quiz, graded):
    attempt = start(client, quiz)
    choose(client, attempt, 1)
    assert graded == []

    choose(client, attempt, 2)

    assert graded == [attempt]
    assert graded[0].passed


def test_a_failed_attempt_is_told_too(client, quiz, graded):
    take(client, quiz, right=False)

    assert [attempt.passed for attempt in graded] == [False]


@pytest.mark.parametrize(("mark", "needed"), [(1, 1), (50, 1), (51, 2), (70, 2), (100, 2)])
def test_the_pass_mark_is_rounded_up_to_whole_questions(quiz, mark, needed):
    quiz.pass_mark = mark

    assert Attempt(quiz=quiz, total=2).needed == needed


def test_no_answer_is_kept_when_what_follows_from_it_fails(client, quiz, thanh):
    attempt = attempts_start.begin(quiz, taker=thanh)
    grading.answer(attempt, 1, options(attempt, 1, right=True))

    def break_down(sender, **kwargs):
        raise OSError

    attempt_graded.connect(break_down)
    with pytest.raises(OSError):
        grading.answer(attempt, 2, ["false"])
    attempt_graded.disconnect(break_down)

    assert Answer.objects.count() == 1
    assert Attempt.objects.get().finished_at is None
