"""Finished, in progress, not started: out of the whole roster, and the parts make the whole."""

import pytest

from lms.reports import queries
from lms.reports.queries import Counts, State
from tests.reading import figures, texts


@pytest.fixture
def address(course) -> str:
    return f"/chi-hoi/99001-1/{course.pk}/"


def test_who_never_signed_in_has_not_started(union, enrol, lien, course, signed_in, address):
    enrol("Lê Thị Na", union["ha"])
    legend = texts(signed_in(lien).get(address), "ul.legend li")
    assert legend == ["Đã xong: 0", "Đang học: 0", "Chưa bắt đầu: 2"]


def test_the_branch_screen_says_how_far_each_course_is(lien, thanh, mai, course, begin, finish, signed_in):
    finish(thanh)
    begin(mai)
    page = signed_in(lien).get("/chi-hoi/99001-1/")
    assert texts(page, "main h2 a") == ["Làm chủ chiếc điện thoại"]
    assert figures(page, "p.figure") == [[1, 3]]
    assert texts(page, "ul.legend li") == ["Đã xong: 1", "Đang học: 1", "Chưa bắt đầu: 1"]


def test_the_three_states_make_the_roster(union, lien, fill, course):
    fill(union["ha"], 40)
    counts = dict(queries.counts_by_course(lien, union["ha"]))[course]
    by_state = [queries.in_state(queries.roster(lien, union["ha"]), course, state).count() for state in State]
    assert by_state == [counts.not_started, counts.in_progress, counts.finished] == [14, 13, 13]
    assert sum(by_state) == counts.roster == queries.roster(lien, union["ha"]).count() == 40


def test_every_course_counts_for_itself(lien, thanh, course, second_course, finish, begin):
    finish(thanh)
    begin(thanh, lien, course=second_course)
    unit = lien.unit
    assert queries.counts_by_course(lien, unit) == [(course, Counts(2, 1, 0)), (second_course, Counts(2, 0, 2))]


def test_a_group_counts_for_its_branch(union, enrol, lien, course, finish):
    finish(enrol("Lê Thị Na", union["to_1"]))
    assert dict(queries.counts_by_course(lien, union["ha"]))[course] == Counts(2, 1, 0)


def test_who_is_struck_off_counts_nowhere(lien, thanh, course, finish):
    finish(thanh)
    assert dict(queries.counts_by_course(lien, lien.unit))[course] == Counts(2, 1, 0)
    thanh.is_active = False
    thanh.save()
    assert dict(queries.counts_by_course(lien, lien.unit))[course] == Counts(1, 0, 0)


def test_a_course_that_is_not_published_is_not_there(lien, course, second_course, signed_in):
    second_course.unpublish()
    client = signed_in(lien)
    assert texts(client.get("/chi-hoi/99001-1/"), "#khoa, #cac-khoa h3") == ["Làm chủ chiếc điện thoại"]
    assert client.get(f"/chi-hoi/99001-1/{second_course.pk}/").status_code == 404


def test_an_empty_group_says_so(union, lien, course, signed_in):
    page = signed_in(lien).get(f"/chi-hoi/99001-1-1/{course.pk}/")
    assert texts(page, "h1 + p") == ["Danh sách chưa có hội viên nào."]


@pytest.mark.parametrize(
    ("counts", "per_cent"), [(Counts(), 0), (Counts(3, 1), 33), (Counts(200, 199), 99), (Counts(2, 2), 100)]
)
def test_a_hundred_per_cent_is_everybody(counts, per_cent):
    assert counts.per_cent == per_cent
