"""Two branches become one: nobody is lost, nothing that was said before changes, and the old name goes on leading."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from lms.certificates.models import Certificate
from lms.members import scope
from lms.members.models import Member, Membership, Role
from lms.progress.signals import course_completed
from lms.reorganising.carrying_out import PlanChangedError
from lms.reorganising.orders import Merge, New
from lms.reorganising.planning import planned
from lms.reorganising.reach import WHOLE_TREE
from lms.units.models import Unit

HA, THUONG, MOT = "99001-1", "99001-2", "99002-1"
TODAY = timezone.localdate()


def new(name: str = "Chi hội Hạ Thượng", parent: str = "99001", code: str = "") -> New:
    return New(name, "branch", parent, code)


def again(member: Member) -> Member:
    return Member.objects.select_related("unit").get(pk=member.pk)


def offices(member: Member) -> list[tuple[str, str]]:
    return sorted(member.roles.current().values_list("unit__code", "kind"))


def test_members_follow_and_totals_stay(thanh, lien, mai, xuan, ngan, union, do, rosters):
    before = rosters()
    do(Merge((HA,), THUONG))
    assert (before[HA], before[THUONG]) == (3, 1)
    assert rosters() == {code: {THUONG: 4}.get(code, n) for code, n in before.items() if code != HA}
    assert {again(member).unit.code for member in (thanh, lien, mai, xuan)} == {THUONG}


def test_where_each_was_stays_written(thanh, union, do):
    do(Merge((HA,), THUONG))
    history = Membership.objects.filter(member=thanh).order_by("pk").values_list("unit__code", "until")
    assert list(history) == [(HA, TODAY), (THUONG, None)]


def test_old_certificates_keep_the_old_name(thanh, lesson, union, do):
    course_completed.send(None, member=thanh, course=lesson.course)
    said = Certificate.objects.get(member=thanh).unit_name
    do(Merge((HA,), THUONG))
    certificate = Certificate.objects.get(member=thanh)
    assert (said, certificate.is_valid()) == ("Chi hội thôn Hạ, Xã Đồng Sen, Tỉnh Sông Hương", True)
    assert certificate.unit_name == said


def test_the_old_unit_keeps_its_row_with_its_heir(union, do):
    do(Merge((HA,), THUONG))
    ended = Unit.objects.get(code=HA)
    assert (ended.valid_until, ended.name, ended.has_ended) == (TODAY, "Chi hội thôn Hạ", True)
    assert (ended.heirs(), union["thuong"].heirs()) == ([union["thuong"]], [union["thuong"]])
    assert ended not in Unit.objects.current()


def test_what_hung_below_hangs_below_the_heir(union, do, hung, enrol):
    enrol("Lê Thị Na", union["to_1"])
    do(Merge((HA,), THUONG))
    group = Unit.objects.get(code="99001-1-1")
    assert (group.get_parent().code, hung) == (THUONG, [("99001-1-1", HA, THUONG)])
    assert Unit.find_problems() == ([], [], [], [], [])


def test_those_who_left_or_may_not_sign_in_follow_too(thanh, mai, union, do):
    Member.objects.filter(pk=thanh.pk).update(left_on=TODAY)
    Member.objects.filter(pk=mai.pk).update(is_active=False)
    do(Merge((HA,), THUONG))
    assert {again(member).unit.code for member in (thanh, mai)} == {THUONG}


def test_a_second_head_goes_on_as_deputy(lien, mai, xuan, union, do):
    do(Merge((HA,), THUONG))
    assert (offices(xuan), offices(lien)) == ([(THUONG, "branch_head")], [(THUONG, "branch_deputy")])
    assert offices(mai) == [(THUONG, "helper")]
    assert lien.roles.get(unit=union["ha"]).until == TODAY


def test_the_only_head_stays_head(lien, union, do):
    do(Merge((HA,), THUONG))
    assert offices(lien) == [(THUONG, "branch_head")]


def test_two_heads_of_a_new_branch_are_both_deputies(lien, xuan, union, do):
    do(Merge((HA, THUONG), new()))
    assert {*offices(lien), *offices(xuan)} == {("99001-3", "branch_deputy")}


def test_who_headed_both_heads_what_they_become(lien, union, do):
    Role.objects.create(member=lien, unit=union["thuong"], kind="branch_head")
    do(Merge((HA, THUONG), new()))
    assert offices(lien) == [("99001-3", "branch_head")]


def test_a_head_sees_her_members_after_the_merge_and_before_it_not_the_others(lien, thanh, xuan, union, do):
    assert set(scope.members(lien)) == {lien, thanh}
    do(Merge((HA,), THUONG))
    assert set(scope.members(again(lien))) == {lien, thanh, xuan}


def test_several_become_a_new_one(thanh, xuan, union, do, rosters):
    total = rosters()["99001"]
    made = do(Merge((HA, THUONG), new(code="99001-HT"), day=date(2026, 7, 1)))
    founded = Unit.objects.get(code="99001-HT")
    assert (founded.name, founded.level, founded.valid_from, founded.get_parent()) == (
        "Chi hội Hạ Thượng", "branch", date(2026, 7, 1), union["dong_sen"],
    )  # fmt: skip
    assert (rosters()["99001-HT"], rosters()["99001"], len(made.ended)) == (2, total, 2)
    assert set(founded.predecessors.all()) == {union["ha"], union["thuong"]}


def test_a_chain_of_merges_leads_to_the_last_one(union, do):
    do(Merge((HA,), THUONG))
    do(Merge((THUONG,), MOT))
    assert Unit.objects.get(code=HA).heirs() == [union["mot"]]


def test_ticking_the_one_that_stays_is_no_mistake(union, do):
    assert [one.unit.code for one in do(Merge((HA, THUONG, HA), THUONG)).ended] == [HA]


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (Merge((HA,), HA), "Chị chọn ít nhất một đơn vị sẽ ngừng hoạt động."),
        (Merge((HA,), "99001"), "Chỉ gộp được các đơn vị cùng cấp."),
        (Merge((HA, "99001-1-1"), THUONG), "Chỉ gộp được các đơn vị cùng cấp."),
        (Merge((HA,), "khong-co"), "Không có đơn vị nào có mã “khong-co”."),
        (Merge((HA,), new()), "Chị chọn ít nhất hai đơn vị để gộp. Một đơn vị thì chị đổi tên."),
        (Merge((HA, THUONG), new(name=" ")), "Đơn vị phải có tên."),
        (Merge((HA, THUONG), new(code="a b")), "Mã chỉ gồm chữ không dấu, chữ số và dấu gạch nối."),
        (Merge((HA, THUONG), new(code="99002")), "Mã “99002” đã có đơn vị dùng."),
        (Merge((HA, THUONG), new(parent=HA)), "Đơn vị cấp “Chi hội” không thể trực thuộc “Chi hội thôn Hạ”."),
        (Merge((HA,), THUONG, day=TODAY + timedelta(1)), "Ngày này chưa đến. Chị làm vào hôm đó hoặc sau đó."),
    ],
)
def test_what_cannot_be_merged_is_said_and_changes_nothing(union, do, rosters, order, said):
    before = list(Unit.objects.values())
    with pytest.raises(ValidationError) as mistake:
        do(order)
    assert (mistake.value.messages, list(Unit.objects.values())) == ([said], before)


def test_a_unit_cannot_end_before_it_began(union, do):
    Unit.objects.filter(code=HA).update(valid_from=date(2026, 1, 1))
    with pytest.raises(ValidationError):
        do(Merge((HA,), THUONG, day=date(2025, 12, 31)))


def test_what_was_looked_at_is_what_is_done(thanh, union, do, enrol):
    order = Merge((HA,), THUONG)
    mark = planned(order, WHOLE_TREE).mark
    enrol("Lê Thị Na", union["ha"])
    with pytest.raises(PlanChangedError) as changed:
        do(order, mark=mark)
    assert Unit.objects.get(code=HA).is_current
    do(order, mark=changed.value.plan.mark)
    assert Unit.objects.get(code=HA).has_ended


def test_who_is_written_into_a_unit_that_has_just_ended_arrives_in_its_heir(union, do, enrol):
    do(Merge((HA,), THUONG))
    assert enrol("Lê Thị Na", union["ha"]).unit == union["thuong"]


def test_who_was_read_before_the_merge_is_not_put_back_by_saving_her_name(thanh, union, do):
    read = again(thanh)
    do(Merge((HA,), THUONG))
    read.name = "Nguyễn Thị Thành"
    read.save()
    assert (again(thanh).unit, again(thanh).name) == (union["thuong"], "Nguyễn Thị Thành")
    assert Membership.objects.get(member=thanh, until=None).unit == union["thuong"]
