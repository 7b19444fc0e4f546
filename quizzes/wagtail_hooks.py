"""Quizzes in the Wagtail menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from quizzes import picturing, reporting  # noqa: F401  (their addresses)
from quizzes.models import Quiz, Topic


class QuizViewSet(SnippetViewSet):
    model = Quiz
    icon = "help"
    menu_label = _("Quizzes")
    menu_order = 210
    add_to_admin_menu = True
    list_display = ["title", Column("count", label=_("Questions"), accessor="size")]
    search_fields = ["title"]


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "folder-open-inverse"
    menu_label = _("Topics")
    menu_order = 215
    add_to_admin_menu = True
    list_display = ["title", Column("count", label=_("Questions"), accessor=lambda topic: len(topic.questions))]
    search_fields = ["title"]


register_snippet(QuizViewSet)
register_snippet(TopicViewSet)
