"""The ground of a new installation: laid once, in Vietnamese, and never over what people have edited."""

from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Site, Workflow

from courses.models import Home
from lms.members.models import Member
from lms.studio.founding import ORGANISERS, TRAINERS, found
from tests.conftest import PASSWORD
from tests.reading import texts


def ground() -> list:
    models = (Page, Home, Site, Group, Collection, Workflow, GroupPagePermission, GroupCollectionPermission)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_doing_it_again_changes_nothing(db):
    first = found()
    before = ground()
    call_command("prepare", verbosity=0)
    assert (ground(), found()) == (before, first)


def test_what_people_have_edited_stays(home):
    Home.objects.update(title="Lớp học xã Đồng Sen", draft_title="Lớp học xã Đồng Sen")
    Group.objects.filter(name="Người duyệt bài").update(name="Ban biên tập")
    found()
    assert Home.objects.get().title == "Lớp học xã Đồng Sen"
    assert set(Group.objects.values_list("name", flat=True)) == {"Ban biên tập", "Người biên tập", TRAINERS, ORGANISERS}


def test_every_name_is_vietnamese(home):
    assert list(Page.objects.order_by("path").values_list("title", flat=True)) == ["Trang gốc", "Học cùng chị em"]
    assert set(Group.objects.values_list("name", flat=True)) == {
        "Người duyệt bài",
        "Người biên tập",
        TRAINERS,
        ORGANISERS,
    }
    assert list(Collection.objects.values_list("name", flat=True)) == ["Tất cả"]
    assert list(Workflow.objects.values_list("name", flat=True)) == ["Duyệt bài"]


def test_the_home_page_is_the_first_page_of_the_site(home, client):
    assert Site.objects.get().root_page_id == home.pk
    assert texts(client.get("/"), "title") == ["Học cùng chị em"]


def test_the_trainer_reaches_wagtail_with_username_and_password(hoa, client):
    sent = client.post("/admin/login/", {"username": "hoa", "password": PASSWORD, "next": "/admin/"})
    assert sent.url == "/admin/"
    assert client.get("/admin/").context["user"] == hoa


def test_the_trainer_makes_pages_clips_questions_and_pictures(hoa, home):
    wanted = ["media.add_clip", "media.delete_clip", "quizzes.change_quiz", "wagtailimages.add_image"]
    assert [hoa.has_perm(permission) for permission in wanted[:3]] == [True] * 3
    allowed = home.permissions_for_user(hoa)
    assert (allowed.can_add_subpage(), allowed.can_edit(), allowed.can_publish()) == (True, True, True)


def test_the_trainer_does_not_reach_the_accounts_and_the_keeper_does(hoa, keeper, at_the_desk):
    for address in ("/admin/users/", "/admin/users/new/", f"/admin/users/edit/{hoa.pk}/", "/admin/groups/"):
        assert at_the_desk(keeper).get(address).context["user"] is not None
        assert at_the_desk(hoa).get(address).url == "/admin/"


def test_the_trainer_cannot_reach_members_through_what_is_done_to_many(hoa, thanh, at_the_desk):
    desk = at_the_desk(hoa)
    assert desk.post(f"/admin/bulk/members/member/delete/?id={thanh.pk}").status_code in (302, 404)
    assert Member.objects.filter(pk=thanh.pk).count() == 1


def test_reports_help_and_documents_stay_with_the_keeper(hoa, keeper, at_the_desk):
    page = {who.username: at_the_desk(who).get("/admin/").content.decode() for who in (hoa, keeper)}
    assert {who: "/admin/documents/" in shown for who, shown in page.items()} == {"hoa": False, "quantri": True}


def test_links_that_people_send_each_other_begin_with_the_public_address(home, settings):
    settings.BASE_URL = "https://hoc.example"
    found()
    home = type(found()).objects.get()
    assert home.full_url == "https://hoc.example/"
