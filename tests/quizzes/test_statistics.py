"""What an author sees of her questions: shares and no names, and nothing of fewer than five people."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from quizzes.attempts import grading, start, statistics
from quizzes.attempts.statistics import doings
from quizzes.models import Quiz, Topic


def answer(quiz, taker, *rights: bool) -> None:
    """One finished attempt, each question answered rightly or wrongly."""
    attempt = start.begin(quiz, taker=taker)
    for number, right in enumerate(rights, 1):
        options = attempt.version(number).value.options()
        grading.answer(attempt, number, [option.id for option in options if option.right == right][:1])


def test_fewer_than_five_people_are_not_told_of(quiz):
    for _person in range(4):
        answer(quiz, None, True, True)

    assert [(doing.people, doing.right, doing.said) for doing in doings(quiz)] == [(None, None, [])] * 2


def test_one_person_who_tries_five_times_is_one_person(quiz, thanh):
    for _try in range(5):
        answer(quiz, thanh, True, True)

    assert doings(quiz)[0].people is None


def test_the_first_attempt_of_each_person_counts(quiz, thanh, lien, mai, ngan, xuan):
    for member in (thanh, lien, mai, ngan, xuan):
        answer(quiz, member, False, True)
        answer(quiz, member, True, True)

    assert [(doing.people, doing.right) for doing in doings(quiz)] == [(5, 0.0), (5, 1.0)]


def test_how_often_each_answer_was_chosen(quiz):
    for right in [True] * 6 + [False] * 2:
        answer(quiz, None, right, True)

    assert doings(quiz)[0].said == [("Bấm phím tăng tiếng", 0.75), ("Mua máy khác", None)]


def test_a_question_that_the_best_answer_wrongly_tells_apart_the_wrong_way(quiz):
    for first, second in [(True, True)] * 3 + [(False, False)] * 3:
        answer(quiz, None, first, second)
    assert doings(quiz)[0].discrimination == 1.0

    for _person in range(6):
        answer(quiz, None, True, False)
        answer(quiz, None, False, True)
    assert doings(quiz)[0].discrimination < 0


def test_a_question_that_everybody_answers_alike_tells_nothing_apart(quiz):
    for _person in range(5):
        answer(quiz, None, True, True)

    assert doings(quiz)[0].discrimination is None


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 9)), min_size=2, max_size=30))
def test_the_correlation_is_what_it_is_by_definition(points):
    from statistics import StatisticsError, correlation

    xs, ys = zip(*points, strict=True)
    sums = {
        "n": len(points), "x": sum(xs), "y": sum(ys), "xx": sum(x * x for x in xs), "yy": sum(y * y for y in ys),
        "xy": sum(x * y for x, y in points),
    }  # fmt: skip
    ours = statistics.correlation(sums)
    if ours is not None and min(max(xs) - min(xs), max(ys) - min(ys)) > 0.01:
        try:
            assert ours == pytest.approx(correlation(xs, ys), abs=1e-6)
        except StatisticsError:
            pytest.fail("it varies")


def test_a_topic_counts_over_all_quizzes(topic_quizzes):
    topic, quizzes = topic_quizzes
    for quiz in quizzes:
        for _person in range(3):
            answer(quiz, None, True)

    assert [doing.people for doing in doings(topic)] == [6]


@pytest.fixture
def topic_quizzes(db):
    topic = Topic.objects.create(title="Một", questions=[("true_false", {"text": "Đúng.", "answer": "true"})])
    draws = [("draw", {"topic": topic, "count": 1})]
    quizzes = [Quiz.objects.create(title=title, questions=[], draws=draws) for title in ("A", "B")]
    return topic, quizzes


def test_figures_cost_two_queries_for_any_number_of_people(quiz, django_assert_num_queries):
    for _person in range(6):
        answer(quiz, None, True, True)
    quiz = Quiz.objects.get(pk=quiz.pk)

    with django_assert_num_queries(2):
        doings(quiz)


@pytest.fixture
def desk(client, hoa):
    """Hoa's browser, in Wagtail."""
    client.force_login(hoa, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_trainer_reads_it_in_wagtail_without_a_name(desk, quiz, thanh, lien, mai, ngan, xuan):
    for member in (thanh, lien, mai, ngan, xuan):
        answer(quiz, member, True, False)

    listed = desk.get(reverse("wagtailsnippets_quizzes_quiz:list")).content.decode()
    assert desk.get(reverse("quizzes_reports")).status_code == 200
    page = desk.get(reverse("quizzes_report", args=["quiz", quiz.pk])).content.decode()

    assert reverse("quizzes_report", args=["quiz", quiz.pk]) in listed
    assert "100 %" in page and "Bấm phím tăng tiếng" in page
    assert [member.name in page for member in (thanh, lien, mai, ngan, xuan)] == [False] * 5


@pytest.mark.parametrize("people", [5, 9])
def test_the_page_costs_the_same_for_five_people_and_for_nine(desk, quiz, people, django_assert_max_num_queries):
    for _person in range(people):
        answer(quiz, None, True, False)
    address = reverse("quizzes_report", args=["quiz", quiz.pk])
    desk.get(address)

    with django_assert_max_num_queries(14):
        desk.get(address)


def test_learners_and_branch_heads_do_not_read_it(signed_in, client, quiz, thanh, lien):
    for browser in (client, signed_in(thanh), signed_in(lien)):
        for address in (reverse("quizzes_reports"), reverse("quizzes_report", args=["quiz", quiz.pk])):
            assert browser.get(address).status_code in (302, 403)
