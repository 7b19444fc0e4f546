import pytest

from quizzes.conversations import sample
from quizzes.questions import BadAnswerError, Grade


@pytest.fixture
def question(ask):
    """Two turns; in each the second answer is the good one."""
    return ask("chat", text="Chị trả lời thế nào?", turns=sample(), feedback="Không đọc mã cho ai.")


@pytest.fixture
def said(question) -> dict[str, str]:
    """The id of each thing she can say."""
    return {reply.words: reply.id for turn in question.turns() for reply in turn.replies}


def test_good_answers_alone_are_right(question, said):
    assert question.best() == [said["Tôi không đọc mã"], said["Tôi chặn số này"]]
    assert question.grade(question.best()) == Grade(1.0, ["Không đọc mã cho ai."])


def test_a_turn_answered_badly_at_first_has_no_share(question, said):
    path = [said["Em đợi cô đọc"], said["Tôi không đọc mã"], said["Tôi chặn số này"]]

    assert question.grade(path) == Grade(0.5, ["Không đọc mã cho ai."])


def test_until_the_end_more_is_to_be_said(question, said):
    assert question.grade([said["Tôi không đọc mã"]]) == Grade(1.0, [], complete=False)


def test_what_is_not_on_offer_is_refused(question, said):
    for chosen in (
        [],
        ["made up"],
        [said["Tôi chặn số này"]],
        [*question.best(), said["Tôi chặn số này"]],
        ["x"] * 999,
    ):
        with pytest.raises(BadAnswerError):
            question.grade(chosen)


def test_going_in_circles_ends_some_time(question, said):
    bad = said["Em đợi cô đọc"]

    assert not question.grade([bad] * 59).complete
    assert question.grade([bad] * 60) == Grade(0.0, ["Không đọc mã cho ai."])
