"""A conversation's answer grows with each press; what was said stays said."""

import pytest
from django.urls import reverse

from quizzes.conversations import sample
from quizzes.models import Answer, Quiz
from tests.quizzes.acting import question, start


@pytest.fixture
def talk(db) -> Quiz:
    quiz = Quiz.objects.create(title="Nói chuyện", questions=[("chat", {"text": "Nói gì?", "turns": sample()})])
    return Quiz.objects.get(pk=quiz.pk)


@pytest.fixture
def attempt(client, talk):
    return start(client, talk)


@pytest.fixture
def say(client, attempt):
    ids = {reply.words: reply.id for turn in attempt.version(1).value.turns() for reply in turn.replies}

    def say(*words: str):
        return client.post(question(attempt, 1), {"choice": [ids[one] for one in words]}, follow=True)

    return say


BAD, GOOD, LAST = "Em đợi cô đọc", "Tôi không đọc mã", "Tôi chặn số này"


def test_each_press_is_kept_and_told(say, client, attempt):
    told = say(BAD).content.decode()

    assert "Đọc mã OTP là mất tiền" in told
    assert Answer.objects.values_list("score", "answered_at").get() == (0.0, None)
    attempt.refresh_from_db()
    assert attempt.finished_at is None


def test_what_was_said_cannot_be_taken_back(say):
    say(BAD)

    say(GOOD)

    assert len(Answer.objects.get().chosen) == 1
    say(BAD, GOOD, LAST)
    assert Answer.objects.values_list("score", flat=True).get() == 0.5


def test_a_press_sent_twice_counts_once(say):
    say(GOOD)
    say(GOOD)

    assert len(Answer.objects.get().chosen) == 1


def test_after_a_closed_browser_she_goes_on_where_she_was(say, client, attempt):
    say(GOOD)

    led = client.get(reverse("quizzes:attempt", args=[attempt.pk]), follow=True).content.decode()

    assert GOOD in led and "Nhanh không mất suất" in led


def test_the_end_of_the_talk_answers_the_question(say, attempt):
    say(GOOD)
    say(GOOD, LAST)

    attempt.refresh_from_db()
    assert (attempt.right, attempt.passed) == (1, True)


def test_nothing_of_later_turns_is_in_the_page(client, attempt):
    page = client.get(question(attempt, 1)).content.decode()

    assert [words in page for words in ("Nhanh không mất", LAST, "Dừng lại chị", "Đúng.", "Không đọc mã cho ai")] == [
        False
    ] * 5


def test_a_reply_that_is_not_on_offer_is_refused(client, attempt, say):
    say(GOOD)

    refused = client.post(question(attempt, 1), {"choice": ["made up"]})

    assert refused.status_code == 422
    assert GOOD in refused.content.decode()
    assert len(Answer.objects.get().chosen) == 1
