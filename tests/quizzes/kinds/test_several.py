import pytest
from django.core.exceptions import ValidationError

from quizzes.kinds.several import SeveralChoice
from quizzes.questions import BadAnswerError, Grade


@pytest.fixture
def question(ask, apps):
    """Zalo and VNeID are right."""
    apps[2] |= {"right": True, "feedback": "Đúng, VNeID."}
    return ask("several", text="Những gì nên có?", options=apps)


def ids(question) -> list[str]:
    return [option.id for option in question.options()]


def test_all_right_answers_and_no_other_are_right(question):
    zalo, _wallet, vneid = ids(question)

    assert question.grade([vneid, zalo]) == Grade(True, ["Đúng, VNeID.", "Đúng, Zalo."])


def test_a_part_of_the_right_answers_has_a_part_of_the_point(question):
    grade = question.grade(ids(question)[:1])

    assert (grade, grade.right, grade.partly) == (Grade(0.5, ["Đúng, Zalo."]), False, True)


def test_a_part_has_nothing_where_only_the_whole_counts(ask, apps):
    apps[2] |= {"right": True}
    question = ask("several", text="Những gì nên có?", options=apps, whole=True)
    zalo, _wallet, vneid = ids(question)

    assert [question.grade(chosen).score for chosen in ([zalo, vneid], [zalo])] == [1.0, 0.0]


def test_a_wrong_answer_takes_away_what_a_right_one_gives(question):
    grade = question.grade(ids(question))

    assert grade == Grade(0.5, ["Đúng, Zalo.", "Khoan, ví thì không.", "Đúng, VNeID."])


def test_none_a_repeated_one_or_a_foreign_one_are_refused(question):
    first, second, third = ids(question)

    for chosen in ([], [first, first], [first, second, third, "foreign"], ["true"], ["\x00"]):
        with pytest.raises(BadAnswerError):
            question.grade(chosen)


def test_a_trainer_marks_at_least_one_as_right():
    block = SeveralChoice()
    options = [{"text": text, "right": False, "feedback": ""} for text in ("Zalo", "VNeID")]

    with pytest.raises(ValidationError) as refused:
        block.clean(block.normalize({"text": "Gì?", "options": options, "feedback": ""}))

    said = refused.value.block_errors["options"].non_block_errors.as_data()[0]
    assert said.messages == ["Chị đánh dấu ít nhất một câu trả lời đúng."]


def test_a_trainer_may_mark_several_as_right():
    block = SeveralChoice()
    options = [{"text": text, "right": True, "feedback": ""} for text in ("Zalo", "VNeID")]

    kept = block.clean(block.normalize({"text": "Gì?", "options": options, "feedback": ""}))

    assert [option["right"] for option in kept["options"]] == [True, True]
