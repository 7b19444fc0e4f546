"""A lesson is done when all that it asks for is done; a course when all its lessons are. Once."""

import pytest

from lms.certificates.models import Certificate
from lms.progress import event_batches, recording
from lms.progress.models import CourseProgress, LessonProgress
from lms.progress.signals import course_completed
from tests.progress.acting import clip_block, finish, pass_quiz, steps_block, watched


def is_done(lesson) -> bool:
    return LessonProgress.objects.get(lesson=lesson).completed_at is not None


def test_a_lesson_is_done_with_the_last_of_its_things(thanh, lesson, quiz):
    recording.record(thanh, [watched(lesson, 0, 48)])
    recording.record(thanh, [event_batches.done(thanh, lesson, steps_block(lesson))])
    assert not is_done(lesson)

    pass_quiz(thanh, lesson, quiz)

    assert is_done(lesson)


def test_a_mark_stands_for_watching_where_there_is_no_javascript(thanh, lesson, quiz):
    pass_quiz(thanh, lesson, quiz)

    recording.record(
        thanh, [event_batches.done(thanh, lesson, block) for block in (clip_block(lesson), steps_block(lesson))]
    )

    assert is_done(lesson)


def test_a_course_is_done_with_its_last_lesson(thanh, make_lesson, quiz, completions):
    first, second = make_lesson("bai-1"), make_lesson("bai-2")
    finish(thanh, second, quiz)
    assert CourseProgress.objects.values_list("lessons_done", "completed_at").get() == (1, None)

    finish(thanh, first, quiz)

    progress = CourseProgress.objects.get()
    assert (progress.lessons_done, progress.completed_at is None) == (2, False)
    assert completions == [(thanh.pk, first.course)]


def test_doing_it_all_again_completes_nothing_again(thanh, lesson, quiz, completions):
    finish(thanh, lesson, quiz)
    before = CourseProgress.objects.values().get()

    finish(thanh, lesson, quiz)

    assert CourseProgress.objects.values().get() == before
    assert completions == [(thanh.pk, lesson.course)]
    assert Certificate.objects.count() == 1


def test_each_member_completes_for_herself(thanh, lien, lesson, quiz, completions):
    finish(thanh, lesson, quiz)
    recording.record(lien, [watched(lesson, 0, 60)])

    assert completions == [(thanh.pk, lesson.course)]
    assert CourseProgress.objects.get(member=lien).completed_at is None


def test_a_lesson_added_afterwards_leaves_the_course_done(thanh, lesson, make_lesson, quiz, completions):
    finish(thanh, lesson, quiz)
    done_at = CourseProgress.objects.get().completed_at

    finish(thanh, make_lesson("bai-2"), quiz)

    progress = CourseProgress.objects.get()
    assert (progress.lessons_done, progress.completed_at) == (2, done_at)
    assert len(completions) == 1


def test_when_the_completion_breaks_the_last_fact_is_not_kept_either(thanh, lesson, quiz):
    """Then her phone sends it again, and nothing is lost."""

    def break_down(sender, **kwargs):
        raise OSError

    course_completed.connect(break_down)
    with pytest.raises(OSError):
        finish(thanh, lesson, quiz)
    course_completed.disconnect(break_down)

    assert not is_done(lesson)
    assert CourseProgress.objects.get().completed_at is None
