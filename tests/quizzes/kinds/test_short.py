import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.questions import BadAnswerError, Grade
from quizzes.text_match import folded, matches

ANSWERS = [
    {"text": "Cài đặt", "feedback": "Đúng rồi chị.", "percent": None},
    {"text": "*bánh răng*", "feedback": "Đó là hình của nó.", "percent": 50},
]


@pytest.fixture
def question(ask):
    return ask("short", text="Tên gì?", answers=ANSWERS, wrong_feedback="Tên là Cài đặt.", strict=False)


@pytest.mark.parametrize("typed", ["Cài đặt", "cai dat", "CÀI ĐẶT", "  Cài   đặt. ", "Ca\u0300i đa\u0323\u0306t"])
def test_case_marks_and_spaces_do_not_matter(question, typed):
    assert question.grade([typed]) == Grade(1.0, ["Đúng rồi chị."])


def test_an_asterisk_stands_for_any_words(question):
    assert question.grade(["hình bánh răng"]) == Grade(0.5, ["Đó là hình của nó."])


def test_another_answer_is_told_kindly(question):
    assert question.grade(["Zalo"]) == Grade(0.0, ["Tên là Cài đặt."])


def test_marks_matter_where_the_trainer_says_so(ask):
    question = ask("short", text="Viết có dấu.", answers=ANSWERS, strict=True)

    assert [question.grade([typed]).score for typed in ("Cài đặt", " Cài  đặt ", "cai dat", "cài đặt")] == [1, 1, 0, 0]


@pytest.mark.parametrize("strict", [True, False])
def test_spaces_beside_an_asterisk_are_asked_for(ask, strict):
    question = ask("short", text="?", answers=[{"text": "Nguyễn * Liên", "feedback": ""}], strict=strict)

    assert [question.grade([typed]).right for typed in ("Nguyễn Thị Liên", "NguyễnThịLiên")] == [True, False]


@pytest.mark.parametrize("chosen", [[], [""], ["  "], ["x" * 201], ["a\x00b"], ["a\nb"], ["a", "b"]])
def test_nothing_too_much_or_unprintable_is_refused(question, chosen):
    with pytest.raises(BadAnswerError):
        question.grade(chosen)


def test_an_asterisk_itself_can_be_asked_for(ask):
    question = ask("short", text="Bấm phím gì?", answers=[{"text": r"\*101#", "feedback": "", "percent": None}])

    assert [question.grade([typed]).right for typed in ("*101#", "9101#")] == [True, False]
    assert question.solution() == ["*101#"]


@given(st.text("ab", max_size=12), st.text("ab*", max_size=8))
def test_patterns_mean_what_they_say(text, pattern):
    import re

    meant = re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), text) is not None

    assert matches(pattern, text) is meant


def test_a_pattern_of_many_asterisks_costs_no_time():
    assert not matches("*a" * 60 + "*b", "a" * 200)


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text):
    assert folded(folded(text)) == folded(text)
