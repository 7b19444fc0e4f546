"""What an address names, inside the viewer's scope; whatever is outside is not found, for anybody."""

from django.core.paginator import Page, Paginator
from django.db.models import BigIntegerField, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from courses.models import Course
from lms import names
from lms.members import access_log, scope
from lms.members.models import Member
from lms.reports import queries
from lms.units.models import Unit

PAGE = 50  # no list is longer
UNITS = 25  # each with its bar and its figures: two turns of the thumb, and half the work for the server
LONGEST = 120  # characters of what is searched


def unit(request: HttpRequest, code: str) -> Unit:
    return get_object_or_404(scope.units(request.user), code=code)


def course(course_id: int) -> Course:
    return get_object_or_404(queries.courses(), pk=_fitting(course_id))


def member(request: HttpRequest, member_id: int) -> Member:
    """The one door to another person's record on these screens; who goes through it is written down."""
    found = get_object_or_404(scope.members(request.user).select_related("unit"), pk=_fitting(member_id))
    access_log.note(request.user, [found], access_log.What.RECORD)
    return found


def _fitting(number: int) -> int:
    if number > BigIntegerField.MAX_BIGINT:
        raise Http404
    return number


def wanted(request: HttpRequest, key: str = "tim") -> str:
    """What she searches, folded: tones, capitals and đ do not matter."""
    return names.fold(request.GET.get(key, "")[:LONGEST].replace("\0", ""))


def page(request: HttpRequest, rows: QuerySet | list, key: str = "trang", most: int = PAGE) -> Page:
    return Paginator(rows, most).get_page(request.GET.get(key))
