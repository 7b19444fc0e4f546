"""What goes out comes back: for every format and every kind, whatever the texts are made of."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.exchange.formats import FORMATS
from quizzes.exchange.neutral import Question, tidied
from quizzes.exchange.sheet_words import EXAMPLES
from tests.quizzes.exchange.asking import questions

HELD = {
    "xlsx": {"single", "several", "true_false", "scam", "order", "matching", "number", "short"},
    "csv": {"single", "several", "true_false", "scam", "order", "matching", "number", "short"},
    "moodle": {"single", "several", "true_false", "order", "matching", "number", "short"},
    "gift": {"single", "several", "true_false", "matching", "number", "short"},
    "aiken": {"single"},
    "qti21": {"single", "several", "true_false", "scam", "matching", "number", "short"},
    "qti22": {"single", "several", "true_false", "scam", "matching", "number", "short"},
    "qti30": {"single", "several", "true_false", "scam", "matching", "number", "short"},
}


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(asked=st.lists(questions(), min_size=1, max_size=6))
def test_questions_come_back_as_it_was_said(name, asked):
    format = FORMATS[name]
    held = [format.holds(question) for question in asked]
    leaving = [one.question for one in held if one.question]
    if leaving:
        back = format.read(format.write(leaving))
        assert (back.questions, back.refused) == (leaving, [])

    for question, one in zip(asked, held, strict=True):
        assert one.question or one.lost
        if not one.lost and question.kind not in ("tap", "short") and name != "aiken":
            assert one.question == question


@pytest.mark.parametrize("name", FORMATS)
def test_a_plain_question_of_a_kind_that_is_held_loses_nothing(name):
    plain = [tidied(Question(kind, content | {"feedback": ""})) for kind, content in EXAMPLES]
    plain = [_without_words(question) for question in plain]

    assert {question.kind for question in plain if FORMATS[name].holds(question).lost == ()} == HELD[name]


@pytest.mark.parametrize("name", FORMATS)
def test_a_conversation_is_in_no_format_and_that_is_said(name):
    held = FORMATS[name].holds(Question("chat", {"text": "?", "turns": [], "feedback": ""}))

    assert held.question is None
    assert len(held.lost) == 1


def _without_words(question: Question) -> Question:
    content = dict(question.content)
    for name in ("options", "answers"):
        if name in content:
            content[name] = [item | {"feedback": ""} for item in content[name]]
    return Question(question.kind, content)
