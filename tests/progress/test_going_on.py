"""She comes back and goes on: at the lesson, and at the second, where she stopped."""

import pytest
from django.test import Client

from lms.progress import event_batches, recording
from tests.progress.acting import as_json, finish, send, steps_block, watched


@pytest.fixture
def phone(signed_in, thanh) -> Client:
    return signed_in(thanh)


def resume(phone: Client, lesson) -> str:
    return phone.get(lesson.url).content.decode().split('data-resume="')[1].split('"')[0]


def big_button(phone: Client) -> str:
    """Where the big button of the first page leads; "" when there is none."""
    html = phone.get("/").content.decode()
    return html.split('class="button wide whole" href="')[1].split('"')[0] if "going-on" in html else ""


def test_the_clip_goes_on_where_she_stopped(phone, lesson):
    send(phone, as_json(lesson, 0, 34.5))

    assert resume(phone, lesson) == "34.5"


def test_the_clip_goes_on_where_she_was_last_and_not_where_she_was_furthest(phone, thanh, lesson):
    recording.record(thanh, [watched(lesson, 0, 50, minute=1), watched(lesson, 10, 20, minute=2)])

    assert resume(phone, lesson) == "20"


@pytest.mark.parametrize("second", [1, 59.5, 14400])
def test_at_the_beginning_and_at_the_end_it_begins_anew(phone, lesson, second):
    send(phone, as_json(lesson, 0, second))

    assert resume(phone, lesson) == ""


def test_a_stranger_begins_at_the_beginning(client, lesson):
    assert resume(client, lesson) == ""


def test_the_first_page_leads_to_the_lesson_she_left(phone, thanh, make_lesson):
    first, second = make_lesson("bai-1"), make_lesson("bai-2")
    assert big_button(phone) == ""

    send(phone, as_json(second))
    assert big_button(phone) == second.url

    send(phone, as_json(first))
    assert big_button(phone) == first.url


def test_a_finished_lesson_is_not_gone_on_with(phone, thanh, lesson, quiz):
    recording.record(thanh, [event_batches.done(thanh, lesson, steps_block(lesson))])
    finish(thanh, lesson, quiz)

    assert big_button(phone) == ""


def test_a_lesson_taken_away_is_not_gone_on_with(phone, lesson):
    send(phone, as_json(lesson))
    lesson.unpublish()

    assert big_button(phone) == ""


def test_between_two_lessons_the_first_page_leads_to_the_next_one(phone, thanh, make_lesson, quiz):
    first, second = make_lesson("bai-1"), make_lesson("bai-2")
    finish(thanh, first, quiz)

    assert big_button(phone) == second.url
