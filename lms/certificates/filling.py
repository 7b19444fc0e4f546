"""Her certificate of a course, on the pages of the course and its lessons."""

from django.urls import reverse

from courses.shells import Reader, fills
from lms.certificates.models import Certificate


def _certificate(reader: Reader, course: str) -> Certificate | None:
    """One query, however often the page asks. A trainer previews a course before its first save."""
    if not (reader.user.is_authenticated and course.isdecimal()):
        return None
    if "certificate" not in reader.kept:
        hers = Certificate.objects.filter(member=reader.user, course=int(course), revoked_at=None)
        reader.kept["certificate"] = hers.first()
    return reader.kept["certificate"]


@fills("has_certificate")
def has_certificate(reader: Reader, course: str) -> bool:
    return _certificate(reader, course) is not None


@fills("certificate_address")
def certificate_address(reader: Reader, course: str) -> str:
    certificate = _certificate(reader, course)
    return reverse("certificates:one", args=[certificate.number]) if certificate else ""
