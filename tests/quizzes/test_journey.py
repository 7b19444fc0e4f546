"""One question a screen, by plain forms: start, answer, hear how it was, see the result."""

import re
from html import unescape

from django.urls import reverse

from quizzes.models import Answer, Attempt
from tests.quizzes.acting import choose, options, question, start, take


def words(answer) -> str:
    """The text of a page, in one line."""
    main = answer.content.decode().split('<main id="main">')[1].split("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_starting_leads_to_the_first_question(client, quiz, lesson):
    quiz.shuffle = False
    quiz.save()

    begun = client.post(reverse("quizzes:start", args=[quiz.pk]), {"page": lesson.pk}, follow=True)

    assert words(begun) == ("Về bài học Câu 1 trên 2 Nghe nhỏ quá thì sao? Bấm phím tăng tiếng Mua máy khác Trả lời")


def test_a_right_answer_is_praised(client, quiz, lesson):
    attempt = start(client, quiz, lesson)

    told = client.post(question(attempt, 1), {"choice": options(attempt, 1, right=True)}, follow=True)

    assert words(told).startswith("Về bài học Câu 1 trên 2 Chị trả lời đúng! Đúng. Bấm vài lần. Nghe nhỏ quá thì sao?")


def test_a_wrong_answer_is_told_kindly(client, quiz, lesson):
    attempt = start(client, quiz, lesson)

    told = client.post(question(attempt, 1), {"choice": options(attempt, 1, right=False)}, follow=True)

    assert "Khoan đã chị." in words(told)
    assert "Chị trả lời đúng!" not in words(told)


def test_no_choice_asks_her_to_choose(client, quiz):
    attempt = start(client, quiz)

    asked = client.post(question(attempt, 1))

    assert asked.status_code == 422
    assert "Chị chọn một câu trả lời trước nhé." in words(asked)
    assert not Answer.objects.exists()


def test_the_result_says_how_many_were_right(client, quiz, lesson):
    attempt = take(client, quiz, lesson)

    result = client.get(reverse("quizzes:attempt", args=[attempt.pk]))

    assert (attempt.right, attempt.total, attempt.passed) == (2, 2, True)
    assert words(result).startswith("Chị làm tốt lắm! 2/2 câu đúng Xem lại các câu trả lời")


def test_one_of_two_does_not_pass_at_70_per_cent(client, quiz, lesson):
    attempt = start(client, quiz, lesson)
    choose(client, attempt, 1)
    choose(client, attempt, 2, right=False)

    result = client.get(reverse("quizzes:attempt", args=[attempt.pk]))

    assert words(result).startswith("Chưa đạt, không sao chị nhé 1/2 câu đúng Cần đúng 2 câu để đạt.")


def test_going_back_to_the_quiz_goes_on_where_she_was(client, quiz, lesson):
    attempt = start(client, quiz, lesson)
    choose(client, attempt, 1)

    again = start(client, quiz, lesson)
    led = client.get(reverse("quizzes:attempt", args=[again.pk]))

    assert again == attempt
    assert led.url == question(attempt, 2)


def test_questions_may_be_answered_in_any_order(client, quiz):
    attempt = start(client, quiz)

    choose(client, attempt, 2)
    choose(client, attempt, 1)

    attempt.refresh_from_db()
    assert attempt.passed


def test_she_may_try_as_often_as_she_likes(client, quiz, lesson):
    tries = [take(client, quiz, lesson, right=right) for right in (False, False, True, False)]

    assert [attempt.passed for attempt in tries] == [False, False, True, False]
    assert Attempt.objects.count() == 4


def test_the_same_quiz_in_two_lessons_makes_two_attempts(client, quiz, make_lesson):
    assert start(client, quiz, make_lesson("bai-1")) != start(client, quiz, make_lesson("bai-2"))


def test_a_signed_in_member_owns_her_attempt(signed_in, thanh, quiz, lesson):
    attempt = take(signed_in(thanh), quiz, lesson)

    assert (attempt.taker, attempt.page_id, attempt.passed) == (thanh, lesson.pk, True)
