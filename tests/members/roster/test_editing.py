"""One member, written and mended: kind to how it is typed, and never twice by mistake."""

import pytest

from lms.members import access_log
from lms.members.models import Member, Membership
from tests.members.roster.conftest import ROSTER, names
from tests.reading import texts
from tests.together import together

LAN = {"name": "NGUYỄN THỊ LAN", "year": "15/03/1964", "phone": "0912.345.678"}


@pytest.fixture
def add(lien, signed_in):
    def add(**said):
        return signed_in(lien).post(f"{ROSTER}them/", LAN | said)

    return add


def test_a_person_is_added_as_she_is_typed(add, union, lien):
    assert add().url == ROSTER
    lan = Member.objects.get(name="Nguyễn Thị Lan")
    assert (lan.birth_year, lan.phone, lan.unit) == (1964, "+84912345678", union["ha"])
    assert Membership.objects.get(member=lan).placed_by == lien


def test_and_another(add):
    assert add(more="1").url == f"{ROSTER}them/"


def test_into_a_group(add, union):
    add(group=union["to_1"].pk)
    assert names(union["to_1"]) == ["Nguyễn Thị Lan"]


def test_into_a_group_of_another_branch_is_refused(add, union):
    assert add(group=union["thuong"].pk).status_code == 422
    assert names(union["thuong"]) == []


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"name": ""}, "Ô này bắt buộc phải điền."),
        ({"name": "Lan 1964"}, "Không giống tên người. Chị chỉ viết họ và tên thôi nhé."),
        ({"name": "NguyÔn ThÞ Lan"}, "Chữ này viết bằng phông cũ (TCVN3 hoặc VNI). Chị gõ lại nhé."),
        ({"year": "năm mươi"}, "Chị viết năm đủ bốn chữ số, như 1964, hoặc để trống."),
        ({"year": "2026"}, "Chị viết năm đủ bốn chữ số, như 1964, hoặc để trống."),
        ({"phone": "12345"}, "Đây chưa phải số điện thoại. Số có 10 chữ số và bắt đầu bằng số 0."),
    ],
)
def test_a_mistake_is_said_and_nothing_is_written(add, union, said, why):
    page = add(**said)
    assert (page.status_code, names(union["ha"])) == (422, ["Phạm Thị Liên"])
    assert texts(page, ".error") == [why]


@pytest.mark.parametrize("said", [{"name": "Nguyễn Thị Thanh"}, {"name": "nguyen thi thanh", "year": ""}])
def test_who_may_be_there_is_asked_about_before_she_is_written_twice(add, union, lien, thanh, said):
    page = add(**said)
    assert page.status_code == 422
    assert texts(page, "section h2, section strong") == ["Có phải là một người?", "Nguyễn Thị Thanh"]
    assert names(union["ha"]) == ["Phạm Thị Liên", "Nguyễn Thị Thanh"]
    assert [look["viewer"] for look in access_log.of(thanh)] == [lien.pk]
    assert add(**said, another="1").status_code == 302
    assert union["ha"].members.count() == 3


def test_the_enter_key_never_writes_her_a_second_time(add, thanh):
    page = add(name="Nguyễn Thị Thanh")
    assert texts(page, "main form button:first-of-type")[0] == ""


def test_two_taps_at_once_write_her_once(lasting, add, union):
    together(add, add)
    assert names(union["ha"]) == ["Nguyễn Thị Lan", "Phạm Thị Liên"]


def test_what_is_mended_is_kept(lien, thanh, signed_in, union):
    address = f"{ROSTER}{thanh.pk}/"
    said = {"name": "Nguyễn Thị Thành", "year": "1965", "phone": "", "group": union["to_1"].pk, "sort_name": "Thành"}
    assert signed_in(lien).post(address, said).url == ROSTER
    thanh.refresh_from_db()
    assert (thanh.name, thanh.search_key, thanh.birth_year, thanh.phone) == (
        "Nguyễn Thị Thành",
        "nguyen thi thanh",
        1965,
        "",
    )
    assert (thanh.unit, thanh.sort_name) == (union["to_1"], "Thành")
    assert list(thanh.memberships.order_by("pk").values_list("unit", "placed_by")) == [
        (union["ha"].pk, None),
        (union["to_1"].pk, lien.pk),
    ]


def test_what_stands_there_is_shown(lien, thanh, signed_in):
    page = signed_in(lien).get(f"{ROSTER}{thanh.pk}/")
    assert [page.context["form"][name].value() for name in ("name", "year", "phone")] == [
        "Nguyễn Thị Thanh", 1964, "0500 000 001",
    ]  # fmt: skip


def test_a_mistake_changes_nothing(lien, thanh, signed_in):
    assert signed_in(lien).post(f"{ROSTER}{thanh.pk}/", {"name": "1", "year": "", "phone": ""}).status_code == 422
    thanh.refresh_from_db()
    assert thanh.name == "Nguyễn Thị Thanh"


def test_a_group_head_keeps_the_people_of_her_group(union, enrol, signed_in):
    ty = enrol("Lê Thị Tý", union["to_1"], role="group_head")
    assert signed_in(ty).post("/chi-hoi/99001-1-1/danh-sach/them/", LAN).status_code == 302
    lan = Member.objects.get(name="Nguyễn Thị Lan")
    assert signed_in(ty).post(f"/chi-hoi/99001-1-1/danh-sach/{lan.pk}/", LAN | {"year": "1966"}).status_code == 302
    lan.refresh_from_db()
    assert (lan.unit, lan.birth_year) == (union["to_1"], 1966)
