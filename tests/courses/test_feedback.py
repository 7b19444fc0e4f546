"""Taps are counted without names, in a grid; a forged request is refused and leaves nothing."""

import json
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from courses.models.feedback import Difference, TapCount
from tests.courses.practising import practice, screen


@pytest.fixture
def lesson(lesson_of):
    return lesson_of(practice(screen(), screen("Chạm Màn hình.")), ("callout", {"tone": "tip", "text": "Nhớ."}))


def ids(lesson) -> list[str]:
    return [child.id for child in lesson.body[0].value["screens"].bound_blocks]


def send(client: Client, lesson, body: object, block: str = ""):
    address = reverse("courses:taps", args=[lesson.pk, block or lesson.body[0].id])
    return client.post(address, body if isinstance(body, str) else json.dumps(body), content_type="application/json")


def counted() -> list[tuple]:
    return list(TapCount.objects.order_by("screen", "cell").values_list("cell", "right", "count"))


def test_taps_are_counted_where_they_fell(client, lesson):
    first = ids(lesson)[0]

    answer = send(client, lesson, {"taps": [[first, 0, 0, False], [first, 8.4, 5.1, False], [first, 100, 100, True]]})

    assert answer.status_code == 204
    assert counted() == [(0, False, 1), (13, False, 1), (239, True, 1)]


def test_the_same_place_is_counted_up(client, lesson):
    first, second = ids(lesson)
    for _phone in range(2):
        send(client, lesson, {"taps": [[first, 50, 50, False], [first, 51, 51, False], [second, 50, 50, False]]})

    assert sorted(counted()) == [(126, False, 2), (126, False, 4)]


def test_no_row_says_who(client, lesson, signed_in, thanh):
    send(signed_in(thanh), lesson, {"taps": [[ids(lesson)[0], 1, 1, False]]})

    assert {field.name for field in TapCount._meta.get_fields()} == {
        "id", "lesson", "block", "screen", "cell", "right", "count",
    }  # fmt: skip


@pytest.mark.parametrize("body", ["", "[]", "{", "null", "[" * 9999, '{"taps": 1}', '{"taps": [1]}', '{"taps": [[]]}'])
def test_what_are_no_taps_is_refused(client, lesson, body):
    assert (send(client, lesson, body).status_code, counted()) == (400, [])


@pytest.mark.parametrize(
    ("x", "y", "right"),
    [(-1, 5, True), (101, 5, True), ("5", 5, True), (5, None, True), (True, 5, True), (5, 5, 1), (5, 5, None)],
)
def test_a_tap_beside_the_picture_refuses_its_batch(client, lesson, x, y, right):
    first = ids(lesson)[0]

    assert send(client, lesson, {"taps": [[first, 1, 1, True], [first, x, y, right]]}).status_code == 400
    assert counted() == []


def test_nan_is_nowhere(client, lesson):
    assert send(client, lesson, f'{{"taps": [["{ids(lesson)[0]}", NaN, 1, true]]}}').status_code == 400


@pytest.mark.parametrize("screen_id", ["", "x", 7, None, "7b0e5f3c-0000-4000-8000-000000000000"])
def test_a_screen_of_another_practice_is_refused(client, lesson, screen_id):
    assert (send(client, lesson, {"taps": [[screen_id, 1, 1, True]]}).status_code, counted()) == (400, [])


def test_too_many_at_once_are_refused(client, lesson):
    first = ids(lesson)[0]

    assert send(client, lesson, {"taps": [[first, 1, 1, True]] * 61}).status_code == 400
    assert send(client, lesson, {"taps": [[first, 1, 1, True]] * 60}).status_code == 204


def test_only_a_practice_of_a_public_lesson_counts(client, lesson):
    taps = {"taps": [[ids(lesson)[0], 1, 1, True]]}

    assert send(client, lesson, taps, block=lesson.body[1].id).status_code == 404
    assert send(client, lesson, taps, block=str(uuid4())).status_code == 404
    PageViewRestriction.objects.create(page=lesson, restriction_type="login")
    assert send(client, lesson, taps).status_code == 404
    assert counted() == []


def test_another_site_cannot_count(lesson):
    assert send(Client(enforce_csrf_checks=True), lesson, {"taps": []}).status_code == 403


def test_counting_costs_the_same_for_one_tap_and_for_many(client, lesson, django_assert_max_num_queries):
    taps = [[ids(lesson)[0], x, x, False] for x in range(0, 100, 2)]
    send(client, lesson, {"taps": taps})

    with django_assert_max_num_queries(12):
        send(client, lesson, {"taps": taps})


def differs(client: Client, lesson, note: str = "", block: str = ""):
    return client.post(reverse("courses:differs", args=[lesson.pk, block or lesson.body[0].id]), {"note": note})


def told() -> list[tuple]:
    return list(Difference.objects.values_list("count", "note"))


def test_a_learner_says_that_her_screen_looks_different(client, lesson):
    answer = differs(client, lesson, "  Máy tôi ghi\nKích cỡ phông ")

    assert answer.url == f"{lesson.url}#{lesson.body[0].id}"
    assert told() == [(1, "Máy tôi ghi Kích cỡ phông")]
    assert "Cảm ơn chị. Người soạn bài sẽ xem và sửa lại." in client.get(lesson.url).content.decode()


def test_she_is_counted_once_and_her_neighbour_too(client, lesson):
    for phone in (client, client, Client()):
        differs(phone, lesson)

    assert told() == [(2, "")]


@pytest.mark.parametrize("note", ["x" * 141, "a\0b"])
def test_a_note_that_is_no_note_is_refused(client, lesson, note):
    assert (differs(client, lesson, note).status_code, told()) == (400, [])


def test_only_what_shows_screens_can_differ(client, lesson):
    assert differs(client, lesson, block=lesson.body[1].id).status_code == 404
    assert differs(client, lesson, block=str(uuid4())).status_code == 404
    assert client.get(reverse("courses:differs", args=[lesson.pk, lesson.body[0].id])).status_code == 405
    assert told() == []
