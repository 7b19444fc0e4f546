"""A branch head writes down what a member without a phone learnt beside her, and takes back what was a mistake."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.utils import timezone

from courses.models import Lesson
from lms.certificates.models import Certificate
from lms.members.models import Member
from lms.progress import rebuilding, recording, vouching
from lms.progress.models import CourseProgress, LearningEvent, LessonProgress, Reversal
from tests.progress.acting import finish, watched
from tests.together import together

DAY = date(2026, 10, 3)


@pytest.fixture
def vouch(lien, thanh, lesson):
    """Liên writes for Thanh."""
    return partial(vouching.vouch, lien, [thanh], [lesson], DAY)


def written() -> LearningEvent:
    return LearningEvent.objects.standing().get(kind="vouched")


def course_of(member: Member) -> tuple:
    """Whether she has finished it, lessons done, of these on the head's word."""
    row = CourseProgress.objects.get(member=member)
    return bool(row.completed_at), row.lessons_done, row.lessons_vouched


def test_it_says_who_wrote_it_and_on_which_day_it_was(vouch, lien, thanh, lesson):
    assert vouch() == 1
    event = LearningEvent.objects.get()
    said = (event.member, event.lesson, event.by, timezone.localdate(event.happened_at), event.kind)
    assert said == (thanh, lesson, lien, DAY, "vouched")


def test_the_lesson_the_course_and_the_certificate_are_hers(vouch, thanh):
    vouch()
    assert LessonProgress.objects.get().completed_at is not None
    assert course_of(thanh) == (True, 1, 1)
    assert Certificate.objects.get().member == thanh
    assert rebuilding.differences() == []


def test_a_lesson_among_others_does_not_finish_the_course(vouch, thanh, make_lesson, quiz):
    finish(thanh, make_lesson("bai-2"), quiz)
    vouch()
    assert course_of(thanh) == (True, 2, 1)
    make_lesson("bai-3")
    assert Certificate.objects.count() == 1


def test_written_twice_it_is_one_fact(vouch):
    assert [vouch(), vouch()] == [1, 0]
    assert LearningEvent.objects.count() == 1


def test_today_is_never_later_than_now(vouch, lien, thanh, lesson):
    vouching.vouch(lien, [thanh], [lesson], timezone.localdate())
    event = LearningEvent.objects.get()
    assert event.happened_at <= event.received_at


def test_what_she_did_on_a_phone_needs_nobodys_word(vouch, thanh, lesson, quiz):
    finish(thanh, lesson, quiz)
    assert (vouch(), LearningEvent.objects.filter(kind="vouched").count()) == (0, 0)


@pytest.mark.parametrize("who", ["xuan", "yen", "mai", "thanh", "hoa"])
def test_nobody_else_can_write_for_her(request, who, thanh, lesson):
    assert vouching.vouch(request.getfixturevalue(who), [thanh], [lesson], DAY) == 0
    assert LearningEvent.objects.count() == 0


def test_the_officer_above_can(ngan, thanh, lesson):
    assert vouching.vouch(ngan, [thanh], [lesson], DAY) == 1


def test_for_herself_she_cannot(lien, lesson):
    assert vouching.vouch(lien, [lien], [lesson], DAY) == 0


def test_nor_for_who_has_left(vouch, thanh):
    thanh.left_on = DAY
    thanh.save()
    assert vouch() == 0


def test_a_whole_meeting_is_written_at_once(lien, thanh, mai, xuan, make_lesson):
    lessons = [make_lesson("bai-1"), make_lesson("bai-2")]
    assert vouching.vouch(lien, [thanh, lien, mai, xuan], lessons, DAY) == 4
    assert set(Certificate.objects.values_list("member", flat=True)) == {thanh.pk, mai.pk}


def test_taken_back_she_has_not_started_again(vouch, lien, thanh):
    vouch()
    assert vouching.take_back(written(), by=lien, reason="Ghi nhầm người") is True
    assert (LessonProgress.objects.count(), CourseProgress.objects.count()) == (0, 0)
    assert LearningEvent.objects.count() == 1
    reversal = Reversal.objects.get()
    assert (reversal.event.member, reversal.by, reversal.reason) == (thanh, lien, "Ghi nhầm người")


def test_what_she_did_herself_stays(vouch, lien, thanh, lesson):
    recording.record(thanh, [watched(lesson, 0, 20)])
    before = LessonProgress.objects.get().state
    vouch()
    vouching.take_back(written(), by=lien, reason="Nhầm")
    kept = LessonProgress.objects.get()
    assert (kept.state, kept.completed_at) == (before, None)
    assert course_of(thanh) == (False, 0, 0)
    assert rebuilding.differences() == []


def test_a_lesson_that_she_has_also_done_herself_stays_done(vouch, lien, thanh, lesson, quiz):
    vouch()
    finish(thanh, lesson, quiz)
    vouching.take_back(written(), by=lien, reason="Nhầm")
    assert course_of(thanh) == (True, 1, 0)
    assert Certificate.objects.get().revoked_at is None


def test_the_certificate_that_stood_on_it_is_revoked_with_the_reason(vouch, lien):
    vouch()
    vouching.take_back(written(), by=lien, reason="Ghi nhầm bài")
    certificate = Certificate.objects.get()
    assert (certificate.is_valid(), certificate.revoked_because) == (False, "Ghi nhầm bài")


def test_done_again_it_brings_another(vouch, lien, thanh):
    vouch()
    vouching.take_back(written(), by=lien, reason="Nhầm ngày")
    vouch()
    assert course_of(thanh) == (True, 1, 1)
    assert [c.is_valid() for c in Certificate.objects.order_by("pk")] == [False, True]
    assert rebuilding.differences() == []


def test_a_course_finished_before_the_word_came_stays_finished(lien, thanh, lesson, make_lesson, quiz):
    finish(thanh, lesson, quiz)
    vouching.vouch(lien, [thanh], [make_lesson("bai-moi")], DAY)
    vouching.take_back(written(), by=lien, reason="Nhầm")
    assert course_of(thanh) == (True, 1, 0)
    assert Certificate.objects.get().revoked_at is None


def test_taken_back_twice_the_first_reason_stands(vouch, lien, ngan):
    vouch()
    event = written()
    done = [vouching.take_back(event, by=who, reason=why) for who, why in ((lien, "Một"), (ngan, "Hai"))]
    assert (done, Reversal.objects.get().reason) == ([True, False], "Một")


@pytest.mark.parametrize("who", ["xuan", "yen", "mai", "thanh"])
def test_nobody_else_can_take_it_back(vouch, request, who):
    vouch()
    assert vouching.take_back(written(), by=request.getfixturevalue(who), reason="x") is False
    assert Reversal.objects.count() == 0


def test_what_a_phone_said_is_nobodys_to_take_back(lien, thanh, lesson):
    recording.record(thanh, [watched(lesson, 0, 20)])
    assert vouching.take_back(LearningEvent.objects.get(), by=lien, reason="x") is False


def test_a_phone_cannot_vouch_for_itself(thanh, lesson, signed_in):
    fact = {"id": "7b5f2f6e-0000-4000-8000-000000000001", "lesson": lesson.pk, "block": str(lesson.translation_key)}
    sent = signed_in(thanh).post(
        "/ghi/", {"events": [fact | {"kind": "vouched", "at": 0}]}, content_type="application/json"
    )
    assert (sent.status_code, LearningEvent.objects.count()) == (400, 0)


def test_two_heads_at_once_write_one_fact(lasting, lien, ngan, thanh, mai, make_lesson):
    lessons = [make_lesson("bai-1"), make_lesson("bai-2")]
    heads, women = (lien, ngan), ([thanh, mai], [mai, thanh])

    def write(head: Member, women: list[Member]) -> int:
        return vouching.vouch(head, women, lessons, DAY)

    told = together(*[partial(write, head, order) for head in heads for order in women])
    assert (sum(told), LearningEvent.objects.count(), Certificate.objects.count()) == (4, 4, 2)
    assert rebuilding.differences() == []


def test_two_who_take_it_back_at_once_do_it_once(lasting, lien, ngan, thanh, lesson):
    vouching.vouch(lien, [thanh], [lesson], DAY)
    event = written()
    deeds = [partial(vouching.take_back, event, by=who, reason="x") for who in (lien, ngan, lien)]
    assert sorted(together(*deeds)) == [False, False, True]
    assert (Reversal.objects.count(), CourseProgress.objects.count()) == (1, 0)


def test_any_order_of_writing_taking_back_and_learning_rebuilds(vouch, lien, thanh, lesson: Lesson):
    for step in range(3):
        vouch()
        recording.record(thanh, [watched(lesson, step * 10, step * 10 + 5)])
        vouching.take_back(written(), by=lien, reason=str(step))
        assert rebuilding.differences() == []
    assert LessonProgress.objects.get().completed_at is None
    assert LearningEvent.objects.filter(received_at__gt=timezone.now() - timedelta(hours=1)).count() == 6
