"""A passed quiz is a fact about the lesson it was started from, if that lesson asks for it."""

from lms.progress.models import LearningEvent, LessonProgress
from quizzes.models import Quiz
from tests.progress.acting import pass_quiz, quiz_block
from tests.quizzes.acting import take


def passes() -> list[tuple]:
    return list(LearningEvent.objects.values_list("member", "lesson", "block", "kind"))


def test_passing_is_recorded_for_the_quiz_block(signed_in, thanh, lesson, quiz):
    attempt = take(signed_in(thanh), quiz, lesson)

    assert passes() == [(thanh.pk, lesson.pk, quiz_block(lesson), "passed")]
    assert LearningEvent.objects.get().happened_at == attempt.finished_at


def test_failing_is_not_recorded(signed_in, thanh, lesson, quiz):
    take(signed_in(thanh), quiz, lesson, right=False)

    assert passes() == []


def test_failing_after_passing_takes_nothing_away(signed_in, thanh, lesson, quiz):
    browser = signed_in(thanh)
    take(browser, quiz, lesson)
    take(browser, quiz, lesson, right=False)

    assert LessonProgress.objects.get().state["done"] == [str(quiz_block(lesson))]


def test_another_quiz_started_from_the_lesson_does_not_count(thanh, lesson, quiz):
    statement = ("true_false", {"text": "Bánh răng là Cài đặt.", "answer": "true", "feedback": ""})
    Quiz.objects.create(title="Dễ", questions=[statement])

    pass_quiz(thanh, lesson, Quiz.objects.get(title="Dễ"))

    assert passes() == []


def test_a_quiz_taken_from_no_lesson_or_from_a_course_counts_nowhere(signed_in, thanh, lesson, course, quiz):
    browser = signed_in(thanh)
    take(browser, quiz)
    take(browser, quiz, course)

    assert passes() == []


def test_a_quiz_in_two_lessons_counts_where_it_was_taken(signed_in, thanh, make_lesson, quiz):
    _first, second = make_lesson("bai-1"), make_lesson("bai-2")

    take(signed_in(thanh), quiz, second)

    assert [lesson for _member, lesson, *_what in passes()] == [second.pk]


def test_a_stranger_passes_without_a_trace(client, lesson, quiz):
    assert take(client, quiz, lesson).passed
    assert passes() == []
