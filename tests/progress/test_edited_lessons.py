"""A trainer changes a lesson while people are learning it: nobody is stuck, and nobody loses what she finished."""

import pytest
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from courses.models import Course, Lesson
from lms.certificates.models import Certificate
from lms.progress import event_batches, rebuilding, recording
from lms.progress.models import CourseProgress, LessonProgress, Reevaluation
from lms.progress.reevaluation import LOST_AFTER, reevaluate, requeue_lost
from quizzes.models import Quiz
from tests.pages import lay
from tests.progress.acting import finish, steps_block, watched


@pytest.fixture
def publish(django_capture_on_commit_callbacks):
    """Publish a lesson anew, then let the worker do what has been queued."""

    def publish(lesson: Lesson) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            lesson.save_revision().publish()
        for task in queued():
            reevaluate.call(*task.args_kwargs["args"])

    return publish


def queued() -> QuerySet[DBTaskResult]:
    return DBTaskResult.objects.filter(task_path=reevaluate.module_path)


def everything_but_the_quiz(member, lesson) -> None:
    done = event_batches.done(member, lesson, steps_block(lesson))
    recording.record(member, [watched(lesson, 0, 60), done])


def test_when_what_was_left_is_taken_out_the_lesson_and_its_course_are_done(thanh, lesson, publish, completions):
    everything_but_the_quiz(thanh, lesson)
    del lesson.body[3]

    publish(lesson)

    assert LessonProgress.objects.get().completed_at is not None
    assert completions == [(thanh.pk, lesson.course)]
    assert Certificate.objects.get().member == thanh


def test_when_something_else_is_taken_out_she_goes_on(thanh, lesson, publish, completions):
    everything_but_the_quiz(thanh, lesson)
    del lesson.body[0]

    publish(lesson)

    assert LessonProgress.objects.get().completed_at is None
    assert (completions, rebuilding.differences()) == ([], [])


def test_what_is_put_in_afterwards_takes_nothing_away(thanh, lesson, publish, quiz):
    finish(thanh, lesson, quiz)
    before = CourseProgress.objects.values().get()
    lesson.body.append(("steps", {"heading": "Thêm", "steps": [{"text": "Thêm.", "picture": None}]}))

    publish(lesson)

    assert CourseProgress.objects.values().get() == before
    assert LessonProgress.objects.get().completed_at is not None


def test_when_its_quiz_becomes_a_contest_nobody_waits_for_it(
    thanh, lesson, quiz, completions, django_capture_on_commit_callbacks
):
    everything_but_the_quiz(thanh, lesson)
    quiz.attempts_allowed = 1

    with django_capture_on_commit_callbacks(execute=True):
        quiz.save()
        quiz.save()
    assert queued().count() == 1
    for task in queued():
        reevaluate.call(*task.args_kwargs["args"])

    assert completions == [(thanh.pk, lesson.course)]


def test_publishing_twice_completes_once(thanh, lesson, publish, completions):
    everything_but_the_quiz(thanh, lesson)
    del lesson.body[3]

    publish(lesson)
    publish(lesson)

    assert len(completions) == 1


def test_where_nobody_is_on_her_way_nothing_is_queued(thanh, lesson, publish, quiz):
    publish(lesson)
    finish(thanh, lesson, quiz)
    publish(lesson)

    assert not queued().exists()


def test_a_course_without_lessons_is_not_done(thanh, lesson, completions):
    everything_but_the_quiz(thanh, lesson)
    lesson.unpublish()

    recording.judge(thanh, lesson.course)

    assert (completions, CourseProgress.objects.get().completed_at) == ([], None)


def test_when_the_quiz_that_was_left_is_deleted_the_course_is_done(
    thanh, lesson, quiz, completions, django_capture_on_commit_callbacks
):
    everything_but_the_quiz(thanh, lesson)
    with django_capture_on_commit_callbacks(execute=True):
        quiz.delete()
    for task in queued():
        reevaluate.call(*task.args_kwargs["args"])

    assert completions == [(thanh.pk, lesson.course)]


def test_a_copied_lesson_is_marked_for_itself(thanh, lesson):
    copied = lesson.copy(update_attrs={"slug": "ban-sao", "title": "Bản sao"})
    for each in (lesson, copied):
        recording.record(thanh, [event_batches.done(thanh, each, steps_block(each))])

    assert LessonProgress.objects.count() == 2


def work() -> None:
    for task in queued():
        reevaluate.call(*task.args_kwargs["args"])


def done(member, *lessons) -> None:
    """She has done these lessons: the two marks and the quiz of each."""
    for each in lessons:
        finish(member, each, Quiz.objects.get())


def test_when_the_lesson_that_was_left_is_taken_out_of_use_the_course_is_done(
    thanh, make_lesson, django_capture_on_commit_callbacks, completions
):
    first, second = make_lesson(), make_lesson("bai-2")
    done(thanh, first)

    with django_capture_on_commit_callbacks(execute=True):
        second.unpublish()
    work()

    assert completions == [(thanh.pk, first.course)]
    assert thanh.certificates.count() == 1


def test_a_moved_lesson_counts_where_it_is_now_and_not_where_it_was(
    thanh, home, make_lesson, django_capture_on_commit_callbacks
):
    first, second = make_lesson(), make_lesson("bai-2")
    other = lay(home, Course(title="Khóa khác", slug="k2"))
    done(thanh, first, second)
    completed = CourseProgress.objects.get(course=first.course).completed_at

    with django_capture_on_commit_callbacks(execute=True):
        second.move(other, pos="last-child")
    work()

    kept = {row.course.title: (row.lessons_done, row.completed_at is not None) for row in CourseProgress.objects.all()}
    assert kept == {first.course.title: (1, True), "Khóa khác": (1, True)}
    assert CourseProgress.objects.get(course=first.course).completed_at == completed


def test_what_a_dead_worker_left_is_asked_for_again(thanh, lesson, django_capture_on_commit_callbacks, completions):
    everything_but_the_quiz(thanh, lesson)
    del lesson.body[3]
    with django_capture_on_commit_callbacks(execute=True):
        lesson.save_revision().publish()
    queued().delete()  # the worker that took the job is gone, and the job with it
    requeue_lost()
    assert not queued().exists()
    Reevaluation.objects.update(asked_at=timezone.now() - LOST_AFTER * 2)

    requeue_lost()
    work()

    assert completions == [(thanh.pk, lesson.course)]
    assert Reevaluation.objects.count() == 0
