"""The branch head's and the officer's screens. Whatever is outside the viewer's scope is not found, for anybody."""

from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from courses.models import Course
from lms.members import scope
from lms.members.models import Member, Unit
from lms.reports import messages, queries
from lms.reports.queries import Counts, State

PAGE = 50  # names on a page


def _unit(request: HttpRequest, code: str) -> Unit:
    return get_object_or_404(scope.units(request.user), code=code)


@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """The unit she looks after; a choice when there are several."""
    units = list(queries.own_units(request.user))
    if not units and scope.must_prove(request.user):
        return redirect_to_login(request.path, reverse("officer_sign_in"))
    if not units:
        raise Http404
    if len(units) == 1:
        return redirect("reports:unit", units[0].code)
    return render(request, "reports/units.html", {"units": units})


@never_cache
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """How far the unit is in each course."""
    unit = _unit(request, code)
    context = {"unit": unit, "courses": queries.counts_by_course(request.user, unit)}
    return render(request, "reports/unit.html", context)


@never_cache
def course(request: HttpRequest, code: str, course_id: int) -> HttpResponse:
    """One course: the sums, the units one level down, and who is where, by name."""
    unit = _unit(request, code)
    course, counts = _course(queries.counts_by_course(request.user, unit), course_id)
    state = _state(request)
    members = queries.in_state(queries.roster(request.user, unit), course, state)
    page = Paginator(members, PAGE).get_page(request.GET.get("trang"))
    context = {
        "unit": unit,
        "course": course,
        "counts": counts,
        "below": queries.counts_below(request.user, unit, course),
        "state": state,
        "State": State,
        "page": page,
        "may_invite": scope.may_invite(request.user, page),
        "message": _message(unit, course, members) if state == State.NOT_STARTED and page else "",
    }
    return render(request, "reports/course.html", context)


def _message(unit: Unit, course: Course, members: QuerySet[Member]) -> str:
    return messages.invitation(unit, course, list(members[: messages.MOST_NAMES + 1]))


def _course(counted: list[tuple[Course, Counts]], course_id: int) -> tuple[Course, Counts]:
    for course, counts in counted:
        if course.pk == course_id:
            return course, counts
    raise Http404


def _state(request: HttpRequest) -> State:
    wanted = request.GET.get("ai", State.NOT_STARTED)
    if wanted not in set(State):
        raise Http404
    return State(wanted)
