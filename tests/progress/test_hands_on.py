"""Practice, conversation and task in the learning record: said by the phone, or by a button without JavaScript."""

from uuid import UUID, uuid4, uuid5

import pytest

from courses.models import Lesson
from lms.progress import rebuilding
from lms.progress.models import LearningEvent, LessonProgress
from tests.courses.practising import practice, talk, task
from tests.pages import lay
from tests.progress.acting import done_on_phone, mark, quiz_block, send


@pytest.fixture
def hands_on(course) -> Lesson:
    lesson = Lesson(title="Tập", slug="tap", goal="Làm được.", body=[practice(), talk(), task()])
    lay(course, lesson)
    return Lesson.objects.get(pk=lesson.pk)


def blocks(lesson: Lesson) -> list[UUID]:
    return [asked.block for asked in lesson.requirements]


def test_what_the_phone_finished_is_done(signed_in, thanh, hands_on):
    answer = send(signed_in(thanh), *(done_on_phone(hands_on, block) for block in blocks(hands_on)))

    assert answer.json() == {"kept": 3, "lesson": hands_on.pk, "done": [str(block) for block in blocks(hands_on)]}
    assert LessonProgress.objects.get(member=thanh).completed_at
    assert rebuilding.differences() == []


def test_sent_twice_it_is_one_fact(signed_in, thanh, hands_on):
    fact = done_on_phone(hands_on, blocks(hands_on)[0])

    for _time in range(2):
        send(signed_in(thanh), fact)

    assert LearningEvent.objects.count() == 1


def test_a_button_says_the_same_without_javascript(signed_in, thanh, hands_on):
    browser = signed_in(thanh)

    for block in blocks(hands_on):
        mark(browser, hands_on, block)

    assert LessonProgress.objects.get(member=thanh).completed_at


def test_without_an_account_the_session_holds_it(client, hands_on):
    for block in blocks(hands_on):
        mark(client, hands_on, block)

    assert "Chị đã xong bài này" in client.get(hands_on.url).content.decode()
    assert LearningEvent.objects.count() == 0


def test_what_is_left_is_said_in_words(client, hands_on):
    html = client.get(hands_on.url).content.decode()

    for words in ("Tập chạm trên hình", "Thử tình huống", "Làm thật", "Còn 3 việc"):
        assert words in html


def test_a_phone_cannot_say_that_a_quiz_is_passed(signed_in, thanh, lesson):
    answer = send(signed_in(thanh), done_on_phone(lesson, quiz_block(lesson)))

    assert answer.json()["done"] == []
    assert LearningEvent.objects.count() == 0


def test_a_phone_cannot_take_an_id_that_the_server_makes(signed_in, thanh, lien, hands_on):
    """Else somebody could send Liên's mark in her own name first, and Liên's would be left out as known."""
    block = blocks(hands_on)[0]
    hers = uuid5(block, f"lesson {hands_on.pk} done by {lien.pk}")

    assert send(signed_in(thanh), done_on_phone(hands_on, block, id=str(hers))).status_code == 400
    mark(signed_in(lien), hands_on, block)
    assert [event.member for event in LearningEvent.objects.all()] == [lien]


@pytest.mark.parametrize("changed", [{"kind": "passed"}, {"kind": "confirmed"}, {"kind": []}, {"id": "x"}, {"at": "x"}])
def test_what_a_phone_may_not_say_is_refused(signed_in, thanh, hands_on, changed):
    assert send(signed_in(thanh), done_on_phone(hands_on, blocks(hands_on)[0], **changed)).status_code == 400
    assert LearningEvent.objects.count() == 0


def test_a_block_that_is_not_there_counts_for_nothing(signed_in, thanh, hands_on):
    send(signed_in(thanh), done_on_phone(hands_on, uuid4()))

    assert LearningEvent.objects.count() == 0
