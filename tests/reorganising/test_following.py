"""Old links: the address of a unit that has ended leads whoever looks after its heir there."""

import pytest

from lms.reorganising.orders import Merge
from tests.reading import texts

OLD, NEW = "/chi-hoi/99001-1/", "/chi-hoi/99001-2/"


@pytest.fixture
def merged(union, lien, xuan, ngan, course, do):
    do(Merge(("99001-1",), "99001-2"))


@pytest.mark.parametrize("who", ["lien", "xuan", "ngan"])
def test_who_looks_after_the_heir_is_led_there(request, merged, signed_in, who):
    answer = signed_in(request.getfixturevalue(who)).get(OLD, follow=True)
    assert (answer.redirect_chain, texts(answer, "h1")) == ([(NEW, 302)], ["Chi hội thôn Thượng"])


def test_also_to_the_same_page_of_it(merged, signed_in, lien, course):
    assert signed_in(lien).get(f"{OLD}{course.pk}/").url == f"{NEW}{course.pk}/"


@pytest.mark.parametrize("who", ["yen", "thanh", "mai", "hoa", "anonymous"])
def test_nobody_else_learns_that_there_is_one(request, merged, signed_in, client, who):
    reader = client if who == "anonymous" else signed_in(request.getfixturevalue(who))
    assert reader.get(OLD).status_code == 404


def test_a_unit_that_has_not_ended_leads_nowhere(union, signed_in, lien):
    assert signed_in(lien).get("/chi-hoi/99001/").status_code == 404


def test_what_is_sent_to_an_old_address_is_not_sent_on(merged, signed_in, lien):
    assert signed_in(lien).post(OLD).status_code in (404, 405)


def test_the_start_of_a_head_whose_branch_has_ended_is_its_heir(merged, signed_in, lien):
    assert signed_in(lien).get("/chi-hoi/").url == NEW
