"""The screens of the exchange in Wagtail: bring a file, look, confirm, take back; and take questions out."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse, reverse_lazy
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from quizzes.exchange import sheet
from quizzes.exchange.exporting import leaving
from quizzes.exchange.formats import FORMATS, XLSX, label_of
from quizzes.exchange.forms import IntoForm, LeavingForm, UploadForm
from quizzes.exchange.importing import HOLDERS, bring_in, keep, look, sweep, take_back
from quizzes.exchange.neutral import MOST_QUESTIONS, UnreadableFileError
from quizzes.models import Import

ICON = "resubmit"
trainers_only = permission_required("quizzes.add_quiz")


def _show(request: HttpRequest, name: str, title: str, status: int = 200, **context) -> HttpResponse:
    context |= {"page_title": title, "header_title": title, "header_icon": ICON}
    return render(request, f"quizzes/exchange/{name}.html", context, status=status)


@trainers_only
def start(request: HttpRequest) -> HttpResponse:
    """Bring a file, or choose what to take out. A file that cannot be read is kept nowhere."""
    form, broken = UploadForm(request.POST or None, request.FILES or None), None
    if request.method == "POST":
        if form.is_valid():
            try:
                return redirect("quizzes_import", keep(form.cleaned_data["file"], by=request.user).pk)
            except UnreadableFileError as mistake:
                broken = mistake
    else:
        sweep()
    done = Import.objects.defer("data").filter(by=request.user.pk).exclude(done_at=None)[:10]
    context = {"form": form, "broken": broken, "leaving": LeavingForm(), "done": done}
    return _show(
        request, "start", _("Bring in or take out questions"), 422 if request.method == "POST" else 200, **context
    )


@trainers_only
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What is in a file of hers, and confirming it."""
    kept = get_object_or_404(Import, pk=pk, by=request.user)
    if kept.done_at:
        return redirect("quizzes_import_done", kept.pk)
    fitting, refused = look(kept)
    has_topics = any(one.question.topic for one in fitting)
    first = {"title": kept.name.rpartition(".")[0] or kept.name}
    form = IntoForm(request.POST or None, user=request.user, has_topics=has_topics, initial=first)
    ticked = {one.number for one in fitting}
    if request.method == "POST":
        ticked = _numbers(request)
        if form.is_valid() and _confirmed(request, kept, ticked, form, fitting):
            return redirect("quizzes_import_done", kept.pk)
    context = {"kept": kept, "fitting": fitting, "refused": refused, "form": form, "ticked": ticked}
    status = 422 if request.method == "POST" else 200
    return _show(request, "preview", _("What is in the file"), status, format=label_of(kept.format), **context)


def _numbers(request: HttpRequest) -> set[int]:
    sent = request.POST.getlist("question")[:MOST_QUESTIONS]
    return {int(number) for number in sent if number.isascii() and number.isdecimal() and len(number) < 5}


def _confirmed(request: HttpRequest, kept: Import, ticked: set[int], form: IntoForm, fitting: list) -> bool:
    brings_pictures = any(one.question.picture for one in fitting if one.number in ticked)
    if brings_pictures and not policy_registry.get_by_type(get_image_model()).user_has_permission(request.user, "add"):
        form.add_error(None, _("There are pictures among these questions, and you may not add pictures."))
        return False
    try:
        bring_in(kept.pk, ticked, form.target(), by=request.user)
    except ValidationError as wrong:
        form.add_error(None, wrong)
        return False
    return True


@trainers_only
@require_safe
def done(request: HttpRequest, pk: int) -> HttpResponse:
    kept = get_object_or_404(Import.objects.defer("data"), pk=pk, by=request.user)
    if not kept.done_at:
        return redirect("quizzes_import", kept.pk)
    places = dict.fromkeys((kind, holder) for kind, holder, _question in kept.made["questions"])
    holders = [found for kind, holder in places for found in HOLDERS[kind].objects.filter(pk=holder)]
    links = [(reverse(holder.snippet_viewset.get_url_name("edit"), args=[holder.pk]), holder) for holder in holders]
    title = _("What you brought in") if kept.undone_at else _("Questions have come in")
    return _show(request, "done", title, kept=kept, links=links)


@trainers_only
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    kept = get_object_or_404(Import.objects.defer("data"), pk=pk, by=request.user)
    take_back(kept.pk, by=request.user)
    messages.success(request, _("All that this file brought has been removed."))
    return redirect("quizzes_import_done", kept.pk)


@trainers_only
def export(request: HttpRequest) -> HttpResponse:
    """What would leave in a format, and what it would lose; then the file with what was ticked."""
    form = LeavingForm(request.POST or request.GET)
    if not form.is_valid():
        return redirect("quizzes_exchange")
    holder, key = form.holder(), form.cleaned_data["format"]
    format = FORMATS[key]
    found = leaving(holder, format)
    context: dict[str, Any] = {
        "form": form,
        "found": found,
        "holder": holder,
        "format": format,
        "ticked": {one.id for one in found if one.held.question},
    }
    title = _("What goes into the file")
    if request.method != "POST":
        return _show(request, "export", title, **context)
    context["ticked"] = set(request.POST.getlist("question"))
    questions = [one.held.question for one in found if one.id in context["ticked"] and one.held.question]
    if not questions:
        return _show(request, "export", title, 422, **context, none=_("Please tick at least one question."))
    name = f"{slugify(holder.title)[:60] or 'cau-hoi'}.{format.extension}"
    return _file(format.write(questions), format.content_type, name)


@trainers_only
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The table to fill in."""
    return _file(sheet.template(), XLSX, "mau-cau-hoi.xlsx")


def _file(data: bytes, content_type: str, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type=content_type, headers=disposition)


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [
        path("questions/", start, name="quizzes_exchange"),
        path("questions/import/<int:pk>/", preview, name="quizzes_import"),
        path("questions/import/<int:pk>/done/", done, name="quizzes_import_done"),
        path("questions/import/<int:pk>/undo/", undo, name="quizzes_import_undo"),
        path("questions/export/", export, name="quizzes_export"),
        path("questions/template/", template, name="quizzes_template"),
    ]


class ForTrainers(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("quizzes.add_quiz")


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    label = gettext_lazy("Import, export questions")
    return ForTrainers(label, reverse_lazy("quizzes_exchange"), name="exchange", icon_name=ICON, order=216)
