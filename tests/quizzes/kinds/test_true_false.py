import pytest
from django.core.exceptions import ValidationError

from quizzes.kinds.true_false import TrueFalse
from quizzes.questions import BadAnswerError, Grade


@pytest.fixture
def question(ask):
    return ask("true_false", text="Chữ to làm hỏng máy.", answer="false", feedback="Không hại máy.")


def test_saying_false_of_a_false_statement_is_right(question):
    assert question.grade(["false"]) == Grade(True, ["Không hại máy."])


def test_saying_true_of_a_false_statement_is_wrong(question):
    assert question.grade(["true"]) == Grade(False, ["Không hại máy."])


def test_saying_true_of_a_true_statement_is_right(ask):
    assert ask("true_false", text="Bánh răng là Cài đặt.", answer="true").grade(["true"]) == Grade(True, [])


def test_both_none_or_anything_else_is_refused(question):
    for chosen in (["true", "false"], [], ["false", "false"], ["True"], ["maybe"], ["\x00"]):
        with pytest.raises(BadAnswerError):
            question.grade(chosen)


def test_she_chooses_between_two_words(question):
    assert [(option.id, option.text) for option in question.options()] == [("true", "Đúng"), ("false", "Sai")]


def test_a_trainer_must_say_whether_it_is_true():
    block = TrueFalse()

    with pytest.raises(ValidationError) as refused:
        block.clean(block.normalize({"text": "Chữ to làm hỏng máy.", "answer": "", "feedback": ""}))

    assert list(refused.value.block_errors) == ["answer"]


def test_neither_answer_is_right_until_she_says_so():
    assert TrueFalse().get_default()["answer"] is None
