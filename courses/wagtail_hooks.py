"""Lessons in Wagtail: hotlines in the menu, what is to be looked at again, and what learners say of a lesson."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from courses import picture_weight, publish_views, review_views
from courses.models import Lesson
from courses.models.hotlines import Hotline


class HotlineViewSet(SnippetViewSet):
    model = Hotline
    icon = "mobile-alt"
    menu_label = _("Hotlines")
    menu_order = 220
    add_to_admin_menu = True
    list_display = ["name", "number", "verified_on", "review_by"]
    search_fields = ["name", "number"]


register_snippet(HotlineViewSet)


hooks.register("before_bulk_action", publish_views.refuse_unfinished)


@hooks.register("register_image_operations")
def light_pictures() -> list:
    return [("within", picture_weight.Within)]


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [
        path("bai/xem-lai/", review_views.LessonsToReview.as_view(), name="lessons_to_review"),
        path(
            "bai/xem-lai/danh-sach/",
            review_views.LessonsToReview.as_view(results_only=True),
            name="lessons_to_review_results",
        ),
        path("bai/<int:lesson_id>/phan-hoi/", review_views.lesson_feedback, name="lesson_feedback"),
        path("bai/<int:lesson_id>/da-sua/", review_views.mend, name="lesson_mend"),
    ]


@hooks.register("register_admin_menu_item")
def to_review() -> MenuItem:
    return MenuItem(
        _("Lessons to look at again"), reverse("lessons_to_review"), name="to-review", icon_name="history", order=230
    )


@hooks.register("register_page_header_buttons")
def what_learners_say(page, user, view_name: str, next_url: str | None = None):
    if isinstance(page.specific_deferred, Lesson) and page.permissions_for_user(user).can_edit():
        yield Button(
            _("What learners say"), reverse("lesson_feedback", args=[page.pk]), icon_name="comment", priority=12
        )
