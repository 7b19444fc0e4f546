"""Accounts of Wagtail: only who has a username, with one name and no e-mail address."""

import pytest
from django.contrib.auth.models import Group

from lms.accounts.wagtail_users import accounts
from lms.members.models import Member
from lms.studio.founding import TRAINERS
from tests.reading import queries, texts

LISTED = "td.name .title-wrapper a"
NEW = {"username": "sen", "name": "Lê Thị  Sen", "password1": "hoa-sen-trang", "password2": "hoa-sen-trang"}


@pytest.fixture
def desk(keeper, hoa, thanh, at_the_desk):
    """The keeper's browser; Hoa has an account, Thanh is on the roster only."""
    return at_the_desk(keeper)


def test_the_list_shows_only_who_has_a_username(desk):
    assert Member.objects.filter(name="Nguyễn Thị Thanh").count() == 1
    assert texts(desk.get("/admin/users/"), LISTED) == ["Trần Thu Hoa", "Người quản trị"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("hoa", ["Trần Thu Hoa"]), ("TRẦN THU", ["Trần Thu Hoa"]), ("quan tri", ["Người quản trị"]), ("Thanh", [])],
)
def test_searching_finds_accounts_with_or_without_marks(desk, wanted, found):
    assert texts(desk.get("/admin/users/results/", {"q": wanted}), LISTED) == found


@pytest.mark.parametrize("asked", [{"q": "\x00"}, {"q": "x" * 10_000}, {"p": "10" * 100}, {"ordering": "name"}])
def test_odd_questions_to_the_list_show_no_member(desk, asked):
    assert "Nguyễn Thị Thanh" not in desk.get("/admin/users/", asked).content.decode()


@pytest.mark.parametrize("deed", ["delete", "set_active_state", "assign_role"])
def test_what_is_done_to_all_is_done_to_accounts_only(desk, deed):
    page = desk.get(f"/admin/bulk/members/member/{deed}/", {"id": "all"}).content.decode()
    assert ("Trần Thu Hoa" in page, "Nguyễn Thị Thanh" in page) == (True, False)


def test_deleting_all_accounts_leaves_the_roster(desk, hoa, thanh, keeper):
    desk.post("/admin/bulk/members/member/delete/?id=all")
    assert set(Member.objects.all()) == {hoa, thanh, keeper}
    assert set(accounts()) == {keeper}


@pytest.mark.parametrize("deed", ["edit", "delete"])
def test_a_member_on_the_roster_is_no_account_to_change(desk, hoa, thanh, deed):
    assert desk.get(f"/admin/users/{deed}/{hoa.pk}/").context["user"] is not None
    assert desk.get(f"/admin/users/{deed}/{thanh.pk}/").status_code == 404


def test_the_screen_asks_for_one_name_and_no_e_mail(desk):
    page = desk.get("/admin/users/new/")
    fields = ["username", "name", "unit", "password1", "password2"]
    assert [f'name="{field}"' in page.content.decode() for field in fields] == [True] * 5
    assert texts(page, "#tab-account label")[:3] == ["Tên đăng nhập *", "Họ và tên *", "Đơn vị"]
    assert [field for field in ("email", "first_name", "last_name") if f'name="{field}"' in page.content.decode()] == []


def test_it_offers_communes_and_above_as_they_stand_in_the_tree(desk):
    options = texts(desk.get("/admin/users/new/"), "select[name=unit] option")[1:]
    assert options == [
        "Trung ương Hội", "– Tỉnh Sông Hương", "– – Xã Đồng Sen", "– – Phường Bến Trúc",
    ]  # fmt: skip


def test_the_keeper_makes_a_trainer_who_can_sign_in(desk, union, client):
    trainers = Group.objects.get(name=TRAINERS)
    desk.post("/admin/users/new/", NEW | {"unit": union["dong_sen"].pk, "groups": [trainers.pk]})
    sen = Member.objects.get(username="sen")
    assert (sen.name, sen.unit, list(sen.groups.all())) == ("Lê Thị Sen", union["dong_sen"], [trainers])
    client.post("/admin/login/", {"username": "sen", "password": "hoa-sen-trang"})
    assert client.get("/admin/").context["user"] == sen


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"username": ""}, ["username"]),
        ({"username": "hoa"}, ["username"]),
        ({"username": "a b\x00"}, ["username"]),
        ({"name": ""}, ["name"]),
        ({"name": "x" * 121}, ["name"]),
        ({"password2": "khac"}, ["password2"]),
        ({"password1": "ngan", "password2": "ngan"}, ["password2"]),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(desk, typed, wrong):
    before = Member.objects.count()
    assert list(desk.post("/admin/users/new/", NEW | typed).context["form"].errors) == wrong
    assert Member.objects.count() == before


def test_the_keeper_changes_a_name_and_leaves_the_password(desk, hoa, union):
    changed = {"username": "hoa", "name": "Trần Thu Hoài", "unit": union["dong_sen"].pk, "is_active": "on"}
    desk.post(f"/admin/users/edit/{hoa.pk}/", changed)
    after = Member.objects.get(pk=hoa.pk)
    assert (after.name, after.password, after.is_active) == ("Trần Thu Hoài", hoa.password, True)


def test_an_account_cannot_lose_its_username(desk, hoa):
    desk.post(f"/admin/users/edit/{hoa.pk}/", {"username": "", "name": "Trần Thu Hoa", "is_active": "on"})
    assert Member.objects.get(pk=hoa.pk).username == "hoa"


def test_her_unit_stays_though_it_is_a_branch(desk, hoa, union):
    hoa.unit = union["ha"]
    hoa.save()
    sent = {"username": "hoa", "name": hoa.name, "unit": union["ha"].pk, "is_active": "on"}
    desk.post(f"/admin/users/edit/{hoa.pk}/", sent)
    assert Member.objects.get(pk=hoa.pk).unit == union["ha"]


def test_her_own_page_in_wagtail_asks_for_no_e_mail(hoa, at_the_desk):
    page = at_the_desk(hoa).get("/admin/account/").content.decode()
    assert ("old_password" in page, "email" in page) == (True, False)


def test_however_many_accounts_the_list_costs_the_same(desk):
    counts = []
    for upto in (3, 30, 300):
        have = Member.objects.exclude(username=None).count()
        new = [Member(name=f"Lê Thị {n}", username=f"le{n}") for n in range(have, upto)]
        for member in new:
            member.derive()
        Member.objects.bulk_create(new)
        counts.append(queries(desk, "/admin/users/"))
    assert counts == [counts[0]] * 3
