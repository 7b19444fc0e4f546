"""What is kept of the facts that come in, and what is left out."""

from uuid import uuid4

import pytest

from lms.progress import event_batches, recording
from lms.progress.models import CourseProgress, LearningEvent, LessonProgress
from lms.progress.state import Fact
from tests.progress.acting import NOON, clip_block, finish, steps_block, watched


def kept() -> list:
    """Everything that the database holds about learning, but for the times at which rows were written."""
    lessons = LessonProgress.objects.values_list("member", "lesson", "state", "completed_at")
    courses = CourseProgress.objects.values_list("member", "course", "lessons_done", "completed_at")
    return [sorted(LearningEvent.objects.values_list("pk")), list(lessons), list(courses)]


def intervals(member, lesson) -> list:
    return LessonProgress.objects.get(member=member, lesson=lesson).state["watched"][str(clip_block(lesson))]


def test_watching_is_kept_as_merged_intervals(thanh, lesson):
    recording.record(thanh, [watched(lesson, 10, 20), watched(lesson, 0, 10), watched(lesson, 40, 50)])

    assert intervals(thanh, lesson) == [[0, 20], [40, 50]]
    assert LearningEvent.objects.count() == 3


def test_a_fact_is_kept_as_it_was_sent(thanh, lesson):
    fact = watched(lesson, 1.5, 2.5)

    recording.record(thanh, [fact])

    event = LearningEvent.objects.get()
    assert (event.pk, event.member, event.block) == (fact.id, thanh, fact.block)
    assert (event.kind, event.start, event.end, event.happened_at) == ("watched", 1.5, 2.5, NOON)


def test_the_same_batch_again_changes_nothing(thanh, lesson):
    batch = [watched(lesson, 0, 30), event_batches.done(thanh, lesson, steps_block(lesson))]
    recording.record(thanh, batch)
    before = kept()

    recording.record(thanh, batch)
    recording.record(thanh, batch[::-1] + batch)

    assert kept() == before


def test_a_late_batch_fills_a_gap_and_does_not_move_her_back(thanh, lesson):
    recording.record(thanh, [watched(lesson, 20, 30, minute=2)])

    recording.record(thanh, [watched(lesson, 0, 20, minute=1)])

    progress = LessonProgress.objects.get()
    assert intervals(thanh, lesson) == [[0, 30]]
    assert progress.state["position"][str(clip_block(lesson))][1] == 30


def test_facts_about_lessons_that_are_not_there_are_left_out(thanh, lesson):
    foreign = Fact(uuid4(), 999_999, clip_block(lesson), "watched", NOON, 0, 10)
    home = Fact(uuid4(), lesson.course.get_parent().pk, clip_block(lesson), "watched", NOON, 0, 10)

    recording.record(thanh, [foreign, home])

    assert kept() == [[], [], []]


def test_facts_about_blocks_that_ask_for_nothing_are_left_out(thanh, lesson):
    callout = Fact(uuid4(), lesson.pk, lesson.body[2].id, "done", NOON)

    recording.record(thanh, [callout, Fact(uuid4(), lesson.pk, uuid4(), "done", NOON)])

    assert kept() == [[], [], []]


def test_a_good_fact_among_such_facts_is_kept(thanh, lesson):
    good = watched(lesson, 0, 10)

    recording.record(thanh, [Fact(uuid4(), lesson.pk, uuid4(), "done", NOON), good])

    assert [event.pk for event in LearningEvent.objects.all()] == [good.id]


def test_what_she_learnt_just_before_a_correction_is_not_lost(thanh, lesson):
    lesson.unpublish()

    recording.record(thanh, [watched(lesson, 0, 10)])

    assert LessonProgress.objects.get().state["watched"] == {str(clip_block(lesson)): [[0.0, 10.0]]}


def test_another_persons_event_cannot_be_taken_over(thanh, lien, lesson):
    hers = watched(lesson, 0, 10)
    recording.record(thanh, [hers])
    before = kept()

    recording.record(lien, [hers, watched(lesson, 50, 60, id=hers.id)])

    assert kept() == before


def test_a_member_without_a_unit_learns_like_everyone(home, enrol, lesson, quiz):
    guest = enrol("Nguyễn Thị Khách", None)

    finish(guest, lesson, quiz)

    assert guest.certificates.get().unit_name == ""


@pytest.mark.parametrize("facts", [[], ()])
def test_no_facts_are_no_progress(thanh, facts):
    recording.record(thanh, facts)

    assert kept() == [[], [], []]
