"""Questions drawn from the bank of a topic."""

import pytest
from django.core.exceptions import ValidationError

from quizzes.attempts import start as attempts_start
from quizzes.models import Quiz, Topic
from tests.quizzes.acting import start, take


@pytest.fixture
def topic(db) -> Topic:
    """Six statements, all of them true."""
    statement = {"answer": "true", "feedback": ""}
    return Topic.objects.create(
        title="Lừa đảo", questions=[("true_false", statement | {"text": f"Câu {number}"}) for number in range(6)]
    )


@pytest.fixture
def drawing(quiz, topic) -> Quiz:
    """Two questions of its own and three of the topic."""
    quiz.draws = [("draw", {"topic": topic, "count": 3})]
    quiz.save()
    return Quiz.objects.get(pk=quiz.pk)


def texts(attempt) -> list[str]:
    return [attempt.version(number).content["text"] for number in range(1, attempt.total + 1)]


def test_own_questions_come_first_then_those_of_the_topic(client, drawing):
    asked = texts(start(client, drawing))

    assert asked[:2] == ["Nghe nhỏ quá thì sao?", "Chữ to làm hỏng máy."]
    assert len(set(asked)) == 5
    assert drawing.size == 5


def test_another_attempt_gets_other_questions(drawing):
    papers = {tuple(sorted(texts(attempts_start.begin(drawing))[2:])) for _try in range(12)}

    assert len(papers) > 1


def test_no_question_is_drawn_twice(drawing, topic):
    drawing.draws = [("draw", {"topic": topic, "count": 4})] * 2
    drawing.save()

    assert len(set(texts(attempts_start.begin(drawing)))) == 8


def test_a_topic_that_has_shrunk_or_is_gone_gives_what_it_has(client, drawing, topic):
    del topic.questions[1:]
    topic.save()
    assert len(texts(start(client, drawing))) == 3

    topic.delete()
    assert take(client, Quiz.objects.get(pk=drawing.pk)).total == 2 + 1  # the one she had begun
    assert take(client, Quiz.objects.get(pk=drawing.pk)).total == 2


def test_a_trainer_is_told_when_a_topic_has_too_few(drawing, topic):
    block = drawing.draws.stream_block

    with pytest.raises(ValidationError) as refused:
        block.clean(block.normalize([("draw", {"topic": topic, "count": 7})]))

    said = refused.value.block_errors[0].block_errors["count"]
    assert said.messages == ["Chủ đề này chỉ có 6 câu."]


def test_a_quiz_of_drawn_questions_alone_needs_none_of_its_own(topic):
    quiz = Quiz(title="Ôn tập", questions=[], draws=[("draw", {"topic": topic, "count": 2})])
    quiz.full_clean()

    with pytest.raises(ValidationError):
        Quiz(title="Trống").full_clean()


@pytest.mark.parametrize("own", [1, 3])
def test_beginning_costs_the_same_for_one_question_and_for_three(own, topic, django_assert_num_queries):
    statement = {"text": "Đúng.", "answer": "true", "feedback": ""}
    questions = [("true_false", statement | {"text": f"Câu {number}"}) for number in range(own)]
    quiz = Quiz.objects.create(title="Ôn tập", questions=questions, draws=[("draw", {"topic": topic, "count": own})])
    quiz = Quiz.objects.get(pk=quiz.pk)

    with django_assert_num_queries(5):  # topics, versions, the attempt, and the savepoint round them
        attempts_start.begin(quiz)
