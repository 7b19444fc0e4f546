"""An attempt is hers alone: by her account, or by her session while it belongs to nobody yet."""

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.models import Answer
from tests.quizzes.acting import choose, question, sign_in, start, take


@pytest.fixture
def hers(signed_in, thanh, quiz, lesson):
    return start(signed_in(thanh), quiz, lesson)


def doors(client: Client, attempt) -> list[int]:
    """What every address of the attempt answers."""
    return [
        client.get(reverse("quizzes:attempt", args=[attempt.pk])).status_code,
        client.get(question(attempt, 1)).status_code,
        choose(client, attempt, 1).status_code,
    ]


def test_nobody_else_reaches_a_members_attempt(hers, signed_in, lien, mai, ngan, xuan, yen, hoa):
    for person in (lien, mai, ngan, xuan, yen, hoa):
        assert doors(signed_in(person), hers) == [404, 404, 404]
    assert not Answer.objects.exists()


def test_an_outsider_does_not_reach_a_members_attempt(hers, client):
    assert doors(client, hers) == [404, 404, 404]


def test_another_phone_does_not_reach_what_someone_answers_without_an_account(client, quiz, lesson, signed_in, lien):
    attempt = start(client, quiz, lesson)

    assert doors(Client(), attempt) == [404, 404, 404]
    assert doors(signed_in(lien), attempt) == [404, 404, 404]
    assert doors(client, attempt) == [302, 200, 302]


def test_an_unfinished_attempt_of_hers_is_not_gone_on_with_by_another(hers, signed_in, lien, quiz, lesson):
    assert start(signed_in(lien), quiz, lesson) != hers


def test_after_signing_out_nothing_of_hers_is_reached_on_the_same_phone(client, thanh, lien, quiz, lesson):
    sign_in(client, thanh)
    attempt = take(client, quiz, lesson)
    client.post(reverse("sign_out"))

    assert doors(client, attempt) == [404, 404, 404]
    sign_in(client, lien)
    assert doors(client, attempt) == [404, 404, 404]


def test_made_up_attempts_are_not_there(client, db):
    made_up = "00000000-0000-4000-8000-000000000000"

    assert client.get(f"/cau-hoi/lan/{made_up}/").status_code == 404
    assert client.get(f"/cau-hoi/lan/{made_up}/1/").status_code == 404
    assert client.get("/cau-hoi/lan/1/").status_code == 404
