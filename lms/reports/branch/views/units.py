"""The branch head's and the officer's screens. Whatever is outside the viewer's scope is not found, for anybody."""

from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Page
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from courses.models import Course
from lms.members import access_log, scope
from lms.members.requests import MemberRequest
from lms.progress import vouching
from lms.reports import queries
from lms.reports.branch import messages, targets, url_objects
from lms.reports.branch import nudges as branch_nudges
from lms.reports.queries import Counts, State
from lms.units.models import Unit


@never_cache
def start(request: MemberRequest) -> HttpResponse:
    """The unit she looks after; a choice when there are several."""
    page = url_objects.page(request, queries.own_units(request.user))
    if not page and scope.must_prove(request.user):
        return redirect_to_login(request.path, reverse("officer_sign_in"))
    if not page:
        raise Http404
    if page.paginator.count == 1:
        return redirect("reports:unit", page[0].code)
    return render(request, "reports/units.html", {"units": page})


@never_cache
def unit(request: MemberRequest, code: str) -> HttpResponse:
    """Her first screen: the one course that matters now, whom to encourage or the units below; then the others."""
    unit = url_objects.unit(request, code)
    counted = queries.counts_by_course(request.user, unit)
    context: dict[str, object] = {"unit": unit, "trail": queries.trail(request.user, unit)}
    if not counted:
        return render(request, "reports/unit.html", context)
    aims = targets.of(unit)
    course, counts = counted.pop(targets.first(counted, aims))
    context |= {"course": course, "counts": counts, "others": counted}
    context |= {"is_close": queries.is_close(unit), "named": queries.shows_names(unit, counts)}
    context |= {"aim": _aim(aims, course, counts)}
    context |= _below(request, unit, course)
    if counts.roster and queries.is_close(unit):
        context |= _nudges(request, unit, course)
    return render(request, "reports/unit.html", context)


@never_cache
def course(request: MemberRequest, code: str, course_id: int) -> HttpResponse:
    """One course: the sums, the units one level down, and who is where, by name."""
    unit = url_objects.unit(request, code)
    course, counts = _course(queries.counts_by_course(request.user, unit), course_id)
    context: dict[str, object] = {
        "unit": unit,
        "trail": queries.trail(request.user, unit),
        "course": course,
        "counts": counts,
    }
    context |= {"is_close": queries.is_close(unit)}
    context |= {"aim": _aim(targets.of(unit), course, counts)} | _below(request, unit, course)
    state = _state(request)
    if queries.shows_names(unit, counts):
        context |= _who(request, unit, course, state)
        context["meetings"] = vouching.meetings(request.user, unit, course)[: vouching.SHOWN]
    return render(request, "reports/course.html", context)


def _aim(aims: dict, course: Course, counts: Counts) -> targets.Aim | None:
    return targets.Aim(aims[course.pk], counts) if course.pk in aims else None


def _below(request: MemberRequest, unit: Unit, course: Course) -> dict:
    """A page of the units one level down with their sums; or, when she searches one, of those it may be."""
    wanted = url_objects.wanted(request, "don-vi")
    if wanted:
        page = url_objects.page(
            request, queries.units_named(request.user, unit, wanted), "trang-don-vi", url_objects.UNITS
        )
        return {"wanted_unit": wanted, "units": page, "found": queries.with_parents(page)}
    below = queries.counts_below(request.user, unit, course) if unit.numchild else []
    own = below == [] or below[0][0] == unit  # nothing but the unit itself
    return {"units": url_objects.page(request, [] if own else below, "trang-don-vi", url_objects.UNITS)}


def _nudges(request: MemberRequest, unit: Unit, course: Course) -> dict:
    others = queries.roster(request.user, unit).exclude(pk=request.user.pk)
    nudges = branch_nudges.today(others, course)
    called = [nudge.member for nudge in nudges]
    access_log.note(request.user, called, access_log.What.LIST)
    return {"nudges": nudges, "message": messages.invitation(unit, course, called) if called else ""}


def _who(request: MemberRequest, unit: Unit, course: Course, state: State) -> dict:
    """A page of names: of one state, or of all whose name she searches."""
    members, wanted = queries.roster(request.user, unit), url_objects.wanted(request)
    if wanted:
        chosen, shown = queries.members_named(members, course, wanted), None
    else:
        chosen, shown = queries.in_state(members, course, state), state
    page = url_objects.page(request, chosen)
    access_log.note(request.user, page, access_log.What.LIST)
    return {
        "named": True,
        "state": shown or "",
        "wanted": wanted,
        "page": page,
        "together": queries.learnt_together(page, course),
        "message": _message(unit, course, shown, page),
    }


def _message(unit: Unit, course: Course, state: State | None, page: Page) -> str:
    """For all of that state: by name where they are few, and then they stand on one page."""
    said = {State.NOT_STARTED: messages.invitation, State.FINISHED: messages.congratulation}
    words = said.get(state) if state else None
    named = list(page) if page.paginator.count <= messages.MOST_NAMES else []
    return words(unit, course, named) if words and page else ""


def _course(counted: list[tuple[Course, Counts]], course_id: int) -> tuple[Course, Counts]:
    for course, counts in counted:
        if course.pk == course_id:
            return course, counts
    raise Http404


def _state(request: MemberRequest) -> State:
    wanted = request.GET.get("ai", State.NOT_STARTED)
    if wanted not in set(State):
        raise Http404
    return State(wanted)
