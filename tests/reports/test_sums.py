"""The officer's screen: her branches, and sums that the parts make."""

import pytest

from lms.reports import queries
from lms.reports.queries import Counts
from tests.reading import figures, texts


@pytest.fixture
def learning(union, lien, thanh, mai, xuan, yen, enrol, begin, finish):
    """In Hạ 1 of 4 has finished and 1 in a group learns; in Thượng 1 of 1 has; the other commune is not hers."""
    finish(thanh, xuan, yen)
    begin(enrol("Lê Thị Na", union["to_1"]))


def test_she_sees_her_branches_with_their_sums(union, ngan, course, learning):
    below = queries.counts_below(ngan, union["dong_sen"], course)
    parts = [(union["ha"], Counts(4, 1, 1)), (union["thuong"], Counts(1, 1, 0)), (union["dong_sen"], Counts(1))]
    assert below == parts


def test_the_parts_make_the_whole(union, ngan, course, learning):
    parts = [counts for _unit, counts in queries.counts_below(ngan, union["dong_sen"], course)]
    whole = dict(queries.counts_by_course(ngan, union["dong_sen"]))[course]
    assert whole == Counts(*(sum(getattr(c, f) for c in parts) for f in ("roster", "finished", "in_progress")))


def test_the_screen_shows_the_branches_and_leads_into_them(union, ngan, course, learning, signed_in):
    page = signed_in(ngan).get(f"/chi-hoi/99001/{course.pk}/")
    assert texts(page, "ul.cards h3") == ["Chi hội thôn Hạ", "Chi hội thôn Thượng", "Sinh hoạt trực tiếp tại đơn vị"]
    assert figures(page, "ul.cards p") == [[1, 4], [1, 1], [0, 1]]
    assert f'href="/chi-hoi/99001-2/{course.pk}/"' in page.content.decode()


def test_the_province_adds_up_its_communes(union, enrol, course, learning):
    officer = enrol("Lê Thị Tỉnh", union["province"], role="officer")
    below = queries.counts_below(officer, union["province"], course)
    parts = [(union["dong_sen"], Counts(5, 2, 1)), (union["ben_truc"], Counts(1, 1, 0)), (union["province"], Counts(1))]
    assert below == parts


def test_the_names_of_a_commune_come_from_all_its_branches_and_no_other(ngan, course, learning, signed_in):
    page = signed_in(ngan).get(f"/chi-hoi/99001/{course.pk}/?ai=da-xong")
    assert texts(page, "ul.names li > a.name, ul.names li > span") == [
        "Nguyễn Thị Thanh",
        "1964 · Chi hội thôn Hạ",
        "Đỗ Thị Xuân",
        "1975 · Chi hội thôn Thượng",
    ]


def test_the_head_sees_her_groups(union, lien, course, learning):
    parts = [(union["to_1"], Counts(1, 0, 1)), (union["ha"], Counts(3, 1, 0))]
    assert queries.counts_below(lien, union["ha"], course) == parts


def test_a_group_has_nothing_below(union, lien, course, learning, signed_in):
    assert texts(signed_in(lien).get(f"/chi-hoi/99001-1-1/{course.pk}/"), "ul.cards") == []
