"""Her certificates: her own page, the PDF to print, the picture for Zalo, and the public page that confirms one."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from lms import names
from lms.certificates import typesetting
from lms.certificates.models import Certificate, as_printed
from lms.members import access_log, scope
from lms.members.requests import MemberRequest


def visible(request: HttpRequest, number: str) -> Certificate:
    """The certificate, for its holder and for who has her in scope; 404 for everybody else."""
    certificate = get_object_or_404(Certificate.objects.select_related("member__unit"), number=number)
    if request.user != certificate.member and not scope.sees(request.user, certificate.member):
        raise Http404
    access_log.note(request.user, [certificate.member], access_log.What.CERTIFICATE)
    return certificate


def sheet(certificate: Certificate) -> typesetting.Sheet:
    """What the typesetter sets: the frozen words and nothing else."""
    return typesetting.Sheet(
        name=certificate.name,
        unit=certificate.unit_name,
        course=certificate.course_title,
        issued_on=certificate.issued_on,
        number=certificate.number,
        verify_url=settings.BASE_URL.rstrip("/") + reverse("certificates:verify", args=[certificate.number]),
        digest=certificate.digest,
        issuer=certificate.issuer,
    )


@never_cache
@login_required
def mine(request: MemberRequest) -> HttpResponse:
    certificates = request.user.certificates.filter(revoked_at=None).order_by("-issued_on")
    return render(request, "certificates/mine.html", {"certificates": certificates})


@never_cache
def one(request: HttpRequest, number: str) -> HttpResponse:
    return render(request, "certificates/one.html", {"certificate": visible(request, number)})


def _file(request: HttpRequest, number: str, kind: str, content_type: str, setter) -> HttpResponse:
    """The file of a valid certificate. A browser may keep it but asks each time: the phone is shared, and not every
    person on it may see it. What it has kept is not set again."""
    certificate = visible(request, number)
    if not certificate.is_valid():
        raise Http404
    tag = f'"{certificate.digest}"'
    kept = tag in request.headers.get("If-None-Match", "")
    response = HttpResponse(status=304) if kept else HttpResponse(setter(sheet(certificate)), content_type=content_type)
    response["Content-Disposition"] = f'inline; filename="giay-chung-nhan-{certificate.number}.{kind}"'
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = tag
    return response


def pdf(request: HttpRequest, number: str) -> HttpResponse:
    return _file(request, number, "pdf", "application/pdf", typesetting.pdf)


def picture(request: HttpRequest, number: str) -> HttpResponse:
    return _file(request, number, "png", "image/png", typesetting.picture)


def verify(request: HttpRequest, number: str = "") -> HttpResponse:
    """Public: whether a certificate with this number is valid, and as little about its holder as will do."""
    typed = as_printed(request.GET.get("so", ""))
    if typed:
        return redirect("certificates:verify", typed)
    certificate = Certificate.objects.filter(number=as_printed(number)).first()
    shown: dict[str, object] = {"number": number, "certificate": certificate}
    if certificate:
        shown |= {"holder": names.initials(certificate.name), "valid": certificate.is_valid()}
        shown["another"] = (
            bool(certificate.revoked_at)
            and certificate.member.certificates.filter(course=certificate.course_id or 0, revoked_at=None).exists()
        )
    return render(request, "certificates/verify.html", shown, status=404 if number and not certificate else 200)
