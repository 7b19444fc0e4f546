"""A text in a table is never a formula, and comes back as it was."""

import pytest

from quizzes.exchange import formulas


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@A1", "'=1", "''", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_work_out_is_marked_and_comes_back(text):
    assert formulas.marked(text) == f"'{text}"
    assert formulas.unmarked(formulas.marked(text)) == text


@pytest.mark.parametrize("text", ["", "a=1", "Chị Lan", "1", " =1"])
def test_any_other_text_stays_as_it_is(text):
    assert (formulas.marked(text), formulas.unmarked(text)) == (text, text)


def test_an_apostrophe_before_something_else_is_the_writers_own():
    assert formulas.unmarked("'tis") == "'tis"
