"""Units are founded, split, moved and renamed; whatever happens, everybody is in exactly one current unit."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.members.models import Member, Role
from lms.reorganising.orders import Found, Merge, Move, New, Part, Rename, Split
from lms.units.models import Unit

HA, THUONG, MOT, TO = "99001-1", "99001-2", "99002-1", "99001-1-1"
TODAY = timezone.localdate()


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def above(code: str) -> str:
    return unit(code).get_parent().code


def said(do, order) -> str:
    """Why an order cannot be carried out."""
    with pytest.raises(ValidationError) as mistake:
        do(order)
    return mistake.value.messages[0]


def test_a_founded_branch_gets_the_next_number(union, do):
    do(Found(New("Chi hội chợ", "branch", "99001"), day=date(2026, 1, 2)))
    assert (unit("99001-3").name, unit("99001-3").valid_from, above("99001-3")) == (
        "Chi hội chợ", date(2026, 1, 2), "99001",
    )  # fmt: skip


def test_the_number_of_a_unit_that_has_ended_is_not_given_again(union, do):
    do(Merge((THUONG,), HA))
    assert do(Found(New("Chi hội chợ", "branch", "99001"))).founded[0].code == "99001-3"


def test_a_commune_needs_the_code_of_the_states_list(union, do):
    words = "Chị ghi mã đơn vị, theo danh mục đơn vị hành chính của Nhà nước."
    assert said(do, Found(New("Xã Mới", "commune", "99"))) == words


def test_one_name_is_given_once_below_one_parent_and_again_below_another(union, do):
    words = "Ở đó đã có đơn vị tên “chi hội thôn hạ”."
    assert said(do, Found(New("chi hội thôn hạ", "branch", "99001"))) == words
    do(Found(New("Chi hội thôn Hạ", "branch", "99002")))
    do(Found(New("Chi hội thôn Ha", "branch", "99001")))  # another name, though it is searched alike
    assert Unit.objects.filter(search_key="chi hoi thon ha").count() == 3


def test_a_name_is_kept_in_nfc_with_single_spaces(union, do):
    assert do(Rename(HA, "Chi  hội thôn Ha\u0323 Mới ")).renamed[0][1] == "Chi hội thôn Hạ Mới"


def test_a_renamed_unit_is_found_by_both_names(union, do):
    do(Rename(HA, "Chi hội thôn Sen"))
    assert [*Unit.objects.all().named("thon ha")] == [*Unit.objects.all().named("thôn Sen")] == [unit(HA)]
    assert (unit(HA).former_names.get().name, unit(HA).former_names.get().until) == ("Chi hội thôn Hạ", TODAY)


def test_a_moved_unit_takes_all_below_it_along(thanh, union, do, rosters, hung):
    do(Move(HA, "99002"))
    assert (above(HA), above(TO), hung) == ("99002", HA, [(HA, "99001", "99002")])
    assert (rosters()["99001"], rosters()["99002"]) == (0, 1)


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (Move(HA, "99001"), "Đơn vị đang ở đó rồi."),
        (Move(HA, HA), "Đơn vị cấp “Chi hội” không thể trực thuộc “Chi hội thôn Hạ”."),
        (Move("99001", TO), "Đơn vị cấp “Xã, phường, đặc khu” không thể trực thuộc “Tổ 1”."),
        (Rename(HA, "Chi hội thôn Hạ"), "Đơn vị đang mang tên này rồi."),
        (Rename(HA, "Chi hội thôn Thượng"), "Ở đó đã có đơn vị tên “Chi hội thôn Thượng”."),
        (Rename(HA, "…"), "Đơn vị phải có tên."),
        (Rename(HA, "Chi hội\u202eạH nôht"), "Tên dài quá, hoặc có ký tự không đọc được."),
        (Rename(HA, "x" * 201), "Tên dài quá, hoặc có ký tự không đọc được."),
    ],
)
def test_what_cannot_be_done_is_said(union, do, order, words):
    assert said(do, order) == words


def part(name: str, *units: str, **also) -> Part:
    return Part(New(name, "", ""), units=units, **also)


def test_those_chosen_leave_for_a_new_branch_and_the_others_stay(thanh, lien, union, do, rosters, hung):
    before = rosters()
    do(Split(HA, (part("Chi hội Hạ Hai", TO, members=(thanh.pk,)),)))
    assert ({*unit("99001-3").members.all()}, {*unit(HA).members.all()}) == ({thanh}, {lien})
    assert (unit(HA).is_current, hung) == (True, [(TO, HA, "99001-3")])
    assert rosters() == before | {HA: 1, "99001-3": 1}


def test_a_unit_that_is_split_up_ends_with_two_heirs(thanh, lien, mai, union, do):
    do(Split(HA, (part("Hạ Một", members=(thanh.pk,)), part("Hạ Hai", rest=True))))
    assert [heir.name for heir in unit(HA).heirs()] == ["Hạ Một", "Hạ Hai"]
    assert ({*unit("99001-3").members.all()}, {*unit("99001-4").members.all()}) == ({thanh}, {lien, mai})
    assert above(TO) == "99001-4"


def test_offices_go_where_their_holders_go(lien, mai, union, do):
    do(Split(HA, (part("Hạ Một", members=(mai.pk,)), part("Hạ Hai", rest=True))))
    held = Role.objects.current().filter(member__in=[lien, mai]).values_list("member__name", "unit__name", "kind")
    assert {*held} == {("Hoàng Thị Mai", "Hạ Một", "helper"), ("Phạm Thị Liên", "Hạ Hai", "branch_head")}


def test_who_stays_keeps_her_office(lien, thanh, union, do):
    do(Split(HA, (part("Hạ Một", members=(thanh.pk,)),)))
    assert lien.roles.get().until is None


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ((), "Chị ghi các đơn vị mới."),
        ((part("Hạ Một"),), "Chị chọn những ai về “Hạ Một”."),
        ((part("Một", TO), part("Hai", TO)), "Có người hoặc đơn vị không thuộc đơn vị này, hoặc được chọn hai lần."),
        ((part("Một", THUONG),), "Có người hoặc đơn vị không thuộc đơn vị này, hoặc được chọn hai lần."),
        ((part("Một", members=(0,)),), "Có người hoặc đơn vị không thuộc đơn vị này, hoặc được chọn hai lần."),
        ((part("Một", rest=True), part("Hai", rest=True)), "Chỉ một đơn vị mới nhận được phần còn lại."),
        ((part("Một", TO), part("một", rest=True)), "Hai đơn vị mới không được trùng tên."),
    ],
)
def test_what_cannot_be_split_is_said(union, do, parts, words):
    assert said(do, Split(HA, parts)) == words


def test_members_of_another_branch_cannot_be_taken(xuan, union, do):
    words = "Có người hoặc đơn vị không thuộc đơn vị này, hoặc được chọn hai lần."
    assert said(do, Split(HA, (part("Một", members=(xuan.pk,)),))) == words


CODES = st.sampled_from(["99001", "99002", HA, THUONG, MOT, TO, "99001-3", "99002-2"])
NAMES = st.sampled_from(["Chi hội Sen", "Chi hội Súng", "Tổ Sen"])
BESIDE = st.just("")
ORDERS = st.one_of(
    st.builds(Merge, st.tuples(CODES, CODES), CODES),
    st.builds(Merge, st.tuples(CODES, CODES), st.builds(New, NAMES, st.just("branch"), CODES)),
    st.builds(Move, CODES, CODES),
    st.builds(Found, st.builds(New, NAMES, st.sampled_from(["branch", "group"]), CODES)),
    st.builds(Split, CODES, st.tuples(st.builds(Part, st.builds(New, NAMES, BESIDE, BESIDE), rest=st.just(True)))),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(orders=st.lists(ORDERS, min_size=3, max_size=8))
def test_whatever_is_done_everybody_is_in_one_current_unit_of_a_sound_tree(orders, cast, do):
    with transaction.atomic():
        for order in orders:
            try:
                do(order)
            except ValidationError:
                continue
        current = Unit.objects.current()
        assert Member.objects.filter(unit__in=current).count() == cast
        assert Role.objects.current().exclude(unit__in=current).count() == 0
        assert Unit.find_problems() == ([], [], [], [], [])
        ranks = {one.path: one.rank for one in Unit.objects.all()}
        assert [path for path in ranks if len(path) > 4 and ranks[path[:-4]] >= ranks[path]] == []
        assert [one.code for one in current if one.get_ancestors().exclude(valid_until=None).exists()] == []
        transaction.set_rollback(True)


@pytest.fixture
def cast(thanh, lien, mai, xuan, yen, ngan, union, enrol) -> int:
    """So many people, one of them in a group, one who has left."""
    enrol("Lê Thị Tổ", union["to_1"], role="group_head")
    enrol("Lê Thị Đi", union["ha"], left_on=TODAY)
    return Member.objects.count()
