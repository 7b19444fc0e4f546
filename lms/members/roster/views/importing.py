"""Bringing a list in, on a phone: paste or choose a file, look, answer, mend, confirm, and undo."""

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import BigIntegerField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lms.members import access_log, phones
from lms.members.models import Import
from lms.members.requests import MemberRequest
from lms.members.roster import importing, lookups
from lms.members.roster.forms import FileForm, PasteForm, RowForm
from lms.members.roster.matching import Fate
from lms.members.roster.rows import Row
from lms.members.roster.views.listing import PAGE
from lms.units.models import Unit
from quizzes.exchange.neutral import UnreadableFileError

LABELS = {
    Fate.ASK: gettext_lazy("Perhaps on the roster: please answer"),
    Fate.BROKEN: gettext_lazy("Cannot be read"),
    Fate.ADD: gettext_lazy("Will be added"),
    Fate.CHANGE: gettext_lazy("On the roster, will be completed"),
    Fate.SAME: gettext_lazy("On the roster already"),
    Fate.SKIPPED: gettext_lazy("Left out by you"),
    Fate.NOBODY: gettext_lazy("Not a person"),
}


def _import(request: HttpRequest, code: str, pk: int) -> tuple[Unit, Import]:
    """The unit and her own import for it; 404 for everybody else."""
    unit = lookups.unit_of(request, code)
    if pk > BigIntegerField.MAX_BIGINT:
        raise Http404
    return unit, get_object_or_404(Import.objects.select_related("unit"), pk=pk, by=request.user, unit=unit)


@never_cache
def start(request: MemberRequest, code: str) -> HttpResponse:
    unit = lookups.unit_of(request, code)
    posted = request.method == "POST"
    by_file = "by_file" in request.POST
    paste = PasteForm(request.POST if posted and not by_file else None)
    file = FileForm(request.POST, request.FILES) if posted and by_file else FileForm()
    form = file if by_file else paste
    if posted and form.is_valid():
        try:
            if by_file:
                kept = importing.keep_file(file.cleaned_data["file"], unit, by=request.user)
            else:
                kept = importing.keep_text(paste.cleaned_data["text"], unit, by=request.user)
            return redirect("roster:import", code, kept.pk)
        except UnreadableFileError as mistake:
            form.add_error("file" if by_file else "text", mistake.why)
    earlier = Import.objects.filter(by=request.user, unit=unit)[:5]
    context = {"unit": unit, "paste": paste, "file": file, "earlier": earlier}
    return render(request, "members/roster/start.html", context, status=422 if posted else 200)


@never_cache
def preview(request: MemberRequest, code: str, pk: int) -> HttpResponse:
    """What each row will become; after confirming, what each became."""
    unit, kept = _import(request, code, pk)
    if kept.writing_at:
        importing.take_up_again(kept)
        return render(request, "members/roster/writing.html", {"unit": unit, "kept": kept})
    if kept.done_at:
        return _done(request, unit, kept)
    looked = importing.look(kept, request.user)
    counts = Counter(one.fate for one in looked)
    fate = _fate(request, counts)
    chosen = [one for one in looked if one.fate == fate]
    if fate == Fate.ADD:
        chosen.sort(key=lambda one: not one.remarks)  # what she should look at comes first
    page = Paginator(chosen, PAGE).get_page(request.GET.get("trang"))
    access_log.note(request.user, {member for one in page for member in one.meant}, access_log.What.ROSTER)
    context = {
        "unit": unit,
        "kept": kept,
        "total": len(looked),
        "counts": [(one, label, counts[one]) for one, label in LABELS.items() if counts[one]],
        "fate": fate,
        "label": LABELS[fate],
        "page": page,
        "writes": counts[Fate.ADD] + counts[Fate.CHANGE],
        "doubtful": sum(one.fate == Fate.ADD and bool(one.remarks) for one in looked),
        "asks": counts[Fate.ASK],
        "samples": importing.read_from_font(kept) if kept.font else [],
    }
    return render(request, "members/roster/preview.html", context)


def _done(request: HttpRequest, unit: Unit, kept: Import) -> HttpResponse:
    outside = [row for row in kept.rows if row.get("fate") in (Fate.ASK, Fate.BROKEN, Fate.SKIPPED)]
    context = {"unit": unit, "kept": kept, "new": kept.count("new"), "changed": kept.count("changed")}
    return render(request, "members/roster/done.html", context | {"outside": outside, "total": len(kept.rows)})


def _fate(request: HttpRequest, counts: Counter) -> Fate:
    """The rows she wants to see; at first those that need her."""
    wanted = request.GET.get("xem", "")
    if wanted in set(Fate):
        return Fate(wanted)
    return next((fate for fate in LABELS if counts[fate]), Fate.ADD)


@never_cache
def row(request: MemberRequest, code: str, pk: int, number: int) -> HttpResponse:
    """One row: mended, left out, or brought back in."""
    unit, kept = _import(request, code, pk)
    found = next((Row.from_json(one) for one in kept.rows if one["number"] == number), None)
    if not found or kept.done_at or kept.writing_at:
        raise Http404
    form = RowForm(request.POST if request.method == "POST" else None, initial=_said(found))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data | {"nobody": False, "why": "", "remarks": [], "answer": "", "mended": True}
        importing.change_row(pk, number, by=request.user, **said)
        messages.success(request, _("Row %(number)s is mended.") % {"number": number})
        return redirect("roster:import", code, pk)
    context = {"unit": unit, "kept": kept, "row": found, "form": form}
    return render(request, "members/roster/row.html", context, status=422 if request.method == "POST" else 200)


def _said(row: Row) -> dict[str, object]:
    return {"name": row.name, "year": row.year or "", "phone": phones.readable(row.phone) if row.phone else ""}


@never_cache
@require_POST
def answer(request: MemberRequest, code: str, pk: int, number: int) -> HttpResponse:
    """Her answer to one row: the same person, another, leave it out, or ask me again."""
    _unit, kept = _import(request, code, pk)
    said = request.POST.get("answer", "")[:30]
    if said not in ("", "other", "skip") and not said.removeprefix("line:").isdecimal():
        raise Http404
    importing.change_row(kept.pk, number, by=request.user, answer=said)
    return redirect(_back(request, code, pk))


def _back(request: HttpRequest, code: str, pk: int) -> str:
    """The rows that she was looking at."""
    seen = request.POST.get("xem", "")
    address = reverse("roster:import", args=[code, pk])
    return f"{address}?xem={seen}#danh-sach" if seen in set(Fate) else address


@never_cache
@require_POST
def agree(request: MemberRequest, code: str, pk: int) -> HttpResponse:
    _unit, kept = _import(request, code, pk)
    importing.agree_to_all(kept.pk, by=request.user)
    return redirect("roster:import", code, pk)


@never_cache
@require_POST
def agree_to_font(request: MemberRequest, code: str, pk: int) -> HttpResponse:
    """Whether the old font was read rightly."""
    _unit, kept = _import(request, code, pk)
    if request.POST.get("font") not in ("right", "wrong"):
        raise Http404
    importing.agree_to_font(kept.pk, request.POST["font"] == "right", by=request.user)
    return redirect("roster:import", code, pk)


@never_cache
@require_POST
def confirm(request: MemberRequest, code: str, pk: int) -> HttpResponse:
    _unit, kept = _import(request, code, pk)
    importing.bring_in(kept.pk, by=request.user)
    return redirect("roster:import", code, pk)


@never_cache
@require_POST
def undo(request: MemberRequest, code: str, pk: int) -> HttpResponse:
    _unit, kept = _import(request, code, pk)
    kept, gone, stay = importing.take_back(kept.pk, by=request.user)
    if kept.writing_at:
        return redirect("roster:import", code, pk)
    messages.success(request, _("Undone: %(gone)s people are off the roster again.") % {"gone": gone})
    if stay:
        words = _("%(stay)s stay as they are: they have learnt, signed in or been changed since.") % {"stay": stay}
        messages.warning(request, words)
    return redirect("roster:import", code, pk)


@never_cache
@require_POST
def discard(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Forget a list that was not confirmed."""
    _unit, kept = _import(request, code, pk)
    if not kept.done_at and not kept.writing_at:
        kept.delete()
    return redirect("roster:list", code)
