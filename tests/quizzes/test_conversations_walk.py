"""A conversation: where each answer leads, and what is told to a trainer whose conversation cannot be walked."""

import pytest
from django.core.exceptions import ValidationError

from quizzes import conversations
from quizzes.conversations import TurnsBlock, WrongReplyError, turns_of, walk


def answer(words: str, *, good: bool = False, to: str = "") -> dict:
    return {"words": words, "good": good, "feedback": "", "leads_to": to}


def talk(*turns: list[dict]) -> list[conversations.Turn]:
    block = TurnsBlock()
    return turns_of(block.normalize([{"who": "Người gọi", "words": "A lô", "answers": answers} for answers in turns]))


BAD, GOOD = answer("Vâng ạ"), answer("Tôi cúp máy", good=True)


def test_a_good_answer_goes_on_and_the_last_one_ends():
    turns = talk([BAD, GOOD], [BAD, GOOD])

    assert [[reply.leads_to for reply in turn.replies] for turn in turns] == [[0, 1], [1, None]]


def test_an_answer_may_lead_anywhere():
    turns = talk(
        [answer("A", to="2"), answer("B", good=True, to="end")], [answer("C", to="1"), answer("D", to="again")]
    )

    assert [[reply.leads_to for reply in turn.replies] for turn in turns] == [[1, None], [0, 1]]


def test_walking_tells_what_was_said_and_what_comes_now():
    turns = talk([BAD, GOOD], [BAD, GOOD])
    (bad, good), (_worse, best) = [[reply.id for reply in turn.replies] for turn in turns]

    assert walk(turns, []).now == 0
    assert [reply.words for _turn, reply in walk(turns, [bad, good]).said] == ["Vâng ạ", "Tôi cúp máy"]
    assert walk(turns, [bad, good]).now == 1
    assert walk(turns, [bad, good, best]).is_over


def test_an_answer_of_another_turn_or_after_the_end_is_wrong():
    turns = talk([BAD, GOOD], [BAD, GOOD])
    (_bad, good), (_worse, best) = [[reply.id for reply in turn.replies] for turn in turns]

    for chosen in (["made up"], [best], [good, good], [good, best, best]):
        with pytest.raises(WrongReplyError):
            walk(turns, chosen)


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        ([[BAD, GOOD], [BAD, GOOD]], []),
        ([[BAD, answer("Xong", good=True, to="end")], [BAD, GOOD]], ["Không có câu nào dẫn tới lượt 2."]),
        ([[BAD, BAD]], ["Từ lượt 1 không có đường nào tới hết chuyện."]),
        ([[BAD, answer("?", good=True, to="7")]], ["Lượt 1 dẫn tới một lượt không có."]),
        (
            [[answer("Thôi", to="end"), answer("Vâng", to="again")]],
            ["Chỉ chọn câu trả lời hay thì phải đi được từ lượt 1 tới hết chuyện."],
        ),
    ],
)
def test_what_is_wrong_is_told(turns, said):
    assert conversations.faults(talk(*turns)) == said


def test_a_trainer_cannot_save_a_dead_end():
    block = TurnsBlock()
    value = block.normalize([{"who": "Người gọi", "words": "A lô", "answers": [BAD, BAD]}])

    with pytest.raises(ValidationError) as refused:
        block.clean(value)

    assert refused.value.non_block_errors.as_data()[0].messages == ["Từ lượt 1 không có đường nào tới hết chuyện."]


def test_the_sample_can_be_walked():
    assert conversations.faults(turns_of(TurnsBlock().normalize(conversations.sample()))) == []
