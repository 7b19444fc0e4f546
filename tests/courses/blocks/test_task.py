"""A task as a stranger and as a member meet it; tests/progress/test_confirming.py has the helper."""

from courses.requirements import Kind
from lms.progress.models import LearningEvent
from tests.courses.practising import task
from tests.progress.acting import mark


def test_a_task_is_to_be_done_for_real(lesson_of):
    assert [asked.kind for asked in lesson_of(task()).requirements] == [Kind.TASK]


def test_a_stranger_reads_it_and_may_say_that_she_has_done_it(lesson_of, read):
    assert "Làm thật Đọc được một tin nhắn. Đọc cho tôi nghe Tôi đã làm được Nếu có người hướng dẫn" in read(
        lesson_of(task())
    )


def test_her_word_is_enough(lesson_of, signed_in, thanh, read):
    lesson = lesson_of(task())
    browser = signed_in(thanh)

    mark(browser, lesson, lesson.requirements[0].block)

    assert LearningEvent.objects.get().kind == "done"
    assert "Chị đã làm thật Nhờ người hướng dẫn xác nhận" in read(lesson, browser)
    assert "Chị đã xong bài này" in read(lesson, browser)
