import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds.number import number_of, written
from quizzes.questions import BadAnswerError, Grade
from quizzes.scoring import within


@pytest.fixture
def question(ask):
    """About half a million, or roughly that."""
    answers = [
        {"number": 500_000, "within": 1000, "feedback": "Đúng.", "percent": None},
        {"number": 500_000, "within": 100_000, "feedback": "Gần đúng.", "percent": 50},
    ]
    return ask("number", text="Bao nhiêu?", answers=answers, unit="đồng", wrong_feedback="500.000 chị ạ.")


def test_a_number_within_the_tolerance_is_right(question):
    assert question.grade(["500.900"]) == Grade(1.0, ["Đúng."])


def test_the_first_answer_that_fits_counts(question):
    assert question.grade(["450000"]) == Grade(0.5, ["Gần đúng."])


def test_another_number_is_told_kindly(question):
    assert question.grade(["113"]) == Grade(0.0, ["500.000 chị ạ."])


def test_the_unit_may_be_typed_too(question):
    assert [question.grade([typed]).right for typed in ("500.000 đồng", "500000đồng", "500 000 dong")] == [True] * 3


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("3", 3), ("3,5", 3.5), ("3.5", 3.5), ("500.000", 500_000), ("1.500.000", 1_500_000), ("1.500,25", 1500.25),
        ("1,500.25", 1500.25), ("1,500,000", 1_500_000), ("-7", -7), ("+7", 7), (" 1 000 ", 1000), ("0113", 113),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(typed, number):
    assert number_of(typed) == number


NO_NUMBERS = ["", " ", "ba", "3..5", "1.2.3", "nan", "inf", "1e5", "9" * 41, "9" * 30, "²", "٣", "\x00", "3\x00", "--3"]


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_what_is_no_number_is_refused(question, typed):
    with pytest.raises(BadAnswerError):
        question.grade([typed])


@given(st.integers(-(10**12), 10**12), st.sampled_from([1, 10, 100]))
def test_what_is_written_is_read_again(number, scale):
    assert number_of(written(number / scale)) == number / scale


@pytest.mark.parametrize(
    ("value", "target", "tolerance", "how", "fits"),
    [
        (0.3, 0.1 + 0.2, 0, "nominal", True), (12, 10, 2, "nominal", True), (12.01, 10, 2, "nominal", False),
        (110, 100, 0.1, "relative", True), (111, 100, 0.1, "relative", False), (-95, -100, 0.1, "relative", True),
        (1e-15, 0, 0, "nominal", False), (1.00000000000001, 1, 0, "nominal", True),
        (50, 100, 1, "geometric", True), (200, 100, 1, "geometric", True), (49, 100, 1, "geometric", False),
        (-50, -100, 1, "geometric", True),
    ],
)  # fmt: skip
def test_tolerances_are_those_of_moodle(value, target, tolerance, how, fits):
    assert within(value, target, tolerance, how) is fits


def test_the_solution_is_written_with_its_unit(question):
    assert question.solution() == ["500.000 đồng"]
