"""Nothing in a question's page tells which answer is right before she has answered."""

from dataclasses import replace

import pytest
from django.test import Client

from quizzes.kinds import KINDS
from quizzes.models import Quiz
from tests.quizzes.acting import choose, question, start

MARK = "lộ-đáp-án"  # stands in every feedback text


@pytest.fixture
def telling_quiz(db, picture) -> Quiz:
    """One question of each kind, with telling words everywhere."""
    options = [{"text": text, "right": text == "A", "feedback": f"{MARK} {text}"} for text in ("A", "B", "C")]
    places = [
        {"id": "p1", "name": "Một", "x": 11.37, "y": 22.73, "w": 13, "h": 9, "right": True, "words": MARK},
        {"id": "p2", "name": "Hai", "x": 51.37, "y": 62.73, "w": 13, "h": 9, "right": False, "words": MARK},
    ]
    said = [{"words": words, "good": words == "Không", "feedback": MARK, "leads_to": ""} for words in ("Vâng", "Không")]
    either = {"true_feedback": MARK, "false_feedback": MARK}
    doubt = {"scam_feedback": MARK, "safe_feedback": MARK}
    kinds = {
        "single": {"text": "Một?", "options": options},
        "several": {"text": "Nhiều?", "options": options},
        "true_false": either | {"text": "Đúng không?", "answer": "true"},
        "scam": doubt | {"text": "Lừa đảo không?", "answer": "scam"},
        "order": {"text": "Xếp.", "steps": ["B1", "B2", "B3"], "points": "whole"},
        "matching": {"text": "Nối.", "pairs": [{"text": "X", "match": "1"}, {"text": "Y", "match": "2"}], "others": []},
        "tap": {"text": "Chạm.", "picture": picture, "places": places, "how": "any", "wrong_feedback": MARK},
        "number": {"text": "Số?", "answers": [{"number": 8128, "within": 0, "feedback": MARK}], "wrong_feedback": MARK},
        "short": {"text": "Chữ?", "answers": [{"text": MARK, "feedback": MARK}], "wrong_feedback": MARK},
        "chat": {"text": "Nói.", "turns": [{"who": "Ai", "words": "A lô", "answers": said}]},
    }
    quiz = Quiz(title=f"{MARK} title", questions=[(kind, {"feedback": MARK} | value) for kind, value in kinds.items()])
    quiz.save()
    return Quiz.objects.get(pk=quiz.pk)


def page(client, attempt, number: int) -> str:
    """The page without its frame and without what changes each time."""
    html = client.get(question(attempt, number)).content.decode()
    return html.split('<form method="post">')[1].split("</form>")[0]


@pytest.mark.parametrize("number", range(1, len(KINDS) + 1))
def test_no_words_of_an_answer_are_in_the_page(client, telling_quiz, number):
    attempt = start(client, telling_quiz)

    whole = client.get(question(attempt, number)).content.decode()

    main = whole.split("<main")[1]
    assert [secret for secret in ("8128", "right", "good", "11.37", "22.73") if secret in main] == []


@pytest.mark.parametrize("number", [1, 2])
def test_options_look_alike_but_for_their_words_and_ids(client, telling_quiz, number):
    attempt = start(client, telling_quiz)
    html = page(client, attempt, number)

    for option in telling_quiz.questions[number - 1].value.options():
        html = html.replace(option.id, "ID").replace(f"<span>{option.text}</span>", "<span>TEXT</span>")

    labels = {label.split("</label>")[0] for label in html.split("<label")[1:]}
    assert len(labels) == 1


def turn_round(value) -> None:
    """Make what was right wrong, and what was wrong right."""
    opposite = {"true": "false", "scam": "safe"}
    if "places" in value:
        value["places"] = [replace(place, right=not place.right) for place in value["places"]]
    else:
        value["answer"] = opposite[value["answer"]]


@pytest.mark.parametrize("number", [3, 4, 7])
def test_the_page_is_the_same_whichever_answer_is_right(client, telling_quiz, number):
    one = page(client, start(client, telling_quiz), number)
    turn_round(telling_quiz.questions[number - 1].value)
    telling_quiz.save()

    other = other_page(telling_quiz, number)

    assert sorted(without_token(other).splitlines()) == sorted(without_token(one).splitlines())


def other_page(quiz: Quiz, number: int) -> str:
    """The page in an attempt that begins now, in another browser."""
    browser = Client()
    return page(browser, start(browser, quiz), number)


def without_token(html: str) -> str:
    return html.split('name="csrfmiddlewaretoken"')[1].split(">", 1)[1]


def test_after_a_wrong_answer_only_its_own_words_are_there(client, telling_quiz):
    attempt = start(client, telling_quiz)
    wrong = telling_quiz.questions[0].value.options()[1]

    html = client.post(question(attempt, 1), {"choice": wrong.id}, follow=True).content.decode()

    assert [f"{MARK} {text}" in html for text in ("A", "B", "C")] == [False, True, False]


def test_the_next_question_tells_nothing_about_the_last(client, telling_quiz):
    attempt = start(client, telling_quiz)
    choose(client, attempt, 1)

    assert MARK not in client.get(question(attempt, 2)).content.decode()


def test_the_lesson_tells_nothing_of_its_questions(client, lesson):
    html = client.get(lesson.url).content.decode()

    assert [word in html for word in ("Bấm vài lần", "Khoan đã", "Không hại máy", "Bấm phím")] == [False] * 4
