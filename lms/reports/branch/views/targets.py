"""Setting a unit's target: so many of a hundred members through the course, until a day."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from courses.models import Course
from lms.members.models import Member
from lms.members.requests import MemberRequest
from lms.reports import queries
from lms.reports.branch import targets, url_objects
from lms.reports.branch.forms import TargetForm
from lms.reports.models import Target
from lms.units.models import Unit


@never_cache
def target(request: MemberRequest, code: str, course_id: int) -> HttpResponse:
    unit, course = url_objects.unit(request, code), url_objects.course(course_id)
    held = targets.of(unit).get(course.pk)
    own = held if held and held.unit_id == unit.pk else None
    if request.method == "POST" and "drop" in request.POST:
        Target.objects.filter(unit=unit, course=course).delete()
        return _done(request, unit, _("The target has been taken away."))
    start = {"share": held.share, "until": held.until} if held else {"share": 70}
    form = TargetForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        _keep(unit, course, form, request.user)
        return _done(request, unit, _("The target is kept."))
    context = {"unit": unit, "course": course, "form": form, "own": own, "held": held}
    context |= {"trail": [*queries.trail(request.user, unit), unit]}
    return render(request, "reports/target.html", context, status=422 if form.errors else 200)


def _keep(unit: Unit, course: Course, form: TargetForm, by: Member) -> None:
    Target.objects.update_or_create(unit=unit, course=course, defaults=form.cleaned_data | {"set_by": by})


def _done(request: HttpRequest, unit: Unit, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("reports:unit", unit.code)
