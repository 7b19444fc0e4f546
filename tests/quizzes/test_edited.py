"""A trainer changes a quiz while someone is in it."""

import pytest
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.blocks import BooleanBlock, StreamBlock

from quizzes.attempts.start import version_of
from quizzes.kinds import KINDS, questions
from quizzes.models import Answer, Attempt, Quiz, Version
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


def test_a_question_removed_meanwhile_is_still_asked(client, quiz):
    attempt = start(client, quiz)
    remove(quiz, 1)

    choose(client, attempt, 1)
    choose(client, attempt, 2)

    after = result(client, attempt)
    assert (after.right, after.total, after.passed) == (2, 2, True)


@pytest.mark.parametrize("kind", KINDS)
def test_saving_without_a_change_is_no_other_version(kind):
    """A form gives back False for a box that a file or an older question says nothing of."""
    block = KINDS[kind]()
    plain = block.get_prep_value(block.to_python(block.meta.preview_value))
    boxes = {name: False for name, child in block.child_blocks.items() if isinstance(child, BooleanBlock)}
    stream = StreamBlock(questions())
    before, after = stream.to_python([{"type": kind, "value": plain}, {"type": kind, "value": plain | boxes}])

    assert version_of(before).digest == version_of(after).digest


def test_a_point_taken_away_is_another_version(quiz):
    before = version_of(quiz.questions[0]).digest
    quiz.questions[0].value["options"][0]["percent"] = 0

    assert version_of(quiz.questions[0]).digest != before


def test_a_question_added_meanwhile_is_not_asked(client, quiz):
    attempt = start(client, quiz)
    add(quiz)

    choose(client, attempt, 1)
    choose(client, attempt, 2)

    assert result(client, attempt).passed
    assert client.get(question(attempt, 3)).status_code == 404


def test_a_form_is_graded_by_what_she_saw_when_the_questions_have_moved(client, quiz):
    attempt = start(client, quiz)
    chosen = options(attempt, 1, right=True)
    quiz.questions.insert(0, quiz.questions.pop(1))
    quiz.save()

    client.post(question(attempt, 1), {"choice": chosen})

    assert Answer.objects.values_list("right", flat=True).get()


def test_a_form_is_graded_by_what_she_saw_when_the_answer_has_been_turned_round(client, quiz):
    attempt = start(client, quiz)
    quiz.questions[1].value["answer"] = "true"
    quiz.save()

    client.post(question(attempt, 2), {"choice": "false"})

    assert Answer.objects.values_list("right", flat=True).get()


def test_the_next_attempt_has_the_new_questions(client, quiz):
    take(client, quiz)
    remove(quiz, 1)
    add(quiz)

    assert [start(client, quiz).version(number).content["text"] for number in (1, 2)] == [
        "Chữ to làm hỏng máy.",
        "Thêm một câu.",
    ]


def test_questions_that_did_not_change_are_kept_once(client, quiz):
    first, second = take(client, quiz), take(client, quiz)

    assert first.paper == second.paper
    assert Version.objects.count() == 2


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


def test_a_quiz_emptied_meanwhile_is_finished_as_it_was_begun(client, quiz):
    attempt = start(client, quiz)
    quiz.questions = []
    quiz.save()

    choose(client, attempt, 1)
    choose(client, attempt, 2)

    assert result(client, attempt).passed


def test_a_quiz_with_attempts_is_not_deleted(client, quiz):
    attempt = start(client, quiz)

    with pytest.raises(ProtectedError):
        quiz.delete()
    assert client.get(reverse("quizzes:attempt", args=[attempt.pk])).status_code in (200, 302)
