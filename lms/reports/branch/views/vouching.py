"""A branch head writes down what women without phones learnt beside her, and takes back what was a mistake."""

from uuid import UUID

from django.contrib import messages
from django.db.models import BigIntegerField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from courses.models import Lesson
from lms.members import access_log, scope
from lms.members.models import Member
from lms.members.requests import MemberRequest
from lms.progress import vouching
from lms.progress.models import LearningEvent, Meeting
from lms.reports import queries
from lms.reports.branch import records, url_objects
from lms.reports.branch.forms import TakeBackForm, VouchForm
from lms.reports.queries import Counts
from lms.units.models import Unit


def _member(request: HttpRequest, member_id: int) -> Member:
    member = url_objects.member(request, member_id)
    if not scope.may_vouch(request.user, member):
        raise Http404
    return member


@never_cache
def for_one(request: MemberRequest, member_id: int) -> HttpResponse:
    """Lessons that this member did beside her, on one day."""
    member = _member(request, member_id)
    courses = [course for course in records.of(member)[0] if course.missing]
    offered = [(row.lesson.pk, row.lesson.title) for course in courses for row in course.missing]
    sent = request.POST if request.method == "POST" else None
    form = VouchForm(sent, lessons=offered, initial=_asked(request))
    if sent is not None and form.is_valid():
        _write(request, form, [member], None)
        return redirect("person:page", member.pk)
    context = {"member": member, "courses": courses, "form": form, "chosen": _chosen(form, "lessons")}
    return render(request, "reports/vouch.html", context, status=422 if form.errors else 200)


@never_cache
def for_many(request: MemberRequest, code: str, course_id: int) -> HttpResponse:
    """A whole meeting: one lesson, one day, and who was there. A page of those who have not finished the course."""
    unit, course = url_objects.unit(request, code), url_objects.course(course_id)
    roster = queries.roster(request.user, unit).exclude(pk=request.user.pk)
    if not queries.shows_names(unit, Counts(roster.count())):
        raise Http404
    offered = list(course.lessons().defer("body").values_list("pk", "title"))
    sent = request.POST if request.method == "POST" else None
    form = VouchForm(sent, lessons=offered, people=roster, initial=_asked(request))
    if sent is not None and form.is_valid():
        _write(request, form, list(form.cleaned_data["people"].select_related("unit")), unit)
        return redirect("reports:course", unit.code, course.pk)
    context = {"unit": unit, "course": course, "offered": offered, "form": form, "trail": [unit]}
    context["meetings"] = vouching.meetings(request.user, unit, course)[: vouching.SHOWN]
    page = url_objects.page(request, queries.unfinished(roster, course))
    access_log.note(request.user, page, access_log.What.LIST)
    context |= {"page": page, "chosen": _chosen(form, "lessons"), "there": _chosen(form, "people")}
    return render(request, "reports/meeting.html", context, status=422 if form.errors else 200)


def _asked(request: HttpRequest) -> dict:
    return {"day": timezone.localdate(), "lessons": [request.GET.get("bai", "")]}


def _chosen(form: VouchForm, field: str) -> set[str]:
    """What is ticked now, also where something else is wrong."""
    return set(map(str, form[field].value() or []))


def _write(request: MemberRequest, form: VouchForm, members: list[Member], unit: Unit | None) -> None:
    lessons, day = list(Lesson.objects.filter(pk__in=form.cleaned_data["lessons"])), form.cleaned_data["day"]
    if unit:
        written = vouching.write_meeting(request.user, members, lessons, day, unit=unit)
    else:
        written = vouching.vouch(request.user, members, lessons, day)
    said = ngettext("Written down: %(n)s lesson.", "Written down: %(n)s lessons.", written) % {"n": written}
    messages.success(request, said if written else _("This had been written down before."))


@require_POST
def take_back_meeting(request: MemberRequest, code: str, course_id: int, meeting_id: int) -> HttpResponse:
    """One press takes back all that was written down together."""
    unit, course = url_objects.unit(request, code), url_objects.course(course_id)
    if meeting_id > BigIntegerField.MAX_BIGINT:
        raise Http404
    meeting = get_object_or_404(Meeting, pk=meeting_id, unit=unit, course=course)
    taken, stay = vouching.take_back_meeting(meeting, by=request.user)
    said = ngettext("Taken back: %(n)s lesson.", "Taken back: %(n)s lessons.", taken) % {"n": taken}
    messages.success(request, said if taken else _("Taken back. It counts no more."))
    if stay:
        words = _("%(n)s lessons stay: those sisters belong to another unit by now.") % {"n": stay}
        messages.warning(request, words)
    return redirect("reports:course", unit.code, course.pk)


@never_cache
def take_back(request: MemberRequest, member_id: int, event_id: UUID) -> HttpResponse:
    """It was a mistake: says why, and the fact counts no more."""
    member = _member(request, member_id)
    written = LearningEvent.objects.filter(member=member, kind=LearningEvent.Kind.VOUCHED)
    event = get_object_or_404(written.select_related("lesson", "by", "reversal", "member__unit"), pk=event_id)
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        vouching.take_back(event, by=request.user, reason=form.reason)
    if form.is_valid() or hasattr(event, "reversal"):
        messages.success(request, _("Taken back. It counts no more."))
        return redirect("person:page", member.pk)
    context = {"member": member, "event": event, "form": form}
    return render(request, "reports/take_back.html", context, status=422 if form.errors else 200)
