"""Two records of one person: looked at side by side, made one, and by nobody who could gain by it."""

from contextlib import suppress
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lms.members.models import Member, Role
from lms.members.roster.uniting import may_unite, unite
from lms.members.signals import placed, united
from lms.reports.counts import recounting
from tests.conftest import PIN
from tests.members.roster.conftest import ROSTER, names
from tests.reading import texts
from tests.together import together


@pytest.fixture
def double(union, enrol, thanh) -> Member:
    """Thanh again: without her marks, with her new phone, in the group."""
    return enrol("Nguyen Thi Thanh", union["to_1"], birth_year=1965, phone="+84912345678")


def test_the_two_are_found_and_shown_side_by_side(lien, thanh, double, signed_in):
    client = signed_in(lien)
    assert texts(client.get(f"{ROSTER}{thanh.pk}/gop/"), "ul.names .person > span:first-child") == ["Nguyen Thi Thanh"]
    page = client.get(f"{ROSTER}{thanh.pk}/gop/{double.pk}/")
    assert texts(page, ".card h2") == ["Nguyễn Thị Thanh", "Nguyen Thi Thanh"]
    assert texts(page, "fieldset label") == [
        "Nguyễn Thị Thanh",
        "Nguyen Thi Thanh",
        "1964",
        "1965",
        "0500 000 001",
        "0912 345 678",
        "Chi hội thôn Hạ",
        "Tổ 1",
    ]


def test_what_she_chooses_stays_and_the_other_record_leads_nowhere(lien, thanh, double, union, signed_in):
    at = f"{ROSTER}{double.pk}/gop/{thanh.pk}/"
    chosen = {"name": "0", "birth_year": "0", "phone": "1", "unit": "1"}
    for _twice in range(2):
        assert signed_in(lien).post(at, chosen).url == ROSTER
    thanh.refresh_from_db()
    double.refresh_from_db()
    assert (thanh.name, thanh.birth_year, thanh.phone, thanh.unit) == (
        "Nguyễn Thị Thanh",
        1964,
        "+84912345678",
        union["to_1"],
    )
    assert (double.is_active, double.merged_into, double.phone, double.pin) == (False, thanh, "", "")
    assert (names(union["ha"]), thanh.memberships.count()) == (["Phạm Thị Liên"], 3)


def test_the_record_with_a_pin_is_kept_and_a_pin_is_never_lost(lien, union, enrol):
    old, new = enrol("Lê Thị Bé", union["ha"]), enrol("Lê Thị Bé", union["ha"], pin=PIN)
    assert unite(old, new, {}, by=lien) == new
    first, second = enrol("Lê Thị Tư", union["ha"]), enrol("Lê Thị Tư", union["ha"])
    assert unite(first, second, {}, by=lien) == first


def test_offices_go_with_her(lien, union, thanh, double):
    Role.objects.create(member=double, unit=union["to_1"], kind="helper")
    unite(thanh, double, {}, by=lien)
    assert [role.kind for role in thanh.roles.all()] == ["helper"]


def test_the_rest_hears_of_it_after_she_has_left_her_place(lien, union, thanh, double):
    heard = []

    def hear_place(sender, members, before, after, **rest):
        heard.append((members, before, after))

    def hear_unite(sender, kept, gone, **rest):
        heard.append((kept, gone))

    placed.connect(hear_place)
    united.connect(hear_unite)
    unite(thanh, double, {}, by=lien)
    placed.disconnect(hear_place)
    united.disconnect(hear_unite)
    assert heard == [([double.pk], union["to_1"].pk, None), (thanh, double)]


@pytest.fixture
def refused(lien, thanh, double, signed_in):
    def refused() -> bool:
        page = signed_in(lien).post(f"{ROSTER}{thanh.pk}/gop/{double.pk}/", {})
        double.refresh_from_db()
        with pytest.raises(PermissionDenied):
            unite(thanh, double, {}, by=lien)
        return (page.status_code, double.is_active) == (422, True)

    return refused


@pytest.mark.parametrize(
    ("unit", "kind"), [("dong_sen", "officer"), ("ha", "branch_deputy"), ("mot", "helper"), ("dong_sen", "trainer")]
)
def test_who_holds_an_office_that_is_not_below_the_head_is_not_united_by_her(refused, double, union, unit, kind):
    Role.objects.create(member=double, unit=union[unit], kind=kind)
    assert refused()


def test_an_account_of_wagtail_is_never_lost(refused, thanh, double):
    Member.objects.filter(pk=thanh.pk).update(username="thanh")
    Member.objects.filter(pk=double.pk).update(username="double")
    assert refused()


def test_a_record_that_has_become_another_stays_it_whoever_signs_in_with_what(lien, thanh, double, union, enrol):
    """The record with a PIN is kept; without her PIN the other would be, being older."""
    younger = enrol("Nguyễn Thị Thanh", union["ha"], pin=PIN)
    unite(double, younger, {}, by=lien)
    Member.objects.filter(pk=younger.pk).update(pin="")
    assert unite(double, younger, {}, by=lien) == younger
    with pytest.raises(PermissionDenied):
        unite(thanh, double, {}, by=lien)
    assert unite(thanh, younger, {}, by=lien) == thanh
    assert set(Member.objects.filter(is_active=False).values_list("pk", "merged_into")) == {
        (double.pk, thanh.pk),
        (younger.pk, thanh.pk),
    }


def test_a_head_does_not_unite_herself(lien, thanh):
    assert not may_unite(lien, lien, thanh) and not may_unite(lien, thanh, thanh)


def test_an_officer_unites_what_a_head_may_not(ngan, lien, union, enrol):
    other = enrol("Phạm Thị Liên", union["thuong"])
    assert unite(other, lien, {}, by=ngan) == lien
    assert lien.roles.current().count() == 1


@pytest.fixture
def left():
    """These women left the union."""

    def left(*members: Member) -> None:
        for member in members:
            member.left_on, member.left_why = timezone.localdate(), "moved"
            member.save()

    return left


@pytest.mark.parametrize("who", ["thanh", "double"])
def test_of_two_of_whom_one_has_left_she_is_on_the_roster(request, lien, thanh, double, union, left, signed_in, who):
    left(request.getfixturevalue(who))
    page = signed_in(lien).get(f"{ROSTER}{double.pk}/gop/{thanh.pk}/")
    assert "Một trong hai đã rời đi. Gộp lại thì chị ấy có trong danh sách." in texts(page, "form p")
    assert signed_in(lien).post(f"{ROSTER}{double.pk}/gop/{thanh.pk}/", {}).url == ROSTER
    stays = union["to_1"] if who == "thanh" else union["ha"]
    kept = Member.objects.get(pk=thanh.pk)
    assert (kept.place, kept.left_on, kept.left_why) == (stays.pk, None, "")
    assert [kept.memberships.filter(until=None).count(), recounting.differences()] == [1, {}]


def test_two_who_have_left_are_one_who_has_left(lien, thanh, double, left, signed_in):
    left(thanh, double)
    gone = f"{ROSTER}?ai=da-roi"
    assert texts(signed_in(lien).get(gone), "ul.names .person > span:first-child") == [double.name, thanh.name]
    signed_in(lien).post(f"{ROSTER}{thanh.pk}/gop/{double.pk}/", {})
    assert texts(signed_in(lien).get(gone), "ul.names .person > span:first-child") == [thanh.name]
    kept = Member.objects.get(pk=thanh.pk)
    assert (kept.left_why, kept.place, Member.objects.get(pk=double.pk).merged_into) == ("moved", None, thanh)
    assert recounting.differences() == {}


def test_who_has_left_is_found_where_two_are_made_one_and_leads_there_herself(lien, thanh, double, left, signed_in):
    left(double)
    client = signed_in(lien)
    assert texts(client.get(f"{ROSTER}{thanh.pk}/gop/"), "ul.names .person > span:first-child") == [double.name]
    assert f'href="{ROSTER}{double.pk}/gop/"' in client.get(f"{ROSTER}{double.pk}/").content.decode()
    assert texts(client.get(f"{ROSTER}{double.pk}/gop/"), "ul.names .person > span:first-child") == [thanh.name]


@pytest.mark.parametrize("who", ["xuan", "yen", "thanh", "mai", "hoa"])
def test_nobody_else_unites_who_has_left(request, thanh, double, left, signed_in, who):
    left(double)
    client = signed_in(request.getfixturevalue(who))
    answers = [client.get(f"{ROSTER}{double.pk}/gop/"), client.post(f"{ROSTER}{thanh.pk}/gop/{double.pk}/", {})]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert Member.objects.get(pk=double.pk).is_active


def test_who_comes_back_on_an_old_screen_after_she_was_united_stays_united(lien, thanh, double, left):
    left(double)
    old_screen = Member.objects.get(pk=double.pk)
    unite(thanh, double, {}, by=lien)
    old_screen.left_on = None
    old_screen.save(update_fields=["left_on", "left_why"])
    assert (Member.objects.get(pk=double.pk).place, recounting.differences()) == (None, {})


def test_uniting_at_once_from_both_sides_makes_one(lasting, lien, thanh, double, union):
    together(lambda: unite(thanh, double, {}, by=lien), lambda: unite(double, thanh, {}, by=lien))
    assert names(union["ha"]) == ["Phạm Thị Liên", "Nguyễn Thị Thanh"]
    assert Member.objects.get(pk=double.pk).merged_into == thanh


def test_three_records_united_in_a_ring_at_once_are_one_and_never_a_circle(lasting, lien, thanh, double, union, enrol):
    third = enrol("Nguyễn Thị Thành", union["ha"])

    def one_of(one: Member, other: Member) -> None:
        with suppress(PermissionDenied):
            unite(one, other, {}, by=lien)

    together(*(partial(one_of, *two) for two in ((thanh, double), (double, third), (third, thanh))))
    assert dict(Member.objects.values_list("pk", "merged_into")) == {
        lien.pk: None, thanh.pk: None, double.pk: thanh.pk, third.pk: thanh.pk
    }  # fmt: skip
