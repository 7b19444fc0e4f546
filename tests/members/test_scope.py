"""Phạm vi: one definition with two faces, which agree for everybody and every unit."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from lms.members import scope
from lms.members.models import Member, Role
from lms.units.models import Unit

SEEN = {
    "lien": {"ha", "to_1"},
    "ngan": {"dong_sen", "ha", "thuong", "to_1"},
    "xuan": {"thuong"},
    "yen": {"mot"},
    "thanh": set(),
    "mai": set(),
    "hoa": set(),
    "keeper": set(),
    "anonymous": set(),
}


@pytest.fixture
def anonymous() -> AnonymousUser:
    return AnonymousUser()


@pytest.fixture
def cast(request, union, enrol) -> dict[str, Member]:
    """Everybody, with one who is struck off and one who belongs nowhere."""
    enrol("Lê Thị Gạch", union["ha"], is_active=False)
    enrol("Lê Thị Lẻ", None)
    return {who: request.getfixturevalue(who) for who in SEEN}


def test_both_faces_show_everybody_her_units_and_no_others(cast, union):
    listed = {who: {name for name in union if union[name] in scope.units(viewer)} for who, viewer in cast.items()}
    covered = {who: {name for name in union if scope.covers(viewer, union[name])} for who, viewer in cast.items()}
    assert (listed, covered) == (SEEN, SEEN)


def test_both_faces_show_everybody_her_members_and_no_others(cast, union):
    for who, viewer in cast.items():
        wanted = Member.objects.filter(unit__in=[union[name] for name in SEEN[who]], is_active=True)
        assert set(scope.members(viewer)) == set(wanted)
        assert {member for member in Member.objects.all() if scope.sees(viewer, member)} == set(wanted)


@pytest.mark.parametrize("kind", Role.Kind)
def test_only_heads_and_officers_see_anybody(union, enrol, kind):
    holder = enrol("Lê Thị Na", union["ha"], role=kind)
    seeing = {"branch_head", "branch_deputy", "group_head", "officer"}
    assert set(scope.members(holder)) == ({holder} if kind in seeing else set())


def at(union, member: Member, name: str, since: date, until: date | None) -> Member:
    Role.objects.create(member=member, unit=union[name], kind="officer", since=since, until=until)
    return Member.objects.get(pk=member.pk)


def test_a_role_is_hers_from_its_first_day_until_its_last(union, enrol):
    today, day = timezone.localdate(), timedelta(days=1)
    dated = {
        "ha": (today, None),
        "thuong": (today, today + day),
        "mot": (today - day, today),
        "to_1": (today + day, None),
    }
    member = enrol("Lê Thị Na", None)
    for name, (since, until) in dated.items():
        member = at(union, member, name, since, until)
    assert {unit.code for unit in scope.units(member)} == {"99001-1", "99001-1-1", "99001-2"}
    assert not scope.covers(member, union["mot"])


def test_who_has_given_her_role_up_sees_nobody(lien, thanh):
    assert thanh in scope.members(lien)
    lien.roles.update(until=timezone.localdate())
    lien = Member.objects.get(pk=lien.pk)
    assert (list(scope.units(lien)), list(scope.members(lien)), scope.sees(lien, thanh)) == ([], [], False)


def test_who_is_struck_off_sees_nobody(lien, thanh):
    Member.objects.filter(pk=lien.pk).update(is_active=False)
    lien = Member.objects.get(pk=lien.pk)
    assert (list(scope.units(lien)), list(scope.members(lien)), scope.sees(lien, thanh)) == ([], [], False)


def test_a_sibling_whose_path_starts_alike_is_not_covered(union, lien):
    assert union["thuong"].path[:-1] == union["ha"].path[:-1]
    assert union["to_1"].path[:-4] == union["ha"].path
    assert [scope.covers(lien, union[name]) for name in ("ha", "to_1", "thuong")] == [True, True, False]


def test_the_thirty_seventh_branch_is_not_the_first(union, lien):
    many = [union["dong_sen"].add_child(name=f"Chi hội {n}", code=f"n{n}", level="branch") for n in range(40)]
    assert set(scope.units(lien)) == {union["ha"], union["to_1"]}
    assert [unit for unit in many if scope.covers(lien, unit)] == []


def test_paths_have_one_case_because_sqlite_finds_both():
    assert Unit.alphabet == Unit.alphabet.upper()


def test_two_offices_add_up(union, xuan):
    Role.objects.create(member=xuan, unit=union["to_1"], kind="group_head")
    assert {unit.code for unit in scope.units(Member.objects.get(pk=xuan.pk))} == {"99001-2", "99001-1-1"}


def test_asking_again_costs_one_query_in_all(lien, union, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert [scope.covers(lien, unit) for unit in union.values()].count(True) == 2
