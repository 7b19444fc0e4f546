from datetime import UTC, datetime

from courses.models import Lesson
from courses.requirements import Kind
from quizzes.models import Quiz


def test_a_quiz_is_to_be_passed(lesson_of, quiz):
    lesson = lesson_of(("quiz", {"quiz": quiz}))

    assert [(asked.kind, asked.quiz_id) for asked in lesson.requirements] == [(Kind.PASS, quiz.pk)]


def test_it_says_how_many_questions_there_are(lesson_of, quiz, read):
    page = read(lesson_of(("quiz", {"quiz": quiz})))

    assert "2 câu hỏi. Trả lời sai không sao, chị làm lại bao nhiêu lần cũng được. Trả lời câu hỏi" in page


def test_a_contest_says_how_often_and_until_when_and_no_lesson_hangs_on_it(lesson_of, quiz, read):
    quiz.attempts_allowed, quiz.closes_at = 1, datetime(2126, 11, 30, 13, tzinfo=UTC)
    quiz.save()
    lesson = lesson_of(("quiz", {"quiz": quiz}))

    assert (
        "Cuộc thi có 2 câu hỏi. Chị đăng nhập rồi làm, được làm 1 lần: cứ thong thả đọc kỹ. "
        "Nhận bài đến 20:00 ngày 30/11/2126. Trả lời câu hỏi"
    ) in read(lesson)
    assert [asked.kind for asked in lesson.requirements] == [Kind.READ]


def test_a_contest_that_is_over_offers_no_button(lesson_of, quiz, read):
    quiz.closes_at = datetime(2026, 1, 1, tzinfo=UTC)
    quiz.save()
    page = read(lesson_of(("quiz", {"quiz": quiz})))

    assert "Cuộc thi đã kết thúc." in page
    assert "Trả lời câu hỏi" not in page


def test_a_quiz_that_is_gone_asks_for_nothing(lesson_of, quiz, read):
    lesson = lesson_of(
        ("quiz", {"quiz": quiz}), ("steps", {"heading": "", "steps": [{"text": "Mở.", "picture": None}]})
    )
    quiz.delete()

    assert [asked.kind for asked in Lesson.objects.get(pk=lesson.pk).requirements] == [Kind.FOLLOW]
    assert "Còn 1 việc" in read(lesson)


def test_a_quiz_without_questions_asks_for_nothing(lesson_of):
    empty = Quiz.objects.create(title="Chưa có câu nào", questions=[])

    assert [asked.kind for asked in lesson_of(("quiz", {"quiz": empty})).requirements] == [Kind.READ]
