"""A trainer changes a quiz while someone is in it."""

import pytest
from django.urls import reverse

from quizzes.models import Answer, Attempt, Quiz
from tests.quizzes.acting import choose, options, question, start, take


def remove(quiz: Quiz, number: int) -> None:
    del quiz.questions[number - 1]
    quiz.save()


def add(quiz: Quiz) -> None:
    quiz.questions.append(("true_false", {"text": "Thêm một câu.", "answer": "true", "feedback": ""}))
    quiz.save()


def result(client, attempt: Attempt) -> Attempt:
    """Where pressing on leads at last: the attempt as it is then."""
    client.get(reverse("quizzes:attempt", args=[attempt.pk]))
    return Attempt.objects.get(pk=attempt.pk)


def test_a_question_removed_after_its_answer_does_not_count(client, quiz):
    attempt = start(client, quiz)
    choose(client, attempt, 1, right=False)
    remove(quiz, 1)

    choose(client, Attempt.objects.get(pk=attempt.pk), 1)

    after = result(client, attempt)
    assert (after.right, after.total, after.passed) == (1, 1, True)


def test_when_the_only_open_question_is_removed_she_is_done(client, quiz):
    attempt = start(client, quiz)
    choose(client, attempt, 1)
    remove(quiz, 2)

    after = result(client, attempt)

    assert (after.right, after.total, after.passed) == (1, 1, True)
    assert after.finished_at is not None


def test_a_question_added_meanwhile_is_asked(client, quiz):
    attempt = start(client, quiz)
    add(quiz)
    choose(client, attempt, 1)
    choose(client, attempt, 2)

    led = client.get(reverse("quizzes:attempt", args=[attempt.pk]))

    assert led.url == question(attempt, 3)
    assert not Attempt.objects.get().passed


def test_a_question_added_after_the_end_changes_nothing(client, quiz):
    attempt = take(client, quiz)
    add(quiz)

    shown = client.get(question(attempt, 3))
    sent = client.post(question(attempt, 3), {"choice": "true"})

    assert shown.url == sent.url == reverse("quizzes:attempt", args=[attempt.pk])
    assert Answer.objects.count() == 2
    assert result(client, attempt).total == 2


def test_a_form_of_a_question_that_moved_is_not_taken_for_another(client, quiz):
    attempt = start(client, quiz)
    chosen = options(attempt, 1, right=True)
    quiz.questions.insert(0, quiz.questions.pop(1))
    quiz.save()

    assert client.post(question(attempt, 1), {"choice": chosen}).status_code == 422
    assert not Answer.objects.exists()


def test_an_option_that_is_gone_still_shows_how_her_answer_was(client, quiz):
    attempt = start(client, quiz)
    choose(client, attempt, 1)
    del quiz.questions[0].value["options"][0]
    quiz.save()

    assert "Chị trả lời đúng!" in client.get(question(attempt, 1)).content.decode()


def test_an_answer_stays_as_it_was_graded_when_the_question_is_turned_round(client, quiz):
    attempt = start(client, quiz)
    choose(client, attempt, 2)
    quiz.questions[1].value["answer"] = "true"
    quiz.save()

    assert "Chị trả lời đúng!" in client.get(question(attempt, 2)).content.decode()


@pytest.fixture
def empty(db) -> Quiz:
    return Quiz.objects.create(title="Chưa có câu nào", questions=[])


def test_an_empty_quiz_cannot_be_begun(client, empty):
    assert client.post(reverse("quizzes:start", args=[empty.pk])).status_code == 404
    assert not Attempt.objects.exists()


def test_a_quiz_emptied_meanwhile_is_neither_passed_nor_broken(client, quiz):
    attempt = start(client, quiz)
    choose(client, attempt, 1)
    quiz.questions = []
    quiz.save()

    after = result(client, attempt)

    assert (after.passed, after.finished_at) == (False, None)


def test_a_deleted_quiz_takes_its_attempts_along(client, quiz):
    attempt = start(client, quiz)
    quiz.delete()

    assert client.get(reverse("quizzes:attempt", args=[attempt.pk])).status_code == 404
