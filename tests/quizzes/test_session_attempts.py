"""What she answered before signing in becomes hers when she signs in, once."""

from django.urls import reverse

from lms.progress.models import LearningEvent
from quizzes.models import Attempt
from tests.quizzes.acting import choose, sign_in, start, take


def passes() -> list[tuple]:
    return list(LearningEvent.objects.filter(kind="passed").values_list("member", "lesson", "block"))


def quiz_block(lesson):
    return lesson.requirements[-1].block


def test_signing_in_gives_her_the_attempt_and_its_pass(client, thanh, quiz, lesson):
    attempt = take(client, quiz, lesson)
    assert (attempt.taker, passes()) == (None, [])

    sign_in(client, thanh)

    attempt.refresh_from_db()
    assert attempt.taker == thanh
    assert passes() == [(thanh.pk, lesson.pk, quiz_block(lesson))]


def test_a_failed_attempt_is_hers_too_but_is_no_pass(client, thanh, quiz, lesson):
    take(client, quiz, lesson, right=False)

    sign_in(client, thanh)

    assert Attempt.objects.get().taker == thanh
    assert passes() == []


def test_an_unfinished_attempt_is_gone_on_with_after_signing_in(client, thanh, quiz, lesson):
    attempt = start(client, quiz, lesson)
    choose(client, attempt, 1)

    sign_in(client, thanh)
    choose(client, attempt, 2)

    assert start(client, quiz, lesson) != attempt
    assert passes() == [(thanh.pk, lesson.pk, quiz_block(lesson))]


def test_the_next_person_on_the_phone_gets_nothing_of_it(client, thanh, lien, quiz, lesson):
    take(client, quiz, lesson)
    sign_in(client, thanh)
    client.post(reverse("sign_out"))

    sign_in(client, lien)

    assert Attempt.objects.get().taker == thanh
    assert [member for member, *_fact in passes()] == [thanh.pk]


def test_signing_in_twice_claims_once(client, thanh, quiz, lesson):
    take(client, quiz, lesson)

    sign_in(client, thanh)
    sign_in(client, thanh)

    assert len(passes()) == 1


def test_a_wrong_pin_claims_nothing(client, thanh, quiz, lesson):
    take(client, quiz, lesson)

    client.post(reverse("sign_in"), {"phone": thanh.phone})
    client.post(reverse("sign_in_pin"), {"pin": "975310"})

    assert Attempt.objects.get().taker is None


def test_what_another_person_claimed_stays_hers(client, thanh, lien, quiz, lesson):
    attempt = take(client, quiz, lesson)
    Attempt.objects.filter(pk=attempt.pk).update(taker=lien)

    sign_in(client, thanh)

    assert Attempt.objects.get().taker == lien
    assert passes() == []


def test_what_she_passed_in_a_lesson_that_is_out_of_use_by_then_is_hers(client, thanh, quiz, lesson):
    take(client, quiz, lesson)
    lesson.unpublish()

    assert sign_in(client, thanh).url == "/"
    assert [(member, where) for member, where, _block in passes()] == [(thanh.pk, lesson.pk)]
