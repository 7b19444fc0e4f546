"""Aiken, strictly."""

import pytest
from django.utils import translation

from quizzes.exchange import aiken
from tests.quizzes.exchange.scoring_by import one, score, why


@pytest.mark.parametrize("mark", [".", ")"])
def test_letters_have_a_full_stop_or_a_bracket(mark):
    question = one("aiken", f"Nút nào?\nA{mark} Bánh răng\nB{mark} Micro\nANSWER: B\n")

    assert question.content["text"] == "Nút nào?"
    assert [score(question, text) for text in ("Bánh răng", "Micro")] == [0, 1]


def test_there_need_be_no_space_after_the_letter():
    question = one("aiken", "a.m. là gì?\nA.Sáng\nB)Chiều\nANSWER:A\n")

    assert [option["text"] for option in question.content["options"]] == ["Sáng", "Chiều"]


def test_a_question_without_its_end_does_not_take_the_next_one_along():
    reading = aiken.read("Gì?\nA. a\nB. b\n\nAi?\nA. Lan\nB. Mai\nANSWER: B\n".encode())

    assert [question.content["text"] for question in reading.questions] == ["Ai?"]
    assert [refusal.line for refusal in reading.refused] == [3]


ORDER = "The letters of the answers must be capital and in order: A, B, C."
END = "The last line must be “ANSWER: ” and the capital letter of one of the answers."
START = "An answer must begin with its letter and a full stop or a bracket: “A. ”."


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("Gì?\nA. a\nC. c\nANSWER: A", 3, ORDER),
        ("Gì?\na. a\nb. b\nANSWER: A", 2, ORDER),
        ("Gì?\nA. a\nB. b\nANSWER: C", 4, END),
        ("Gì?\nA. a\nB. b\nANSWER: a", 4, END),
        ("Gì?\nA. a\nB. b\nanswer: A", 4, END),
        ("Gì?\nA. a\nB. b", 3, "A line such as “ANSWER: B” is missing."),
        ("Gì?\nhai dòng\nA. a\nB. b\nANSWER: A", 2, START),
        ("A. a\nB. b\nANSWER: A", 1, "The line with the question is missing."),
        ("Gì?\nA.\nB. b\nANSWER: A", 2, START),
    ],
)
def test_what_is_not_strictly_aiken_is_named_with_its_line(text, line, reason):
    with translation.override("en"):
        assert why("aiken", text) == [(line, reason)]
