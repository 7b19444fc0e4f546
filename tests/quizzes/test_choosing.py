"""A trainer finds a quiz for her lesson by its name, or makes a new one without leaving the lesson."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.models import Quiz
from tests.conftest import PASSWORD

CHOOSE = "wagtailsnippetchoosers_quizzes_quiz:choose"
QUESTION = {"type": "single", "value": {"text": "?", "options": []}}


@pytest.fixture
def desk(hoa) -> Client:
    desk = Client()
    assert desk.login(username="hoa", password=PASSWORD)
    return desk


@pytest.fixture
def three(db) -> None:
    for title in ("Mã OTP", "Chữ to", "An toàn"):
        Quiz.objects.create(title=title)


def titles(desk: Client, typed: str = "") -> list[str]:
    html = desk.get(reverse(CHOOSE), {"q": typed}).json()["html"]
    return re.findall(r"Mã OTP|Chữ to|An toàn", html.split("<tbody")[-1])


def test_the_newest_comes_first(desk, three):
    assert titles(desk) == ["An toàn", "Chữ to", "Mã OTP"]


def test_one_is_found_by_a_part_of_its_name(desk, three):
    assert titles(desk, "otp") == ["Mã OTP"]


def test_a_new_one_is_made_with_its_first_question(desk):
    said = {"title": "Cuộc gọi lạ", "text": "Ai hỏi mã OTP?", "right": "Kẻ gian", "wrong": "Ngân hàng\n\nCông an"}

    answer = desk.post(reverse("wagtailsnippetchoosers_quizzes_quiz:create"), said).json()

    quiz = Quiz.objects.get()
    [question] = quiz.questions
    assert (answer["step"], answer["result"]["string"]) == ("chosen", "Cuộc gọi lạ")
    assert (question.value["text"], [(one.text, one.right) for one in question.value.options()]) == (
        "Ai hỏi mã OTP?",
        [("Kẻ gian", True), ("Ngân hàng", False), ("Công an", False)],
    )


def test_one_without_a_wrong_answer_is_not_made(desk):
    said = {"title": "Cuộc gọi lạ", "text": "Ai hỏi mã OTP?", "right": "Kẻ gian", "wrong": "\n"}

    answer = desk.post(reverse("wagtailsnippetchoosers_quizzes_quiz:create"), said).json()

    assert ("Ô này bắt buộc phải điền." in answer["htmlFragment"], Quiz.objects.count()) == (True, 0)
