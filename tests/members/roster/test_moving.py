"""A member moves, leaves and comes back; her history stays, and nobody moves her out of a head's own scope."""

import pytest
from django.utils import timezone

from lms.members.models import Member
from tests.members.roster.conftest import ROSTER, names
from tests.reading import texts

COMMUNE = "/chi-hoi/99001/danh-sach/"


def test_an_officer_moves_her_to_another_branch(ngan, thanh, union, signed_in):
    assert signed_in(ngan).post(f"{COMMUNE}{thanh.pk}/chuyen/", {"to": "99001-2"}).url == COMMUNE
    today = timezone.localdate()
    assert names(union["thuong"]) == ["Nguyễn Thị Thanh"]
    assert list(thanh.memberships.order_by("pk").values_list("unit", "until", "placed_by")) == [
        (union["ha"].pk, today, None),
        (union["thuong"].pk, None, ngan.pk),
    ]


@pytest.mark.parametrize("to", ["99001-2", "99002-1", "99", "nowhere", "", "x" * 5000, "\x00"])
def test_a_head_moves_nobody_into_a_unit_that_is_not_hers(lien, thanh, union, signed_in, to):
    assert signed_in(lien).post(f"{ROSTER}{thanh.pk}/chuyen/", {"to": to}).status_code == 404
    assert thanh in union["ha"].members.all()


def test_units_are_found_by_name_and_shown_with_what_stands_above(ngan, thanh, signed_in):
    page = signed_in(ngan).get(f"{COMMUNE}{thanh.pk}/chuyen/?tim=thuong")
    assert texts(page, "button.choice") == ["Chi hội thôn Thượng Xã Đồng Sen, Tỉnh Sông Hương"]


def test_only_units_of_her_own_are_offered(lien, thanh, signed_in):
    page = signed_in(lien).get(f"{ROSTER}{thanh.pk}/chuyen/")
    assert texts(page, "button.choice span:first-child") == ["Tổ 1"]


def test_who_leaves_is_on_no_roster_with_the_reason_and_no_more(lien, thanh, signed_in):
    assert signed_in(lien).post(f"{ROSTER}{thanh.pk}/roi-hoi/", {"why": "moved"}).url == ROSTER
    thanh.refresh_from_db()
    assert (thanh.left_on, thanh.left_why, thanh.place) == (timezone.localdate(), "moved", None)
    page = signed_in(lien).get(f"{ROSTER}{thanh.pk}/")
    assert "(Chuyển đi nơi khác)" in texts(page, ".notice")[0]


def test_and_is_brought_back(lien, thanh, union, signed_in):
    client = signed_in(lien)
    client.post(f"{ROSTER}{thanh.pk}/roi-hoi/", {"why": "asked"})
    for _twice in range(2):
        assert client.post(f"{ROSTER}{thanh.pk}/tro-lai/").status_code == 302
    thanh.refresh_from_db()
    assert (thanh.left_on, thanh.left_why, thanh.place) == (None, "", union["ha"].pk)
    assert thanh.memberships.filter(until=None).count() == 1


def test_without_a_reason_nobody_leaves(lien, thanh, signed_in):
    page = signed_in(lien).post(f"{ROSTER}{thanh.pk}/roi-hoi/", {"why": "because"})
    assert (page.status_code, Member.objects.get(pk=thanh.pk).left_on) == (422, None)


def test_nobody_takes_herself_or_her_equal_off(lien, union, enrol, signed_in):
    deputy = enrol("Lê Thị Phó", union["ha"], role="branch_deputy")
    for member in (lien, deputy):
        assert signed_in(lien).post(f"{ROSTER}{member.pk}/roi-hoi/", {"why": "asked"}).status_code == 404
    assert Member.objects.exclude(left_on=None).count() == 0


def test_who_leaves_gives_up_her_offices_and_sees_nobody_any_more(ngan, lien, thanh, signed_in):
    client, hers = signed_in(ngan), f"{ROSTER}{lien.pk}/roi-hoi/"
    assert "Chức danh của chị ấy thôi từ hôm nay: Chi hội trưởng." in texts(client.get(hers), "p")
    client.post(hers, {"why": "asked"})
    assert (list(lien.roles.current()), signed_in(lien).get(ROSTER).status_code) == ([], 404)
    client.post(f"{ROSTER}{lien.pk}/tro-lai/")
    assert signed_in(lien).get(ROSTER).status_code == 404
