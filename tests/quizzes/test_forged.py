"""Whatever a stranger types into an address or a form: it is refused, and nothing is kept."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from quizzes.kinds import KINDS
from quizzes.models import Answer, Attempt, Quiz
from tests.quizzes.acting import options, question, start

FORGED_PAGES = ["0", "-1", "999999999", "9" * 40, "abc", "1.5", "²", "\x00", " ", "1 OR 1=1"]


def begin(client, quiz, page) -> int:
    return client.post(reverse("quizzes:start", args=[quiz.pk]), {"page": page}).status_code


def test_a_forged_page_starts_nothing(client, quiz):
    assert [page for page in FORGED_PAGES if begin(client, quiz, page) != 404] == []
    assert not Attempt.objects.exists()


def test_a_draft_starts_nothing(client, quiz, lesson):
    lesson.unpublish()

    assert begin(client, quiz, lesson.pk) == 404
    assert not Attempt.objects.exists()


def test_a_private_page_starts_nothing(client, quiz, lesson):
    PageViewRestriction.objects.create(page=lesson, restriction_type="login")

    assert begin(client, quiz, lesson.pk) == 404
    assert not Attempt.objects.exists()


def test_a_forged_quiz_is_not_there(client, quiz):
    for id in ("0", "999", "9" * 30, "9" * 5000, "-1", "abc"):
        assert client.post(f"/cau-hoi/{id}/bat-dau/").status_code == 404


def test_opening_the_address_of_starting_starts_nothing(client, quiz):
    assert client.get(reverse("quizzes:start", args=[quiz.pk])).status_code == 405
    assert not Attempt.objects.exists()


def test_another_site_cannot_start_or_answer_for_her(quiz, client):
    strict = Client(enforce_csrf_checks=True)
    attempt = start(client, quiz)

    assert begin(strict, quiz, "") == 403
    assert strict.post(question(attempt, 1), {"choice": options(attempt, 1, right=True)}).status_code == 403
    assert Attempt.objects.count() == 1


def test_a_question_that_is_not_there(client, quiz):
    attempt = start(client, quiz)

    for number in ("0", "3", "999", "9" * 30, "-1", "abc"):
        address = f"/cau-hoi/lan/{attempt.pk}/{number}/"
        assert client.get(address).status_code == 404
        assert client.post(address, {"choice": "true"}).status_code == 404
    assert not Answer.objects.exists()


FORGED_OPTIONS = ["", "true", "0", "\x00", "a\x00b", "x" * 1_000_000, "🙂", ["true", "false"], ["x"] * 500]


def test_options_that_are_not_there_are_refused(client, quiz):
    attempt = start(client, quiz)

    answers = [client.post(question(attempt, 1), {"choice": choice}).status_code for choice in FORGED_OPTIONS]

    assert answers == [422] * len(FORGED_OPTIONS)
    assert not Answer.objects.exists()


def test_an_option_of_another_question_is_refused(client, quiz):
    attempt = start(client, quiz)

    refused = client.post(question(attempt, 2), {"choice": options(attempt, 1, right=True)})

    assert refused.status_code == 422
    assert not Answer.objects.exists()


NONSENSE = [
    "", "\x00", "a\x00b", "x" * 1_000_000, "9" * 400, "=" * 9999, ["made", "up", "ids"], ["="] * 3, ["50,50", "51,51"],
    ["x"] * 500,
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_takes_nonsense(client, picture, kind):
    value = KINDS[kind]().meta.preview_value | ({"picture": picture} if kind == "tap" else {})
    attempt = start(client, Quiz.objects.create(title=kind, questions=[(kind, value)]))

    answers = [client.post(question(attempt, 1), {"choice": choice}).status_code for choice in NONSENSE]
    pressed = client.post(question(attempt, 1), {"choice": ["x"], "move": "up 1", "tap.x": "1e9", "tap.y": "-1"})

    assert answers == [422] * len(NONSENSE)
    assert pressed.status_code == (302 if kind == "short" else 422)  # "x" is a short answer
    assert Answer.objects.count() == (kind == "short")


def test_a_body_that_is_too_large_is_refused(client, quiz):
    attempt = start(client, quiz)

    assert client.post(question(attempt, 1), {"choice": ["x"] * 20_000}).status_code == 400
    assert client.post(question(attempt, 1), "choice=" + "x" * 3_000_000, FORM).status_code == 400
    assert not Answer.objects.exists()


FORM = "application/x-www-form-urlencoded"
