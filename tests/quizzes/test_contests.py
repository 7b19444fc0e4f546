"""A contest: so many tries, until a time, and told only at the end."""

from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.attempts import grading
from quizzes.attempts import start as attempts_start
from quizzes.models import Answer, Attempt, Quiz
from quizzes.signals import attempt_graded
from tests.quizzes.acting import choose, question, start, take
from tests.reading import texts
from tests.together import together


@pytest.fixture
def contest(quiz) -> Quiz:
    """One try, until tomorrow, told at the end."""
    quiz.attempts_allowed, quiz.tell = 1, Quiz.Tell.END
    quiz.closes_at = timezone.now() + timedelta(days=1)
    quiz.save()
    return quiz


def close(contest: Quiz) -> None:
    Quiz.objects.filter(pk=contest.pk).update(closes_at=timezone.now())


def begin(client, contest, page):
    return client.post(reverse("quizzes:start", args=[contest.pk]), {"page": page.pk})


def test_a_stranger_is_asked_to_sign_in_first(client, contest, lesson):
    asked = begin(client, contest, lesson)

    assert asked.url == f"{reverse('sign_in')}?next={lesson.url}"
    assert not Attempt.objects.exists()


def test_after_her_tries_no_other_one_begins(signed_in, thanh, contest, lesson):
    browser = signed_in(thanh)
    take(browser, contest, lesson)

    refused = begin(browser, contest, lesson)

    assert (refused.status_code, Attempt.objects.count()) == (403, 1)
    assert "Chị đã làm đủ số lần" in refused.content.decode()


def test_an_open_try_is_gone_on_with(signed_in, thanh, contest, lesson):
    browser = signed_in(thanh)

    assert start(browser, contest, lesson) == start(browser, contest, lesson)


def test_nothing_is_told_before_the_end(signed_in, thanh, contest, lesson):
    browser = signed_in(thanh)
    attempt = start(browser, contest, lesson)

    after = browser.get(choose(browser, attempt, 1).url, follow=True)

    assert after.redirect_chain[-1][0] == question(attempt, 2)
    assert "Chị trả lời đúng" not in after.content.decode()


def test_at_the_end_each_answer_can_be_looked_at(signed_in, thanh, contest, lesson):
    browser = signed_in(thanh)
    attempt = take(browser, contest, lesson)

    assert question(attempt, 1) in browser.get(reverse("quizzes:attempt", args=[attempt.pk])).content.decode()
    assert "Chị trả lời đúng!" in browser.get(question(attempt, 1)).content.decode()


def test_when_it_is_over_no_try_begins(signed_in, thanh, contest, lesson):
    close(contest)

    refused = begin(signed_in(thanh), contest, lesson)

    assert (refused.status_code, Attempt.objects.count()) == (403, 0)
    assert "Cuộc thi đã kết thúc" in refused.content.decode()


def test_an_answer_after_the_end_is_refused(signed_in, thanh, contest, lesson):
    browser = signed_in(thanh)
    attempt = start(browser, contest, lesson)
    close(contest)

    assert choose(browser, attempt, 1).status_code == 403
    assert not Answer.objects.exists()


def test_what_was_answered_before_the_end_counts(signed_in, thanh, contest, lesson):
    browser = signed_in(thanh)
    attempt = start(browser, contest, lesson)
    choose(browser, attempt, 1)
    close(contest)

    shown = browser.get(reverse("quizzes:attempt", args=[attempt.pk]))

    attempt.refresh_from_db()
    assert (attempt.right, attempt.total, attempt.passed) == (1, 2, False)
    assert "Làm lại" not in shown.content.decode()


def test_when_her_tries_are_used_nobody_tells_her_to_try_once_more(signed_in, thanh, contest, lesson):
    browser = signed_in(thanh)
    attempt = start(browser, contest, lesson)
    choose(browser, attempt, 1, right=False)
    choose(browser, attempt, 2, right=False)

    shown = browser.get(reverse("quizzes:attempt", args=[attempt.pk]))

    assert texts(shown, ".result p") == ["0/2", "câu đúng", "Kết quả của chị đã được giữ lại. Cảm ơn chị đã tham gia."]
    assert texts(shown, ".next button, .next a") == ["Về bài học"]


def test_two_taps_at_once_begin_one_try(lasting, contest, thanh):
    together(*[partial(attempts_start.begin, contest, taker=thanh)] * 4)

    assert Attempt.objects.count() == 1


def test_looking_at_the_result_many_times_at_once_finishes_once(lasting, contest, thanh):
    attempt = attempts_start.begin(contest, taker=thanh)
    close(contest)
    told = []

    def hear(sender, attempt, **kwargs):
        told.append(attempt)

    attempt_graded.connect(hear)
    together(*[lambda: grading.finish(Attempt.objects.select_related("quiz").get(pk=attempt.pk))] * 4)
    attempt_graded.disconnect(hear)

    assert told == [attempt]
