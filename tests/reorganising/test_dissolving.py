"""A branch dissolves and nothing takes its place: nobody is lost, and what becomes of its members was chosen."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from lms.members import scope
from lms.members.models import Member, Membership, Role
from lms.progress import recording
from lms.reorganising.carrying_out import carry_out
from lms.reorganising.orders import Dissolve
from lms.reorganising.reach import reach
from lms.reports import queries
from lms.reports.counts import folding, recounting
from lms.reports.counts.models import Counts
from lms.units.models import Unit
from tests.progress.acting import watched
from tests.reading import texts
from tests.reorganising.conftest import PLAN, at, through
from tests.together import together

HA, TO_1, COMMUNE = "99001-1", "99001-1-1", "99001"
TODAY = timezone.localdate()
ABOVE = {"members": "above", "day": f"{TODAY:%d/%m/%Y}"}


@pytest.fixture
def na(union, enrol) -> Member:
    """She belongs to the group."""
    return enrol("Lê Thị Na", union["to_1"])


def where(*members: Member) -> set[tuple]:
    return set(Member.objects.filter(pk__in=[m.pk for m in members]).values_list("unit__code", "left_on"))


def test_its_members_and_those_of_its_groups_belong_to_the_unit_above(lien, thanh, na, xuan, rosters, do):
    before = rosters()
    do(Dissolve(HA, False))
    assert where(lien, thanh, na) == {(COMMUNE, None)}
    assert rosters() == {code: n for code, n in before.items() if code not in (HA, TO_1)}
    assert Unit.objects.filter(code__in=(HA, TO_1), valid_until=TODAY, successors=None).count() == 2


def test_or_they_are_on_no_roster_and_found_with_the_unit_above(thanh, na, ngan, union, do, signed_in):
    do(Dissolve(HA, True))
    assert where(thanh, na) == {(COMMUNE, TODAY)}
    assert (Member.objects.get(pk=thanh.pk).left_why, list(scope.members(ngan))) == ("other", [ngan])
    page = signed_in(ngan).get("/chi-hoi/99001/danh-sach/?ai=da-roi")
    assert texts(page, "ul.names .person > span:first-child") == ["Lê Thị Na", "Nguyễn Thị Thanh"]
    assert not Membership.objects.filter(member__in=(thanh, na), until=None).exists()


def test_who_had_left_before_is_found_there_as_well(thanh, lien, do):
    thanh.left_on, thanh.left_why = TODAY, "moved"
    thanh.save()
    do(Dissolve(HA, False))
    assert where(thanh) == {(COMMUNE, TODAY)}
    assert Member.objects.get(pk=thanh.pk).left_why == "moved"


def test_who_holds_an_office_elsewhere_stays_on_the_roster(thanh, lien, union, do):
    Role.objects.create(member=lien, unit=union["dong_sen"], kind="officer")
    do(Dissolve(HA, True))
    assert (where(lien), where(thanh)) == ({(COMMUNE, None)}, {(COMMUNE, TODAY)})


def test_its_offices_end_and_nobody_sees_its_members_but_those_above(lien, mai, thanh, ngan, do):
    do(Dissolve(HA, False))
    assert [list(member.roles.current()) for member in (lien, mai)] == [[], []]
    seen = [list(scope.members(Member.objects.get(pk=who.pk)).filter(pk=thanh.pk)) for who in (lien, ngan)]
    assert seen == [[], [thanh]]


@pytest.mark.parametrize(("leaving", "roster"), [(False, 4), (True, 1)])
def test_figures_stay_right_before_and_after_folding(union, ngan, lien, thanh, na, lesson, do, leaving, roster):
    recording.record(thanh, [watched(lesson, 0, 10)])
    folding.fold()
    do(Dissolve(HA, leaving))
    whole = Counts(roster, 0, 0 if leaving else 1)
    for _before_and_after in range(2):
        assert queries.counts_by_course(ngan, union["dong_sen"]) == [(lesson.course, whole)]
        below = queries.counts_below(ngan, union["dong_sen"], lesson.course)
        assert below == [(union["thuong"], Counts()), (union["dong_sen"], whole)]
        assert recounting.differences() == {}
        folding.fold()


def test_a_unit_with_branches_below_it_does_not_end_before_them(union, do):
    with pytest.raises(ValidationError, match="Có đơn vị ở dưới"):
        do(Dissolve(COMMUNE, False))
    with pytest.raises(ValidationError, match="cao nhất"):
        do(Dissolve("TW", False))


def test_a_head_or_the_officer_of_another_commune_dissolves_nothing(union, lien, yen, ngan):
    for who, code in ((lien, HA), (yen, HA), (ngan, COMMUNE), (ngan, "99002-1")):
        with pytest.raises(ValidationError, match="Không có đơn vị"):
            carry_out(Dissolve(code, False), reach(who), by=who)


def test_who_is_written_into_it_at_the_same_moment_is_found_above(lasting, union, do, enrol):
    together(lambda: do(Dissolve(HA, False)), lambda: enrol("Lê Thị Na", Unit.objects.get(code=HA)))
    assert set(Member.objects.values_list("unit__code", flat=True)) == {COMMUNE}


def test_the_officer_chooses_looks_and_confirms(desk, lien, thanh, na, union):
    seen = desk.post(at(HA, "giai-the"), ABOVE)
    assert texts(seen, PLAN) == [
        "2 hội viên của Chi hội thôn Hạ (Xã Đồng Sen) về Xã Đồng Sen (Tỉnh Sông Hương)",
        "1 hội viên của Tổ 1 (Chi hội thôn Hạ) về Xã Đồng Sen (Tỉnh Sông Hương)",
        "Phạm Thị Liên: Chi hội trưởng của Chi hội thôn Hạ: thôi giữ chức",
        f"Chi hội thôn Hạ (Xã Đồng Sen) kết thúc ngày {TODAY:%d/%m/%Y}; không có đơn vị nào thay",
        f"Tổ 1 (Chi hội thôn Hạ) kết thúc ngày {TODAY:%d/%m/%Y}; không có đơn vị nào thay",
    ]
    assert Unit.objects.get(code=HA).is_current
    answer = through(desk, at(HA, "giai-the"), ABOVE)
    page = desk.get(answer.url, follow=True)
    assert page.redirect_chain == [(at(COMMUNE), 302)]
    assert texts(page, ".messages li")[-1] == (
        f"“Chi hội thôn Hạ” đã giải thể ngày {TODAY:%d/%m/%Y}. Đơn vị cấp trên là: Xã Đồng Sen."
    )


def test_what_becomes_of_them_when_they_leave_is_said_before(desk, thanh, na):
    seen = desk.post(at(HA, "giai-the"), ABOVE | {"members": "leave"})
    assert texts(seen, PLAN)[:2] == [
        "1 hội viên của Chi hội thôn Hạ (Xã Đồng Sen); sau đó tìm trong “Những người đã rời đi” của Xã Đồng Sen",
        "1 hội viên của Tổ 1 (Chi hội thôn Hạ); sau đó tìm trong “Những người đã rời đi” của Xã Đồng Sen",
    ]


@pytest.mark.parametrize("sent", [{"members": ""}, {"members": "x"}, {"day": "1/1/2999"}, {"day": "\0"}])
def test_without_a_choice_nothing_happens(desk, thanh, sent):
    answer = desk.post(at(HA, "giai-the"), ABOVE | sent)
    assert (answer.status_code, Unit.objects.get(code=HA).is_current) == (422, True)


@pytest.mark.parametrize("code", [COMMUNE, "99002-1", "99002", "TW"])
def test_what_is_not_below_her_unit_she_cannot_dissolve(desk, union, code):
    assert desk.post(at(code, "giai-the"), ABOVE).status_code == 404
