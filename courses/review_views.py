"""Keeping lessons true: which of them are to be looked at again, and what learners say of one, without names."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.auth import require_admin_access
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies.pages import PagePermissionPolicy

from courses.models import Lesson
from courses.models.feedback import ACROSS, DOWN, Difference, TapCount
from courses.models.hotlines import Hotline
from courses.practice_screens import Screen

SOON = timedelta(days=30)


def to_review() -> QuerySet[Lesson]:
    """Public lessons whose day has come or comes within a month, or whose screens are said to be different. Those that
    most people stumble over come first. `reported`: how many said so."""
    reported = Coalesce(Sum("differences__count"), 0)
    lessons = Lesson.objects.live().defer("body").annotate(reported=reported)
    return lessons.filter(_due() | Q(reported__gt=0)).order_by("-reported", "review_by", "path")


def hotlines_to_review() -> QuerySet[Hotline]:
    """Numbers whose day has come or comes within a month: one that is wrong is wrong in every lesson at once."""
    return Hotline.objects.filter(_due()).order_by("review_by", "name")


def _due() -> Q:
    return Q(review_by__lte=timezone.localdate() + SOON)


def _day(day: date | None) -> str:
    """Wagtail's own column says how long ago a day was, and of one that is to come "just now"."""
    return date_format(day, "d/m/Y") if day else ""


class LessonsToReview(ReportView):
    model = Lesson
    template_name = "courses/admin/to_review.html"
    page_title = gettext_lazy("Lessons to look at again")
    header_icon = "history"
    index_url_name = "lessons_to_review"
    index_results_url_name = "lessons_to_review_results"
    is_searchable = False
    permission_policy = PagePermissionPolicy()
    any_permission_required = ["add", "change", "publish"]
    columns = [
        TitleColumn(
            "title", label=gettext_lazy("Lesson"), get_url=lambda lesson: reverse("lesson_feedback", args=[lesson.pk])
        ),
        Column("reported", label=gettext_lazy("Said to look different")),
        Column("verified_on", label=gettext_lazy("Checked on"), accessor=lambda lesson: _day(lesson.verified_on)),
        Column("review_by", label=gettext_lazy("Check again by"), accessor=lambda lesson: _day(lesson.review_by)),
    ]
    list_export = ["title", "reported", "verified_on", "review_by"]

    def get_queryset(self):
        mine = self.permission_policy.instances_user_has_permission_for(self.request.user, "change")
        self.queryset = to_review().filter(pk__in=mine.values("pk"))
        return super().get_queryset()

    def get_context_data(self, **kwargs):
        hotlines = hotlines_to_review() if self.request.user.has_perm("courses.change_hotline") else []
        return super().get_context_data(**kwargs) | {"hotlines": hotlines}


@dataclass
class Heat:
    """A screen of a practice with what was tapped on it. `cells`: (left, top, strength 0-1), in cells of the grid."""

    screen: Screen
    number: int
    right: int
    wrong: int
    cells: list[tuple[int, int, float]]


def heats(screens: Iterable[Screen], taps: Iterable[TapCount]) -> list[Heat]:
    """Where people tapped, screen by screen; the cell with most taps has strength 1."""
    by_screen = defaultdict(list)
    for tap in taps:
        by_screen[str(tap.screen)].append(tap)
    return [_heat(screen, number, by_screen[screen.id]) for number, screen in enumerate(screens, 1)]


def _heat(screen: Screen, number: int, taps: list[TapCount]) -> Heat:
    cells: dict[int, int] = defaultdict(int)
    for tap in taps:
        cells[tap.cell] += tap.count
    most = max(cells.values(), default=1)
    right = sum(tap.count for tap in taps if tap.right)
    hot = [(cell % ACROSS, cell // ACROSS, round(count / most, 2)) for cell, count in sorted(cells.items())]
    return Heat(screen, number, right, sum(cells.values()) - right, hot)


@require_admin_access
def lesson_feedback(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """What learners say of a lesson: screens that differ, and where they tapped."""
    lesson = _editable(request, lesson_id)
    lesson.fetch_pictures()
    taps = defaultdict(list)
    for tap in TapCount.objects.filter(lesson=lesson):
        taps[str(tap.block)].append(tap)
    told = {str(row.block): row for row in Difference.objects.filter(lesson=lesson, count__gt=0)}
    blocks = [(child, told.get(child.id)) for child in lesson.body if child.block_type in ("steps", "practice")]
    context = {
        "lesson": lesson,
        "blocks": [
            (child, row, heats(child.value.drawn(), taps[child.id]) if child.block_type == "practice" else [])
            for child, row in blocks
        ],
        "grid": (ACROSS, DOWN),
    }
    return render(request, "courses/admin/feedback.html", context)


@require_admin_access
def mend(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """The author has mended a block, or wants its taps counted anew: what was said before is over."""
    lesson = _editable(request, lesson_id)
    known = {child.id for child in lesson.body}
    block = request.POST.get("block", "")
    if request.method != "POST" or block not in known:
        return HttpResponse(status=400)
    Difference.objects.filter(lesson=lesson, block=block).delete()
    TapCount.objects.filter(lesson=lesson, block=block).delete()
    messages.success(request, _("Noted. Counting begins anew."))
    return redirect("lesson_feedback", lesson.pk)


def _editable(request: HttpRequest, lesson_id: int) -> Lesson:
    mine = PagePermissionPolicy().instances_user_has_permission_for(request.user, "change")
    return get_object_or_404(Lesson.objects.filter(pk__in=mine.values("pk")), pk=lesson_id)
