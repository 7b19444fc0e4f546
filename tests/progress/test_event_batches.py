"""The address to which phones send batches: what is good is kept, everything else is refused whole."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lms.progress.models import LearningEvent, LessonProgress
from tests.progress.acting import NOON, as_json, clip_block, post, send, steps_block

pytestmark = pytest.mark.django_db
DEEP = "[" * 100_000 + "]" * 100_000


@pytest.fixture
def phone(signed_in, thanh) -> Client:
    return signed_in(thanh)


def test_a_batch_is_kept_and_answered_with_what_is_done(phone, lesson):
    answer = send(phone, as_json(lesson, 0, 20), as_json(lesson, 20, 60))

    assert answer.json() == {"kept": 2, "lesson": lesson.pk, "done": [str(clip_block(lesson))]}
    assert sorted(LearningEvent.objects.values_list("start", "end")) == [(0, 20), (20, 60)]


def test_too_little_is_not_done_yet(phone, lesson):
    assert send(phone, as_json(lesson, 0, 20)).json() == {"kept": 1, "lesson": lesson.pk, "done": []}


def test_sending_again_is_answered_the_same_and_kept_once(phone, lesson):
    fact = as_json(lesson)

    answers = [send(phone, fact).json() for _time in range(2)]

    assert answers[0] == answers[1]
    assert LearningEvent.objects.count() == 1


def test_an_empty_batch_is_nothing(phone):
    assert send(phone).json() == {"kept": 0, "lesson": None, "done": []}


def test_facts_of_lessons_that_are_gone_are_taken_and_dropped(phone, lesson):
    """Else her phone would send them for ever."""
    answer = send(phone, as_json(lesson, lesson=999_999))

    assert (answer.status_code, answer.json()["lesson"]) == (200, None)
    assert not LearningEvent.objects.exists()


NO_BATCHES = [
    b"", b"{", b"null", b"[]", b"7", b'"events"', b"{}", b'{"events": null}', b'{"events": {}}', b'{"events": [7]}',
    b'{"events": [[]]}', b'{"events": [null]}', b"\xff\xfe", b"\x00", DEEP.encode(), b"9" * 5000,
    b"{" + b'"a":{' * 50_000, b"id=1&start=2", b'{"events": "' + b"x" * 300 + b'"}',
]  # fmt: skip


def test_what_is_no_batch_is_refused(phone):
    answers = [(body[:30], post(phone, body).status_code) for body in NO_BATCHES]

    assert answers == [(body[:30], 400) for body in NO_BATCHES]
    assert not LearningEvent.objects.exists()


HUGE = 10**400
FORGED = [
    *({"start": start} for start in ("0", None, True, -1, -0.1, 20, 10, 14401, HUGE, [], {}, "NaN")),
    *({"end": end} for end in ("10", None, True, 0, -5, 14401, HUGE, -HUGE, [10], float("inf"), float("nan"))),
    *({"start": start} for start in (float("-inf"), float("nan"))),
    *({"id": id} for id in (None, 7, True, "", "abc", "0" * 33, "0" * 500_000, "\x00" * 32, [], {})),
    *({"block": block} for block in (None, 7, True, "", "not-a-uuid", "🙂" * 32, [])),
    *({"lesson": lesson} for lesson in (None, "1", True, False, 0, -1, 1.5, 2**31, 2**63, HUGE, [], float("nan"))),
    *({"kind": kind} for kind in ("passed", "done", "", None, 7, [], {}, "WATCHED")),
    *({"at": at} for at in (None, "now", True, -1, 2**43 + 1, HUGE, float("nan"), float("inf"))),
]


def test_a_forged_field_refuses_the_whole_batch(phone, lesson):
    good = as_json(lesson)

    let_in = [forged for forged in FORGED if send(phone, good, as_json(lesson, **forged)).status_code != 400]

    assert let_in == []
    assert not LearningEvent.objects.exists()


def test_a_missing_field_refuses_the_batch_and_is_named(phone, lesson):
    for field in ("id", "lesson", "block", "kind", "start", "end", "at"):
        fact = as_json(lesson)
        del fact[field]

        answer = send(phone, fact)

        assert (answer.status_code, answer.json()) == (400, {"error": field})
    assert not LearningEvent.objects.exists()


def test_200_facts_are_a_batch_and_201_are_not(phone, lesson):
    facts = [as_json(lesson, second / 10, second / 10 + 1) for second in range(201)]

    assert send(phone, *facts).status_code == 400
    assert not LearningEvent.objects.exists()
    assert send(phone, *facts[:200]).json()["kept"] == 200
    assert LearningEvent.objects.count() == 200


def test_a_huge_body_is_refused(phone):
    assert post(phone, b'{"events": [], "x": "' + b"x" * 3_000_000 + b'"}').status_code == 400


def test_only_posting_is_understood(phone):
    methods = (phone.get, phone.put, phone.patch, phone.delete, phone.head)

    assert [method(reverse("progress:events")).status_code for method in methods] == [405] * 5


def test_without_its_token_nothing_is_kept(thanh, lesson):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(thanh, backend="lms.accounts.backends.PinBackend")

    assert send(strict, as_json(lesson)).status_code == 403
    assert not LearningEvent.objects.exists()


def test_the_browsers_word_that_it_comes_from_here_lets_a_batch_in(thanh, lesson):
    strict = Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "same-origin"})
    strict.force_login(thanh, backend="lms.accounts.backends.PinBackend")

    assert send(strict, as_json(lesson)).status_code == 200

    assert LearningEvent.objects.count() == 1


def test_signed_out_nothing_is_kept_and_the_phone_is_told(client, lesson):
    assert send(client, as_json(lesson)).status_code == 401
    assert not LearningEvent.objects.exists()


def test_the_facts_are_hers_whatever_the_batch_says(phone, thanh, lien, lesson):
    body = {"member": lien.pk, "events": [as_json(lesson, member=lien.pk, who="x")]}

    post(phone, json.dumps(body))

    assert LearningEvent.objects.get().member == thanh


def happened(phone, lesson, at: int):
    send(phone, as_json(lesson, at=at))
    return LearningEvent.objects.get().happened_at


def test_a_phone_that_is_right_is_believed(phone, lesson):
    assert happened(phone, lesson, int(NOON.timestamp() * 1000)) == NOON


def test_a_phone_whose_clock_is_ahead_says_now(phone, lesson):
    tomorrow = timezone.now() + timedelta(days=1)

    when = happened(phone, lesson, int(tomorrow.timestamp() * 1000))

    assert timedelta(0) <= LearningEvent.objects.get().received_at - when < timedelta(seconds=5)


def test_a_phone_that_thinks_it_is_1970_says_400_days_ago(phone, lesson):
    age = timezone.now() - happened(phone, lesson, 0)

    assert abs(age - timedelta(days=400)) < timedelta(seconds=5)


def test_four_hours_of_a_minute_long_clip_are_a_minute_and_do_not_break_going_on(phone, lesson):
    send(phone, as_json(lesson, 0, 14400))
    send(phone, as_json(lesson, 100, 14400))

    page = phone.get(lesson.url).content.decode()

    assert 'data-resume=""' in page
    assert "Còn 2 việc" in page


def test_seconds_beyond_the_end_of_the_clip_do_not_watch_it(phone, lesson):
    assert send(phone, as_json(lesson, 100, 14400)).json()["done"] == []


def test_watching_something_that_is_no_clip_does_not_do_it(phone, lesson):
    assert send(phone, as_json(lesson, 0, 60, block=str(steps_block(lesson)))).json()["done"] == []


def test_the_last_fact_says_for_which_lesson_the_answer_is(phone, make_lesson):
    first, second = make_lesson("bai-1"), make_lesson("bai-2")

    assert send(phone, as_json(second), as_json(first)).json()["lesson"] == first.pk
    assert LessonProgress.objects.count() == 2


def test_ids_may_be_written_as_any_uuid(phone, lesson):
    id = uuid4()

    send(phone, as_json(lesson, id=id.hex.upper()))
    send(phone, as_json(lesson, id=str(id)))

    assert [event.pk for event in LearningEvent.objects.all()] == [id]


def test_a_fact_of_another_members_id_is_not_taken_over(signed_in, thanh, lien, lesson):
    fact = as_json(lesson, 0, 60)
    send(signed_in(thanh), fact)

    answer = send(signed_in(lien), fact)

    assert answer.json()["done"] == []
    assert LearningEvent.objects.get().member == thanh
    assert not LessonProgress.objects.filter(member=lien).exists()
