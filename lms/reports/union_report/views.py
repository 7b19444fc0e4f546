"""The union report on her screen, on paper and as a PDF to hand on. The figures are those of her screens, now."""

from copy import copy

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms import names
from lms.members import scope
from lms.members.requests import MemberRequest
from lms.reports.models import Report
from lms.reports.union_report import pdf as union_report_pdf
from lms.reports.union_report.draft import ReportForm, report_of
from lms.reports.union_report.figures import sum_up
from lms.reports.union_report.letter import Letter, letter
from lms.units.models import Unit


def _unit(request: HttpRequest, code: str) -> Unit:
    return get_object_or_404(scope.units(request.user), code=code)


def _letter(request: HttpRequest, report: Report) -> Letter:
    return letter(report, sum_up(request.user, report.unit, report.period), timezone.localdate())


def file_name(report: Report) -> str:
    """Such as bao-cao-chi-hoi-thon-ha-quy-iv-nam-2026.pdf."""
    return f"bao-cao-{slugify(names.fold(report.unit.name))[:80]}-{slugify(names.fold(str(report.period)))}.pdf"


@never_cache
def report(request: MemberRequest, code: str) -> HttpResponse:
    """The report as it stands, and the form for what the figures cannot say."""
    unit = _unit(request, code)
    kept = report_of(request.user, unit)
    form = ReportForm(request.POST if request.method == "POST" else None, instance=copy(kept))
    if request.method == "POST" and form.is_valid():
        typed = {name: form.cleaned_data[name] for name in form.Meta.fields}
        Report.objects.update_or_create(asked_by=request.user, unit=unit, defaults=typed)
        return redirect(f"{request.path}#ban-in")
    context = {"unit": unit, "form": form, "letter": _letter(request, kept), "file_name": file_name(kept)}
    return render(request, "reports/report.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def pdf(request: MemberRequest, code: str) -> HttpResponse:
    report = report_of(request.user, _unit(request, code))
    document = union_report_pdf.pdf(_letter(request, report), timezone.localdate())
    response = HttpResponse(document, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{file_name(report)}"'
    return response
