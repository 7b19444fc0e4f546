import pytest
from django.http import QueryDict

from quizzes.questions import BadAnswerError, Grade

PAIRS = [
    {"text": "Bánh răng", "match": "Cài đặt"},
    {"text": "Cái micro", "match": "Nói thay gõ"},
    {"text": "Răng cưa", "match": "Cài đặt"},
]


@pytest.fixture
def question(ask):
    return ask("matching", text="Nối.", pairs=PAIRS, others=["Nghe nhạc"], feedback="Tốt lắm.")


def answer(question, *words: str) -> list[str]:
    return [f"{pair.id}={word}" for pair, word in zip(question.pairs(), words, strict=True)]


def test_every_right_pair_has_its_share_of_the_point(question):
    assert question.grade(question.best()) == Grade(1.0, ["Tốt lắm."])
    assert question.grade(answer(question, "Cài đặt", "Nghe nhạc", "Nghe nhạc")) == Grade(1 / 3, ["Tốt lắm."])
    assert question.grade(answer(question, *["Nghe nhạc"] * 3)) == Grade(0.0, ["Tốt lắm."])


def test_a_part_has_nothing_where_only_the_whole_counts(ask):
    question = ask("matching", text="Nối.", pairs=PAIRS, others=["Nghe nhạc"], whole=True)

    assert question.grade(question.best()).score == 1.0
    assert question.grade(answer(question, "Cài đặt", "Nghe nhạc", "Cài đặt")).score == 0.0


def test_what_is_written_alike_is_one_choice(question):
    choices = question.screen("key", [], shuffle=False)["choices"]

    assert sorted(choice.text for choice in choices) == ["Cài đặt", "Nghe nhạc", "Nói thay gõ"]


def test_choices_are_not_in_the_order_of_their_pairs(question):
    orders = {tuple(c.text for c in question.screen(str(key), [], shuffle=False)["choices"]) for key in range(40)}

    assert len(orders) == 6


def test_an_empty_line_is_asked_for(question):
    sent = QueryDict(mutable=True)
    sent.setlist("choice", [*question.best()[:2], ""])

    with pytest.raises(BadAnswerError):
        question.grade(question.read(sent))


def test_words_or_lines_that_are_not_there_are_refused(question):
    first, *rest = question.best()

    for wrong in (f"{first}!", "made up=Cài đặt", "=", "Cài đặt", rest[0]):
        with pytest.raises(BadAnswerError):
            question.grade([wrong, *rest])


def test_the_right_pairs_are_told_in_words(question):
    assert question.solution()[0] == "Bánh răng – Cài đặt"
