"""Nothing in a question's page tells which answer is right before she has answered."""

import pytest

from quizzes.models import Quiz
from tests.quizzes.acting import choose, question, start

MARK = "lộ-đáp-án"  # stands in every feedback text


@pytest.fixture
def telling_quiz(db) -> Quiz:
    """One question of each kind, with telling words everywhere."""
    options = [{"text": text, "right": text == "A", "feedback": f"{MARK} {text}"} for text in ("A", "B", "C")]
    quiz = Quiz(title=f"{MARK} title")
    quiz.questions = [
        ("single", {"text": "Một?", "options": options, "feedback": f"{MARK} chung"}),
        ("several", {"text": "Nhiều?", "options": options, "feedback": f"{MARK} chung"}),
        ("true_false", {"text": "Đúng không?", "answer": "true", "feedback": f"{MARK} chung"}),
    ]
    quiz.save()
    return Quiz.objects.get(pk=quiz.pk)


def page(client, attempt, number: int) -> str:
    """The page without its frame and without what changes each time."""
    html = client.get(question(attempt, number)).content.decode()
    return html.split('<form method="post">')[1].split("</form>")[0]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_no_words_of_an_answer_are_in_the_page(client, telling_quiz, number):
    attempt = start(client, telling_quiz)

    whole = client.get(question(attempt, number)).content.decode()

    assert MARK not in whole
    assert "right" not in whole.split("<main")[1]


@pytest.mark.parametrize("number", [1, 2])
def test_options_look_alike_but_for_their_words_and_ids(client, telling_quiz, number):
    attempt = start(client, telling_quiz)
    html = page(client, attempt, number)

    for option in telling_quiz.questions[number - 1].value.options():
        html = html.replace(option.id, "ID").replace(f"<span>{option.text}</span>", "<span>TEXT</span>")

    labels = {label.split("</label>")[0] for label in html.split("<label")[1:]}
    assert len(labels) == 1


def test_a_true_and_a_false_statement_have_the_same_page(client, telling_quiz):
    attempt = start(client, telling_quiz)
    true = page(client, attempt, 3)
    telling_quiz.questions[2].value["answer"] = "false"
    telling_quiz.save()

    false = page(client, attempt, 3)

    assert without_token(false) == without_token(true)


def without_token(html: str) -> str:
    return html.split('name="csrfmiddlewaretoken"')[1].split(">", 1)[1]


def test_after_a_wrong_answer_only_its_own_words_are_there(client, telling_quiz):
    attempt = start(client, telling_quiz)
    wrong = telling_quiz.questions[0].value.options()[1]

    html = client.post(question(attempt, 1), {"choice": wrong.id}, follow=True).content.decode()

    assert [f"{MARK} {text}" in html for text in ("A", "B", "C", "chung")] == [False, True, False, True]


def test_the_next_question_tells_nothing_about_the_last(client, telling_quiz):
    attempt = start(client, telling_quiz)
    choose(client, attempt, 1)

    assert MARK not in client.get(question(attempt, 2)).content.decode()


def test_the_lesson_tells_nothing_of_its_questions(client, lesson):
    html = client.get(lesson.url).content.decode()

    assert [word in html for word in ("Bấm vài lần", "Khoan đã", "Không hại máy", "Bấm phím")] == [False] * 4
