"""Wagtail for a trainer: her three steps on the first screen, publishing as the main button, nothing that is not hers,
our own look, and the few words that Wagtail's own translation cannot reach."""

import json

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms.auth import LoginForm
from wagtail.admin.forms.choosers import EmailLinkChooserForm, ExternalLinkChooserForm, PhoneLinkChooserForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.documents.wagtail_hooks import DocumentsSummaryItem

from courses.models import Course, Home
from lms.accounts.second_factor import admin_views
from lms.accounts.second_factor.forms import NOT_RIGHT
from lms.reorganising.admin.views import UnitViewSet
from lms.studio import views
from lms.studio.retention import shelf
from lms.studio.retention import views as retention_views
from media import missing_files

LoginForm.base_fields["password"].label = _("Password")
LoginForm.error_messages = LoginForm.error_messages | {"invalid_login": NOT_RIGHT, "inactive": NOT_RIGHT}
for form, labels in {
    ExternalLinkChooserForm: {"link_text": _("Link text"), "url": _("Address")},
    EmailLinkChooserForm: {"link_text": _("Link text"), "email_address": _("Email address")},
    PhoneLinkChooserForm: {"link_text": _("Link text"), "phone_number": _("Phone number")},
}.items():
    for field, label in labels.items():
        form.base_fields[field].label = label


ADDS = {
    "questions": _("Add a question"),
    "options": _("Add an answer"),
    "body": _("Add a part to the lesson"),
    "steps": _("Add a step"),
    "draws": _("Draw from a topic"),
    "turns": _("Add a turn"),
    "answers": _("Add an answer"),
    "pairs": _("Add a pair"),
    "others": _("Add a choice"),
    "screens": _("Add a screen"),
    "ways": _("Add another way"),
    "lines": _("Add a hotline"),
}


class ThreeSteps(Component):
    """What she came to do, in its order."""

    order = 50
    template_name = "studio/trainer_panel.html"

    def get_context_data(self, parent_context: dict) -> dict:
        return {
            "steps": [
                (
                    _("Upload a clip"),
                    _("The clip: a short video from your phone, 40 to 90 seconds."),
                    reverse("clips:add"),
                    "media",
                ),
                (
                    _("Write the questions"),
                    _("The questions: two to five, with a kind word for each answer."),
                    reverse("wagtailsnippets_quizzes_quiz:add"),
                    "help",
                ),
            ],
            "courses": [
                (course.title, reverse("wagtailadmin_pages:add", args=["courses", "lesson", course.pk]))
                for course in Course.objects.order_by("-latest_revision_created_at")[:5]
            ],
            "home": Home.objects.first(),
        }


class MissingFiles(Component):
    """What is gone from the disk, for who can bring it back from a backup."""

    order = 10
    template_name = "studio/missing_files_panel.html"

    def get_context_data(self, parent_context: dict) -> dict:
        return {"missing": missing_files.still_missing()}


@hooks.register("construct_homepage_panels")
def what_is_gone(request: HttpRequest, panels: list) -> None:
    if request.user.is_superuser:
        panels.append(MissingFiles())


@hooks.register("construct_homepage_panels")
def three_steps_first(request: HttpRequest, panels: list) -> None:
    if request.user.has_perm("quizzes.add_quiz") and request.user.has_perm("media.add_clip"):
        panels.insert(0, ThreeSteps())


@hooks.register("construct_page_action_menu")
def publishing_is_the_main_button(menu_items: list, request: HttpRequest, context: dict) -> None:
    """Drafts save themselves; what a trainer presses a button for is to publish."""
    menu_items.sort(key=lambda item: item.name != "action-publish")


@hooks.register("construct_main_menu")
def only_what_trainers_use(request: HttpRequest, items: list) -> None:
    """Reports, help and documents say nothing to a trainer; whoever looks after the installation keeps them."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name not in ("reports", "help", "documents")]


@hooks.register("register_admin_urls")
def guide_address() -> list[URLPattern]:
    return [
        path("huong-dan/", views.guide, name="trainer_guide"),
        path("bao-mat-hai-lop/<int:member_id>/", admin_views.reset, name="reset_second_factor"),
        path("thung-rac/", retention_views.bin, name="bin"),
        path("thung-rac/<int:pk>/lay-lai/", retention_views.restore, name="bin_restore"),
    ]


@hooks.register("register_log_actions")
def what_is_written_down(actions) -> None:
    actions.register_action(admin_views.ACTION, _("Reset the second factor"), _("Second factor reset"))
    actions.register_action(shelf.RETIRE, _("Take out of use"), _("Taken out of use"))
    actions.register_action(shelf.BIN, _("Put into the bin"), _("Put into the bin"))
    actions.register_action(shelf.RESTORE, _("Bring back"), _("Brought back"))


@hooks.register("register_admin_viewset")
def tree_of_units() -> UnitViewSet:
    return UnitViewSet()


@hooks.register("register_admin_menu_item")
def guide_in_the_menu() -> MenuItem:
    return views.menu_item


@hooks.register("register_admin_menu_item")
def bin_in_the_menu() -> MenuItem:
    return MenuItem(_("Bin"), reverse_lazy("bin"), name="bin", icon_name="bin", order=890)


@hooks.register("insert_global_admin_css")
def our_look() -> SafeString:
    sheets = [(static(f"admin/{name}.css"),) for name in ("look", "units", "bin")]
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("insert_global_admin_js")
def our_words() -> SafeString:
    """File fields speak the browser's language, a "+" says nothing, and on a phone no list has a head."""
    adds = {field: str(words) for field, words in ADDS.items()}
    return format_html(
        '<script type="module" src="{}" data-choose-file="{}" data-no-file="{}"></script>'
        '<script type="module" src="{}" data-adds="{}"></script><script type="module" src="{}"></script>'
        '<script type="module" src="{}" data-missing="{}"></script>',
        static("admin/file-button.js"),
        _("Choose from this device"),
        _("Nothing chosen yet"),
        static("admin/add-buttons.js"),
        json.dumps(adds),
        static("admin/list-heads.js"),
        static("admin/drafts.js"),
        _("Not published yet. Still missing:"),
    )


@hooks.register("construct_homepage_summary_items")
def only_what_trainers_count(request: HttpRequest, items: list) -> None:
    """A trainer uploads a recording where a question asks for one; the list of documents says nothing to her."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if not isinstance(item, DocumentsSummaryItem)]
