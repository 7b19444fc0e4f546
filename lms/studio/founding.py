"""What every installation needs before its first lesson: the home page and the groups of trainers and organisers.

Wagtail's first migration leaves an English welcome page and English names; they are turned into ours. Doing it again
changes no page and no name that people have edited since; what trainers need they are given again.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Site, Workflow

from courses.models import Home

TRAINERS = "Người soạn bài"
ORGANISERS = "Cán bộ quản lý đơn vị"  # officers who may reorganise the units below theirs
NAMES_IN_VIETNAMESE = {"Moderators": "Người duyệt bài", "Editors": "Người biên tập"}
PAGES = ["add_page", "change_page", "publish_page"]
IN_COLLECTIONS = [
    *(("wagtailimages", f"{verb}_image") for verb in ("add", "change", "choose")),
    *(("wagtaildocs", f"{verb}_document") for verb in ("add", "change", "choose")),
]
ELSEWHERE = [
    ("wagtailadmin", "access_admin"),
    *(("media", f"{verb}_clip") for verb in ("add", "change", "delete", "view")),
    *(("courses", f"{verb}_hotline") for verb in ("add", "change", "delete", "view")),
    *(("quizzes", f"{verb}_quiz") for verb in ("add", "change", "delete", "view")),
    *(("quizzes", f"{verb}_topic") for verb in ("add", "change", "delete", "view")),
]


@transaction.atomic
def found() -> Home:
    """Lay the ground, and return the home page."""
    home = Home.objects.first() or _home()
    _address(home)
    _name_in_vietnamese()
    _trainers(home)
    _organisers()
    return home


def _home() -> Home:
    root = Page.objects.get(depth=1)
    for welcome in root.get_children().filter(slug="home"):
        Site.objects.filter(root_page=welcome).delete()
        welcome.delete()
    root.refresh_from_db()
    home = Home(title="Học cùng chị em", slug="trang-dau", intro="Bài ngắn, dễ làm theo. Xem không cần đăng nhập.")
    root.add_child(instance=home)
    return home


def _address(home: Home) -> None:
    """The site lies where BASE_URL says: links that people send each other begin with it."""
    address = urlsplit(settings.BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True, root_page=home)
    if (site.hostname, site.port) != (address.hostname, port):
        site.hostname, site.port, site.site_name = address.hostname, port, settings.WAGTAIL_SITE_NAME
        site.save()


def _name_in_vietnamese() -> None:
    Page.objects.filter(depth=1, title="Root").update(title="Trang gốc", draft_title="Trang gốc")
    Collection.objects.filter(depth=1, name="Root").update(name="Tất cả")
    Workflow.objects.filter(name="Moderators approval").update(name="Duyệt bài")
    for english, vietnamese in NAMES_IN_VIETNAMESE.items():
        Group.objects.filter(name=english).update(name=vietnamese)


def _trainers(home: Home) -> None:
    trainers, _new = Group.objects.get_or_create(name=TRAINERS)
    for app, codename in ELSEWHERE:
        trainers.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    for codename in PAGES:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=trainers, page=home, permission=permission)
    everything = Collection.get_first_root_node()
    for app, codename in IN_COLLECTIONS:
        permission = Permission.objects.get(content_type__app_label=app, codename=codename)
        GroupCollectionPermission.objects.get_or_create(group=trainers, collection=everything, permission=permission)


def _organisers() -> None:
    organisers, _new = Group.objects.get_or_create(name=ORGANISERS)
    for app, codename in (("wagtailadmin", "access_admin"), ("units", "change_unit")):
        organisers.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
