"""Quizzes and topics in the Wagtail menu."""

from importlib import import_module

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from quizzes.admin.quiz_chooser import QuizChooserViewSet
from quizzes.models import Quiz, Topic

for name in ("admin.picture_views", "admin.report_views", "exchange.views"):  # their screens register themselves
    import_module(f"quizzes.{name}")


def results(kind: str) -> Column:
    """The way to how the questions do."""

    def address(holder: Quiz | Topic) -> str:
        return reverse("quizzes_report", args=[kind, holder.pk])

    return TitleColumn("results", label=_("Results"), accessor=lambda holder: _("See the results"), get_url=address)


class QuizViewSet(SnippetViewSet):
    model = Quiz
    icon = "help"
    chooser_viewset_class = QuizChooserViewSet
    menu_label = _("Quizzes")
    menu_order = 210
    add_to_admin_menu = True
    list_display = ["title", Column("count", label=_("Questions"), accessor="size"), results("quiz")]
    search_fields = ["title"]


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "folder-open-inverse"
    menu_label = _("Topics")
    menu_order = 215
    add_to_admin_menu = True
    list_display = [
        "title",
        Column("count", label=_("Questions"), accessor=lambda topic: len(topic.questions)),
        results("topic"),
    ]
    search_fields = ["title"]


register_snippet(QuizViewSet)
register_snippet(TopicViewSet)
