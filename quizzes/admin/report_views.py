"""What a trainer sees of her questions in Wagtail: how each does, and regrading one that she has corrected."""

from collections import Counter
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.blocks import StreamValue
from wagtail.permission_policies import ModelPermissionPolicy

from quizzes.attempts import regrading, statistics
from quizzes.attempts.start import version_of
from quizzes.models import Answer, Quiz, Topic

HOLDERS: dict[str, type[Quiz | Topic]] = {"quiz": Quiz, "topic": Topic}


class QuizReport(ReportView):
    """Every quiz with how often it was taken and passed."""

    page_title = _("How the questions do")
    header_icon = "help"
    index_url_name = "quizzes_reports"
    index_results_url_name = "quizzes_reports_results"
    permission_policy = ModelPermissionPolicy(Quiz)
    any_permission_required = ["view", "change"]
    columns = [
        TitleColumn("title", label=_("Quiz"), get_url=lambda quiz: reverse("quizzes_report", args=["quiz", quiz.pk])),
        Column("tries", label=_("Finished attempts"), accessor="tries"),
        Column("passes", label=_("of them passed"), accessor="passes"),
    ]
    list_export = ["title", "tries", "passes"]
    export_headings = {"title": _("Quiz"), "tries": _("Finished attempts"), "passes": _("of them passed")}

    def get_queryset(self) -> QuerySet[Quiz]:
        finished = Q(attempts__finished_at__isnull=False)
        passed = finished & Q(attempts__passed=True)
        tries, passes = Count("attempts", filter=finished), Count("attempts", filter=passed)
        return Quiz.objects.defer("questions").annotate(tries=tries, passes=passes).order_by("title", "pk")

    def get_filename(self) -> str:
        return "cau-hoi"


def _holder(kind: str, pk: int) -> Quiz | Topic:
    if kind not in HOLDERS:
        raise Http404
    return get_object_or_404(Quiz, pk=pk) if kind == "quiz" else get_object_or_404(Topic, pk=pk)


@require_admin_access
@permission_required("quizzes.view_quiz", raise_exception=True)
def report(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """How each question of a quiz or a topic does."""
    holder = _holder(kind, pk)
    old = _outdated(holder)
    rows = [(doing, old[doing.id]) for doing in statistics.doings(holder)]
    context = {"holder": holder, "kind": kind, "rows": rows, "few": statistics.FEW, "header_icon": "help"}
    return render(request, "quizzes/admin/report.html", context | {"page_title": holder.title})


def _outdated(holder: Quiz | Topic) -> Counter:
    """How many answers to each of its own questions were graded by an earlier version of it."""
    now = {child.id: version_of(child).digest for child in holder.questions}
    graded = Answer.objects.filter(question__in=now).exclude(answered_at=None)
    counts: Counter = Counter()
    for question, version, n in graded.values_list("question", "version").annotate(n=Count("pk")).order_by():
        if version != now[str(question)]:
            counts[str(question)] += n
    return counts


@require_admin_access
@permission_required("quizzes.change_quiz", raise_exception=True)
def regrade(request: HttpRequest, kind: str, pk: int, question: UUID) -> HttpResponse:
    """First what regrading the question's answers would change; by the button, doing it."""
    holder = _holder(kind, pk)
    child = _child(holder, str(question))
    if request.method == "POST":
        regrading.begin(child, request.user)
        messages.success(request, gettext("The answers are being graded anew. This may take a moment."))
        return redirect("quizzes_report", kind, pk)
    context = {"holder": holder, "kind": kind, "child": child, "outlook": regrading.outlook(child)}
    return render(
        request, "quizzes/admin/regrade.html", context | {"page_title": _("Grade anew"), "header_icon": "redo"}
    )


def _child(holder: Quiz | Topic, question: str) -> StreamValue.StreamChild:
    for child in holder.questions:
        if child.id == question:
            return child
    raise Http404


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [
        path("quizzes/report/", QuizReport.as_view(), name="quizzes_reports"),
        path("quizzes/report/results/", QuizReport.as_view(results_only=True), name="quizzes_reports_results"),
        path("quizzes/report/<slug:kind>/<int:pk>/", report, name="quizzes_report"),
        path("quizzes/report/<slug:kind>/<int:pk>/<uuid:question>/", regrade, name="quizzes_regrade"),
    ]


class TrainersItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("quizzes.view_quiz")


@hooks.register("register_reports_menu_item")
def menu() -> MenuItem:
    return TrainersItem(_("How the questions do"), reverse("quizzes_reports"), icon_name="help", order=50)
