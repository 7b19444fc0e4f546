"""The target that the demo's commune has set itself."""

from datetime import date

from courses.models import Course
from lms.reports.models import Target
from lms.units.models import Unit

COMMUNE, COURSE = "99001", "K1"


def load() -> None:
    """Seventy of a hundred members through the first course by the end of the year. Again changes nothing."""
    course, commune = Course.objects.filter(code=COURSE).first(), Unit.objects.get(code=COMMUNE)
    if course:
        wanted = {"share": 70, "until": date(2026, 12, 31)}
        Target.objects.get_or_create(unit=commune, course=course, defaults=wanted)
