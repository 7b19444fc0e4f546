"""The screens of an export: what is in it, how far it is, where it is found again. A short list comes at once.

An export belongs to who asked for it, for as long as she looks after its unit; for everybody else it is not there.
"""

from io import BytesIO
from typing import IO
from uuid import UUID

from django.contrib import messages
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lms.members import scope
from lms.members.requests import MemberRequest
from lms.reports import queries
from lms.reports.exports import jobs, tasks, xlsx
from lms.reports.exports.listing import Listing
from lms.reports.models import Export
from lms.units.models import Unit

AT_ONCE = 2000  # rows that are written while she waits
PAGE = 20
CONTENT_TYPES = {
    Export.Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Export.Form.CSV: "text/csv; charset=utf-8",
}


def visible(viewer: scope.Viewer) -> QuerySet[Export]:
    """Hers, of units that she looks after today, the latest first."""
    if not viewer.is_authenticated:
        return Export.objects.none()
    hers = Export.objects.filter(asked_by=viewer, unit__in=scope.units(viewer))
    return hers.select_related("unit").order_by("-asked_at")


def _unit(request: HttpRequest, code: str) -> Unit:
    return get_object_or_404(scope.units(request.user), code=code)


@never_cache
def offer(request: MemberRequest, code: str) -> HttpResponse:
    """What the file will hold, and its buttons. Sending the form has a long list prepared."""
    unit = _unit(request, code)
    total = queries.roster(request.user, unit).count()
    fits = total <= xlsx.MOST_ROWS
    if request.method == "POST":
        return _prepare(request, unit, fits)
    context = {"unit": unit, "total": total, "at_once": total <= AT_ONCE, "fits": fits, "Form": Export.Form}
    return render(request, "reports/offer.html", context)


def _prepare(request: MemberRequest, unit: Unit, fits: bool) -> HttpResponse:
    form = request.POST.get("dang")
    if form not in Export.Form.values or (form == Export.Form.XLSX and not fits):
        return HttpResponse(status=422)
    export = tasks.ask(request.user, unit, form)
    if (export.unit_id, export.form) != (unit.pk, form):
        messages.info(request, _("One list at a time: this one is still being prepared for you."))
    return redirect("exports:one", export.pk)


@never_cache
@require_safe
def at_once(request: MemberRequest, code: str, form: str) -> HttpResponseBase:
    """A short list, written while she waits. A plain address: phones fetch a file once more to keep it."""
    unit = _unit(request, code)
    if form not in Export.Form.values:
        raise Http404
    listing = Listing(request.user, unit)
    if listing.total > AT_ONCE:
        return redirect("reports:offer", unit.code)
    file = BytesIO()
    jobs.write(listing, form, file)
    file.seek(0)
    return _handed_out(file, jobs.file_name(unit, form, timezone.localdate()))


def _handed_out(file: IO[bytes], name: str) -> FileResponse:
    kind = CONTENT_TYPES[Export.Form(name.rpartition(".")[2])]
    return FileResponse(file, as_attachment=True, filename=name, content_type=kind)


@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """The exports of the last week. Who looks after nobody has no such page."""
    if not scope.roots(request.user):
        raise Http404
    tasks.requeue_lost()
    page = Paginator(visible(request.user), PAGE).get_page(request.GET.get("trang"))
    return render(request, "reports/exports.html", {"page": page, "units": queries.own_units(request.user)})


@never_cache
def one(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """How far it is; then, the file."""
    tasks.requeue_lost()  # a page that waits is the first to suffer from a worker that died
    return render(request, "reports/export.html", {"export": get_object_or_404(visible(request.user), pk=export_id)})


@require_POST
def again(request: HttpRequest, export_id: UUID) -> HttpResponse:
    export = tasks.ask_again(get_object_or_404(visible(request.user).select_related("asked_by"), pk=export_id))
    return redirect("exports:one", export.pk)


@never_cache
@require_safe
def file(request: MemberRequest, export_id: UUID) -> HttpResponseBase:
    ready = visible(request.user).filter(status=Export.Status.READY)
    export = get_object_or_404(ready, pk=export_id)
    name = jobs.file_name(export.unit, export.form, timezone.localdate(export.asked_at))
    try:
        written = default_storage.open(export.file)
    except FileNotFoundError as missing:
        raise Http404 from missing
    jobs.note(request.user, export.unit)
    return _handed_out(written, name)
