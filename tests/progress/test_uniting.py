"""Two records of one person become one: what either has learnt counts, once."""

import pytest
from django.utils import timezone

from lms.members.models import Member
from lms.members.roster.uniting import unite
from lms.progress import event_batches, recording
from lms.progress.models import CourseProgress, LearningEvent, LessonProgress
from lms.progress.rebuilding import differences
from quizzes.models import Attempt
from tests.progress.acting import finish, pass_quiz, steps_block, watched


@pytest.fixture
def double(union, enrol) -> Member:
    return enrol("Nguyễn Thị Thanh", union["ha"])


def test_seconds_watched_as_either_count_together(thanh, double, lien, lesson):
    recording.record(thanh, [watched(lesson, 0, 30)])
    recording.record(double, [watched(lesson, 20, 50)])
    unite(thanh, double, {}, by=lien)
    progress = LessonProgress.objects.get()
    assert (progress.member, list(progress.state["watched"].values())) == (thanh, [[[0.0, 50.0]]])
    assert set(LearningEvent.objects.values_list("member", flat=True)) == {thanh.pk}
    assert differences() == []


def test_a_course_that_the_two_finish_together_is_complete_now(thanh, double, lien, lesson, quiz, completions):
    recording.record(thanh, [watched(lesson, 0, 60)])
    recording.record(double, [event_batches.done(double, lesson, steps_block(lesson))])
    pass_quiz(double, lesson, quiz)
    assert completions == []
    unite(thanh, double, {}, by=lien)
    assert completions == [(thanh.pk, lesson.course)]
    assert CourseProgress.objects.get().lessons_done == 1
    assert Attempt.objects.get().taker == thanh


def test_what_one_had_finished_stays_finished_when_it_was(thanh, double, lien, lesson, quiz, completions):
    finish(double, lesson, quiz)
    when = CourseProgress.objects.get().completed_at
    unite(thanh, double, {}, by=lien)
    progress = CourseProgress.objects.get()
    assert (progress.member, progress.completed_at, progress.lessons_done) == (thanh, when, 1)
    assert completions == [(double.pk, lesson.course)]


def test_of_two_that_were_finished_the_earlier_time_stays(thanh, double, lien, lesson, quiz, completions):
    finish(double, lesson, quiz)
    finish(thanh, lesson, quiz)
    first = CourseProgress.objects.get(member=double).completed_at
    unite(thanh, double, {}, by=lien)
    assert [row.completed_at for row in CourseProgress.objects.all()] == [first]
    assert len(completions) == 2


def test_what_she_confirmed_for_others_stays_hers(union, mai, enrol, thanh, ngan, lesson):
    double = enrol("Hoàng Thị Mai", union["ha"])
    LearningEvent.objects.create(
        id="7b0e0b6e-0000-4000-8000-000000000001", member=thanh, lesson=lesson, block=steps_block(lesson),
        kind="confirmed", by=double, happened_at=timezone.now(),
    )  # fmt: skip
    unite(mai, double, {}, by=ngan)
    assert LearningEvent.objects.get().by == mai


def test_a_phone_that_still_sends_for_the_old_record_is_heard(thanh, double, lien, lesson):
    unite(thanh, double, {}, by=lien)
    recording.record(double, [watched(lesson, 0, 30)])
    assert LearningEvent.objects.get().member == thanh


def test_records_that_point_to_each_other_by_hand_hang_nobody(thanh, double, lesson):
    Member.objects.filter(pk=thanh.pk).update(merged_into=double)
    Member.objects.filter(pk=double.pk).update(merged_into=thanh)
    recording.record(double, [watched(lesson, 0, 30)])
    assert LearningEvent.objects.get().member == double
