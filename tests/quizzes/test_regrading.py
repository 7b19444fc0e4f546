"""A trainer corrects a question: what grading anew would do, and what it does."""

from functools import partial

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from lms.progress.models import LearningEvent
from quizzes.attempts import regrading
from quizzes.attempts.regrading import Crossing, Outlook, outlook
from quizzes.models import Answer, Attempt, Quiz, Regrade
from tests.quizzes.acting import choose, start, take
from tests.reading import queries, texts
from tests.together import together


@pytest.fixture
def turned_round(quiz):
    """Does what a trainer does who finds that she marked the wrong answer as right."""

    def turn(number: int = 2) -> None:
        quiz.questions[number - 1].value["answer"] = "true"
        quiz.save()

    return turn


def corrected(quiz) -> object:
    return Quiz.objects.get(pk=quiz.pk).questions[1]


def regrade(quiz, by=None) -> None:
    child = corrected(quiz)
    [(question, digest)] = regrading.freeze([child])
    regrading.regrade.func(question, digest, by and by.pk)


def mixed_up(client, quiz, page) -> Attempt:
    """The first question right, the second one as the trainer will mean it."""
    attempt = start(client, quiz, page)
    choose(client, attempt, 1)
    choose(client, attempt, 2, right=False)
    attempt.refresh_from_db()
    return attempt


def test_before_a_change_there_is_nothing_to_grade_anew(client, quiz):
    take(client, quiz)

    assert outlook(corrected(quiz)) == Outlook()


def test_a_dry_run_counts_and_changes_nothing(client, quiz, lesson, turned_round):
    mixed_up(client, quiz, lesson)
    take(client, quiz, lesson)
    turned_round()

    up, down = Crossing(quiz.title, 1, 2, 2, upwards=True), Crossing(quiz.title, 2, 1, 2, upwards=False)
    assert outlook(corrected(quiz)) == Outlook(answers=2, better=1, worse=1, crossings=((up, 1), (down, 1)))
    assert list(Attempt.objects.order_by("started_at").values_list("passed", flat=True)) == [False, True]


def test_grading_anew_passes_who_was_right_all_along(signed_in, thanh, hoa, quiz, lesson, turned_round):
    attempt = mixed_up(signed_in(thanh), quiz, lesson)
    turned_round()

    regrade(quiz, hoa)

    attempt.refresh_from_db()
    assert (attempt.right, attempt.score, attempt.passed) == (2, 2.0, True)
    assert LearningEvent.objects.filter(member=thanh, lesson=lesson.pk, kind="passed").count() == 1
    assert Regrade.objects.values_list("by", "answers", "passed").get() == (hoa.pk, 1, 1)


def test_whoever_has_passed_stays_passed(signed_in, thanh, quiz, lesson, turned_round):
    attempt = take(signed_in(thanh), quiz, lesson)
    turned_round()

    regrade(quiz)

    attempt.refresh_from_db()
    assert (attempt.right, attempt.passed) == (1, True)
    assert LearningEvent.objects.filter(member=thanh, kind="passed").count() == 1


def test_grading_anew_twice_changes_nothing_more(client, quiz, lesson, turned_round):
    mixed_up(client, quiz, lesson)
    turned_round()

    regrade(quiz)
    regrade(quiz)

    assert list(Regrade.objects.order_by("pk").values_list("answers", "passed")) == [(1, 1), (0, 0)]
    assert outlook(corrected(quiz)) == Outlook()


def test_an_answer_that_does_not_fit_any_more_stays(client, quiz):
    take(client, quiz)
    del quiz.questions[0].value["options"][0]
    quiz.save()
    first = Quiz.objects.get(pk=quiz.pk).questions[0]

    assert outlook(first) == Outlook(answers=1, unfit=1)


def test_an_unfinished_attempt_takes_its_new_points_along(client, quiz, lesson, turned_round):
    attempt = start(client, quiz, lesson)
    choose(client, attempt, 2, right=False)
    turned_round()

    regrade(quiz)
    choose(client, attempt, 1)

    attempt.refresh_from_db()
    assert attempt.passed


def test_she_reads_the_words_of_the_version_that_graded_her(client, quiz, turned_round):
    attempt = mixed_up(client, quiz, None)
    quiz.questions[1].value["feedback"] = "Chữ to không sao cả."
    turned_round()

    regrade(quiz)

    shown = client.get(reverse("quizzes:question", args=[attempt.pk, 2])).content.decode()
    assert "Chị trả lời đúng!" in shown and "Chữ to không sao cả." in shown


def test_grading_anew_while_she_answers_loses_nothing(lasting, client, quiz, turned_round):
    attempt = start(client, quiz)
    choose(client, attempt, 2, right=False)
    turned_round()

    together(partial(regrade, quiz), partial(choose, client, attempt, 1))

    attempt.refresh_from_db()
    answers = Answer.objects.filter(attempt=attempt)
    assert attempt.finished_at is not None
    assert attempt.score == sum(answers.values_list("score", flat=True)) == 2.0


@pytest.fixture
def desk(client, hoa):
    """Hoa's browser, in Wagtail."""
    client.force_login(hoa, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(quiz, number: int = 2) -> str:
    return reverse("quizzes_regrade", args=["quiz", quiz.pk, quiz.questions[number - 1].id])


def test_a_trainer_sees_what_it_would_do_before_she_does_it(
    desk, quiz, turned_round, django_capture_on_commit_callbacks
):
    mixed_up(desk, quiz, None)
    turned_round()

    page = desk.get(address(quiz))
    assert texts(page, "h3 + ul > li") == [f"{quiz}: từ 1 thành 2 điểm trên 2, 1 lượt"]
    assert texts(page, "h3")[0] == "1 lượt làm bài đang chưa đạt sẽ thành đạt."
    assert texts(page, "p > strong") == ["Chấm lại không bao giờ lấy đi bài học đã xong hay giấy chứng nhận đã cấp."]

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(address(quiz))
    assert DBTaskResult.objects.filter(task_path="quizzes.attempts.regrading.regrade").count() == 1


def test_a_new_word_in_a_question_changes_nobody_s_points(desk, signed_in, thanh, quiz):
    take(signed_in(thanh), quiz)
    quiz.questions[1].value["feedback"] = "Chữ to không sao cả."
    quiz.save()

    page = desk.get(address(quiz))

    assert "Chấm lại không làm đổi điểm của ai" in page.content.decode()
    assert texts(page, "h3") == []


def test_it_names_nobody_and_costs_the_same_for_three(desk, signed_in, thanh, lien, mai, quiz, turned_round):
    costs = []
    for people in ([thanh], [lien, mai]):
        quiz.questions[1].value["answer"] = "false"
        quiz.save()
        for person in people:
            mixed_up(signed_in(person), quiz, None)
        turned_round()
        costs.append(queries(desk, address(quiz)))

    page = desk.get(address(quiz)).content.decode()
    assert costs[0] == costs[1]
    assert "từ 1 thành 2 điểm trên 2, 3 lượt" in page
    assert [person.name for person in (thanh, lien, mai) if person.name in page] == []


def test_only_trainers_grade_anew(signed_in, client, quiz, thanh, lien, ngan):
    for browser in (client, *map(signed_in, (thanh, lien, ngan))):
        assert browser.get(address(quiz)).status_code in (302, 403)
        assert browser.post(address(quiz)).status_code in (302, 403)
    assert not Regrade.objects.exists()


def test_a_question_that_is_not_there_is_not_graded(desk, quiz):
    made_up = "00000000-0000-4000-8000-000000000000"

    for where in (["quiz", quiz.pk], ["topic", quiz.pk], ["course", quiz.pk], ["quiz", 999]):
        assert desk.post(reverse("quizzes_regrade", args=[*where, made_up])).status_code == 404
