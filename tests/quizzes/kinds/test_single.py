import pytest
from django.core.exceptions import ValidationError

from quizzes.kinds.single import SingleChoice
from quizzes.questions import BadAnswerError, Grade


@pytest.fixture
def question(ask, apps):
    return ask("single", text="Chị nhắn tin bằng gì?", options=apps, feedback="Zalo là đủ.")


def ids(question) -> list[str]:
    return [option.id for option in question.options()]


def test_the_right_answer_is_right_and_its_words_are_said(question):
    assert question.grade(ids(question)[:1]) == Grade(True, ["Đúng, Zalo.", "Zalo là đủ."])


def test_a_wrong_answer_hears_only_its_own_words(question):
    assert question.grade(ids(question)[1:2]) == Grade(False, ["Khoan, ví thì không.", "Zalo là đủ."])


def test_an_option_without_words_says_nothing(ask, apps):
    question = ask("single", text="Gì?", options=apps)

    assert question.grade(ids(question)[2:]) == Grade(False, [])


def test_two_answers_none_a_repeated_one_or_a_foreign_one_are_refused(question):
    first, second, _third = ids(question)

    for chosen in ([first, second], [], [first, first], ["foreign"], [first, "foreign"], [""], ["\x00"], ["Zalo"]):
        with pytest.raises(BadAnswerError):
            question.grade(chosen)


def test_options_keep_their_ids_from_one_reading_to_the_next(quiz):
    again = type(quiz).objects.get(pk=quiz.pk)

    assert ids(again.questions[0].value) == ids(quiz.questions[0].value)


@pytest.mark.parametrize("rights", [(False, False), (True, True)])
def test_a_trainer_marks_exactly_one_as_right(rights):
    options = [{"text": "Zalo", "right": right, "feedback": ""} for right in rights]

    assert mistakes(options) == ["Chị đánh dấu đúng một câu trả lời đúng."]


def test_a_trainer_gives_at_least_two_options():
    assert mistakes([{"text": "Zalo", "right": True, "feedback": ""}]) == ["Số mục tối thiểu là 2"]


def mistakes(options: list[dict]) -> list[str]:
    """What the editor says about these options."""
    block = SingleChoice()
    with pytest.raises(ValidationError) as refused:
        block.clean(block.normalize({"text": "Gì?", "options": options, "feedback": ""}))
    return [str(message) for message in refused.value.block_errors["options"].non_block_errors.as_data()[0].messages]
