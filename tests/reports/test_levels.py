"""Groups, branches, communes, provinces: the same screen one level down each, paged, searched, and the way up."""

import pytest

from lms.members.models import Member
from lms.reports import queries
from lms.reports.counts import recounting
from lms.units.models import Unit
from tests.reading import texts


@pytest.fixture
def many(union) -> None:
    """Sixty more branches in Đồng Sen."""
    above = union["dong_sen"]
    Unit.objects.bulk_create(
        Unit(
            name=f"Chi hội số {number}",
            search_key=f"chi hoi so {number}",
            code=f"x{number}",
            level="branch",
            depth=above.depth + 1,
            path=Unit._get_path(above.path, above.depth + 1, number),
        )
        for number in range(3, 63)
    )


def test_twenty_five_units_stand_on_a_page(many, ngan, course, signed_in):
    pages = [signed_in(ngan).get(f"/chi-hoi/99001/?trang-don-vi={number}") for number in (1, 2, 3)]
    shown = [texts(page, "#don-vi h3") for page in pages]
    assert [len(page) for page in shown] == [25, 25, 13]
    assert len({*shown[0], *shown[1], *shown[2]}) == 63


def test_a_search_finds_units_far_below_and_says_where_they_belong(union, enrol, course, signed_in):
    officer = enrol("Lê Thị Tỉnh", union["province"], role="officer")
    page = signed_in(officer).get("/chi-hoi/99/?don-vi=TO")
    assert texts(page, "#don-vi ul.names li") == ["Tổ 1 Chi hội thôn Hạ"]
    page = signed_in(officer).get("/chi-hoi/99/?don-vi=chi hoi")
    assert texts(page, "#don-vi ul.names li") == [
        "Chi hội khu phố Một Phường Bến Trúc",
        "Chi hội thôn Hạ Xã Đồng Sen",
        "Chi hội thôn Thượng Xã Đồng Sen",
    ]


def test_a_search_finds_nothing_outside_her_unit(ngan, course, signed_in):
    page = signed_in(ngan).get("/chi-hoi/99001/?don-vi=mot")
    assert texts(page, "#don-vi ul.names li") == []
    assert "Không thấy đơn vị nào có tên như vậy." in page.content.decode()


@pytest.mark.parametrize("typed", ["%25", "_", "%00x", "'", "x" * 5000, "%ff"])
def test_an_odd_search_finds_nothing(ngan, course, signed_in, typed):
    assert texts(signed_in(ngan).get(f"/chi-hoi/99001/?don-vi=q{typed}"), "#don-vi ul.names li") == []


def test_what_is_found_fills_pages_too(many, ngan, course, signed_in):
    page = signed_in(ngan).get("/chi-hoi/99001/?don-vi=so")
    assert len(texts(page, "#don-vi ul.names li")) == 25
    assert 'href="?don-vi=so&amp;trang-don-vi=2#don-vi"' in page.content.decode()


def test_the_way_up_ends_at_her_own_unit(lien, ngan, course, signed_in):
    ways = [texts(signed_in(who).get("/chi-hoi/99001-1-1/"), "nav.trail a") for who in (lien, ngan)]
    assert ways == [["Chi hội thôn Hạ"], ["Xã Đồng Sen", "Chi hội thôn Hạ"]]


def test_the_top_of_her_way_has_nothing_above(lien, course, signed_in):
    assert texts(signed_in(lien).get("/chi-hoi/99001-1/"), "nav.trail") == []


@pytest.fixture
def large(union) -> None:
    """More members in thôn Hạ than a commune lists by name."""
    women = [Member(name=f"Lê Thị Số {n}", unit=union["ha"]) for n in range(queries.NAMED_UPTO + 1)]
    for woman in women:
        woman.derive()
    Member.objects.bulk_create(women)
    recounting.differences(mend=True)


def test_a_large_commune_lists_units_and_no_names(large, ngan, course, signed_in):
    client = signed_in(ngan)
    pages = [client.get(f"/chi-hoi/99001/{course.pk}/{asked}") for asked in ("", "?tim=so", "?ai=dang-hoc")]
    assert [texts(page, "#danh-sach") for page in pages] == [[], [], []]
    assert [page for page in pages if "Lê Thị Số" in page.content.decode()] == []
    assert client.get(f"/chi-hoi/99001/{course.pk}/ghi/").status_code == 404


def test_its_branch_lists_them_a_page_at_a_time(large, ngan, course, signed_in):
    page = signed_in(ngan).get(f"/chi-hoi/99001-1/{course.pk}/")
    assert len(texts(page, "#danh-sach ul.names li")) == 50


def test_an_empty_branch_has_no_figures_and_no_names(union, ngan, course, signed_in):
    page = signed_in(ngan).get("/chi-hoi/99001-2/")
    assert texts(page, ".first p") == ["Danh sách chưa có hội viên nào."]
    assert texts(page, ".deeds a, textarea") == ["Ghi những hội viên đầu tiên"]


def test_without_a_course_the_screen_says_so(lien, signed_in):
    page = signed_in(lien).get("/chi-hoi/99001-1/")
    assert texts(page, "main p") == ["Chưa có khóa học nào. Mời chị quay lại sau."]
