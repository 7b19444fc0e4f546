"""Whatever somebody pastes into a search field, there is an answer."""

from urllib.parse import quote

import pytest

from lms.web.query_text import cut

HUGE = "a" * 100_000
MANY_WORDS = "a " * 50_000
QUOTES, WILDCARDS = '"' * 100_000, "%" * 100_000
SEARCHES = [
    "/admin/clips/?q=",
    "/admin/clips/choose/results/?q=",
    "/admin/images/?q=",
    "/admin/images/chooser/results/?q=",
    "/admin/snippets/choose/quizzes/quiz/results/?q=",
    "/admin/documents/?q=",
    "/admin/pages/search/?q=",
    "/admin/choose-page/search/?q=",
    "/admin/users/?q=",
    "/admin/snippets/quizzes/quiz/?q=",
    "/admin/snippets/courses/hotline/?q=",
    "/admin/reports/site-history/?label=",
    "/admin/reports/aging-pages/?title=",
]


@pytest.mark.parametrize("text", [HUGE, MANY_WORDS, QUOTES, WILDCARDS], ids=["letters", "words", "quotes", "wildcards"])
def test_a_search_text_of_a_hundred_thousand_letters_is_cut(at_the_desk, keeper, text):
    desk = at_the_desk(keeper)
    answers = {address: desk.get(f"{address}{quote(text)}").status_code for address in SEARCHES}
    assert answers == dict.fromkeys(SEARCHES, 200)


def test_where_to_go_next_is_not_cut(rf):
    typed = rf.get("/", {"q": "b" * 300, "next": "/" + "c" * 300, "x": ["1", "2"]}).GET
    assert dict(cut(typed).lists()) == {"q": ["b" * 200], "next": ["/" + "c" * 300], "x": ["1", "2"]}
