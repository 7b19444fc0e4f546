"""The tree in Wagtail's admin: whoever may reorganise finds her units, sees what would happen, and then it happens."""

import pytest
from django.utils import timezone

from lms.members.models import Member
from lms.reorganising.orders import Merge, Rename
from lms.units.models import Unit
from tests.reading import queries, texts
from tests.reorganising.conftest import PLAN, at, through

LIST = "/admin/don-vi/"
NAMES, BELOW = "td.title .title-wrapper a", ".unit-list a"
TODAY = timezone.localdate()


def test_the_keeper_finds_every_unit_with_the_one_above_it(keeper_desk):
    page = keeper_desk.get(LIST)
    assert len(texts(page, NAMES)) == 8
    assert "Tỉnh Sông Hương" in texts(page, "table.listing td:nth-child(2)")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("dong sen", ["Xã Đồng Sen"]),
        ("THÔN HẠ", ["Chi hội thôn Hạ"]),
        ("99001-2", ["Chi hội thôn Thượng"]),
        ("zzz", []),
    ],
)
def test_searching_by_name_or_code(keeper_desk, words, found):
    assert texts(keeper_desk.get(f"{LIST}results/", {"q": words}), NAMES) == found


def test_searching_finds_a_unit_by_the_name_it_had(keeper_desk, do):
    do(Rename("99001", "Xã Sen Hồng"))
    assert texts(keeper_desk.get(LIST, {"q": "dong sen"}), NAMES) == ["Xã Sen Hồng"]


def test_a_unit_that_has_ended_is_listed_no_more(keeper_desk, do):
    do(Merge(("99001-1",), "99001-2"))
    assert texts(keeper_desk.get(LIST, {"q": "thon ha"}), NAMES) == []
    assert texts(keeper_desk.get(at("99001")), BELOW) == ["Chi hội thôn Thượng"]


def test_its_address_leads_to_what_it_has_become(keeper_desk, do):
    do(Merge(("99001-1",), "99001-2"))
    answer = keeper_desk.get(at("99001-1"), follow=True)
    assert answer.redirect_chain == [(at("99001-2"), 302)]
    assert texts(answer, ".messages li")[0].endswith("nay là: Chi hội thôn Thượng.")


def test_an_officer_finds_her_units_only(desk, union):
    assert set(texts(desk.get(LIST), NAMES)) == {union[key].name for key in ("dong_sen", "ha", "thuong", "to_1")}
    assert texts(desk.get(LIST, {"q": "ben truc"}), NAMES) == []
    assert [desk.get(at(code)).status_code for code in ("99001", "99001-1", "99002", "99002-1", "99")] == [
        200, 200, 404, 404, 404,
    ]  # fmt: skip


def test_an_officer_changes_what_is_below_her_unit_and_not_the_unit(desk):
    deeds = ("doi-ten", "chuyen", "gop", "tach")
    assert [desk.get(at("99001", deed)).status_code for deed in deeds] == [404] * 4
    assert [desk.get(at("99001-1", deed)).status_code for deed in deeds] == [200] * 4
    assert [desk.get(at(code, "them")).status_code for code in ("99001", "99002")] == [200, 404]


@pytest.mark.parametrize("who", ["lien", "xuan", "yen", "thanh", "mai", "hoa", "ngan"])
def test_without_the_permission_there_is_no_tree(request, at_the_desk, union, who):
    desk = at_the_desk(request.getfixturevalue(who))
    answers = [desk.get(address) for address in (LIST, at("99001-1"), at("99001-1", "gop"))]
    assert [answer.status_code for answer in answers] == [302] * 3
    assert [answer for answer in answers if "don-vi" in answer.url and "next" not in answer.url] == []


def test_a_pin_opens_no_tree(ngan, account, signed_in):
    assert signed_in(account(ngan)).get(at("99001-1")).status_code == 302


def merging(**also) -> dict:
    return {"units": ["99001-2"], "other": "", "into": "99001-2", "name": "", "code": "", "day": "22/11/2026"} | also


@pytest.fixture
def merged(desk, thanh, xuan):
    """The officer's way through the preview; what she sees of it."""
    data = merging(day=f"{TODAY:%d/%m/%Y}")
    seen = desk.post(at("99001-1", "gop"), data)
    return seen, lambda: desk.post(at("99001-1", "gop"), data | {"mark": seen.context["plan"].mark})


def test_the_preview_says_it_and_changes_nothing(merged, lien, union):
    seen, _confirm = merged
    assert "1 hội viên của Chi hội thôn Hạ (Xã Đồng Sen) về Chi hội thôn Thượng (Xã Đồng Sen)" in texts(seen, PLAN)
    assert Unit.objects.get(code="99001-1").is_current


def test_confirmed_it_happens(merged, thanh):
    _seen, confirm = merged
    assert confirm().url == at("99001-1")
    assert Member.objects.get(pk=thanh.pk).unit.code == "99001-2"
    assert Unit.objects.get(code="99001-1").has_ended


def test_what_has_changed_meanwhile_is_shown_first(merged, enrol, union):
    _seen, confirm = merged
    enrol("Lê Thị Na", union["ha"])
    again = confirm()
    assert texts(again, "[role=alert]") == ["Trong lúc đó đã có thay đổi. Chị xem lại một lần nữa."]
    assert Unit.objects.get(code="99001-1").is_current


def test_the_officer_reads_who_holds_an_office_and_the_keeper_reads_the_office_only(desk, keeper_desk, lien, union):
    said = [texts(who.post(at("99001-1", "gop"), merging()), PLAN) for who in (desk, keeper_desk)]
    assert [any("Phạm Thị Liên" in line for line in lines) for lines in said] == [True, False]
    assert any("Chi hội trưởng của Chi hội thôn Hạ" in line for line in said[1])


def test_units_of_the_other_commune_are_not_there_to_merge_with(desk, union):
    answer = desk.post(at("99001-1", "gop"), merging(units=[], other="99002-1", into="99001-1"))
    assert (answer.status_code, texts(answer, ".unit-wrong")) == (
        422,
        ["Không tìm thấy đơn vị nào có mã hoặc tên này."],
    )
    answer = desk.post(at("99001-1", "gop"), merging(units=["99002-1"]))
    assert (answer.status_code, Unit.objects.filter(valid_until=None).count()) == (422, 8)


def test_a_unit_is_not_moved_out_of_reach(desk, union):
    answer = desk.post(at("99001-1", "chuyen"), {"to": "99002", "day": "22/11/2026"})
    assert (answer.status_code, texts(answer, ".unit-wrong")) == (
        422,
        ["Không tìm thấy đơn vị nào có mã hoặc tên này."],
    )


def test_of_units_with_one_name_the_screen_asks_for_the_code(keeper_desk, union):
    for key in ("ha", "thuong"):
        union[key].refresh_from_db()
        union[key].add_child(name="Tổ Sen", code=f"{union[key].code}-9", level="group")
    one = union["mot"].add_child(name="Chi hội Sen", code="s", level="branch")
    answer = keeper_desk.post(at("99001-1-1", "gop"), merging(units=[], other="to sen", into="99001-1-1"))
    assert texts(answer, ".unit-wrong") == [
        "Có nhiều đơn vị như vậy, chị ghi mã giúp. Tổ Sen (Chi hội thôn Hạ): 99001-1-9; "
        "Tổ Sen (Chi hội thôn Thượng): 99001-2-9"
    ]
    assert one.is_current


def test_a_branch_is_added(desk, union):
    data = {"name": "Chi hội thôn Trung", "level": "branch", "code": "", "day": "1/7/2026"}
    assert through(desk, at("99001", "them"), data).url == at("99001-3")
    added = Unit.objects.get(code="99001-3")
    assert (added.name, str(added.valid_from), added.get_parent()) == (
        "Chi hội thôn Trung", "2026-07-01", union["dong_sen"],
    )  # fmt: skip


def test_a_unit_is_renamed_and_its_old_name_is_kept(desk, union):
    through(desk, at("99001-1", "doi-ten"), {"name": "Chi hội thôn Sen", "day": f"{TODAY:%d/%m/%Y}"})
    unit = Unit.objects.get(code="99001-1")
    assert (unit.name, [former.name for former in unit.former_names.all()]) == ("Chi hội thôn Sen", ["Chi hội thôn Hạ"])
    assert "Chi hội thôn Hạ" in desk.get(at("99001-1")).content.decode()


def test_a_group_is_moved(desk, union):
    through(desk, at("99001-1-1", "chuyen"), {"to": "thon thuong", "day": f"{TODAY:%d/%m/%Y}"})
    assert Unit.objects.get(code="99001-1-1").get_parent() == union["thuong"]


def test_chosen_members_and_groups_leave_for_a_new_branch(desk, union, thanh, lien):
    data = {"name": "Chi hội thôn Hạ Hai", "units": ["99001-1-1"], "members": [str(thanh.pk)], "day": "22/11/2026"}
    through(desk, at("99001-1", "tach"), data)
    new = Unit.objects.get(code="99001-3")
    assert ({*new.members.all()}, {*new.get_children()}) == ({thanh}, {union["to_1"]})
    assert (Member.objects.get(pk=lien.pk).unit, Unit.objects.get(code="99001-1").is_current) == (union["ha"], True)


def test_the_keeper_who_looks_after_nobody_reads_no_names_to_choose_from(keeper_desk, thanh):
    assert "Nguyễn Thị Thanh" not in keeper_desk.get(at("99001-1", "tach")).content.decode()


@pytest.mark.parametrize(
    "odd",
    [
        {"day": "hôm qua"}, {"day": "30/2/2026"}, {"day": "1/1/2099"}, {"into": "x"}, {"units": ["\x00"]},
        {"other": "\x00"}, {"other": "x" * 10_000}, {"into": "+", "name": ""}, {"into": "+", "name": "<b>" * 100},
        {"into": "+", "name": "Mới", "code": "a b"}, {"units": [], "into": "99001-1"},
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_happens(desk, union, odd):
    before = list(Unit.objects.values())
    answer = desk.post(at("99001-1", "gop"), merging() | odd)
    assert (answer.status_code, list(Unit.objects.values())) == (422, before)
    assert texts(answer, ".unit-wrong, [role=alert]") != []


@pytest.mark.parametrize("address", ["x" * 3000, "99001_1", "99001%00", "९"])
def test_odd_addresses_are_not_found(keeper_desk, address):
    assert [keeper_desk.get(at(address)).status_code, keeper_desk.get(at("99001", address)).status_code] == [404, 404]


@pytest.mark.parametrize("address", [LIST, at("99001"), at("99001-1", "gop")])
def test_however_many_units(desk, union, address):
    cost = []
    for upto in (3, 30):
        above = Unit.objects.get(code="99001")
        for n in range(above.numchild, upto):
            above.add_child(name=f"Chi hội {n}", code=f"c{n}", level="branch")
        cost.append(queries(desk, address))
    assert cost == [cost[0]] * 2
