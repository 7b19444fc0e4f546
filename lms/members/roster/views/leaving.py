"""A member leaves the union, or comes back. She stays on no roster and may go on learning; nothing of hers is lost."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lms.members import scope
from lms.members.models import Member
from lms.members.requests import MemberRequest
from lms.members.roster import lookups
from lms.members.roster.forms import LeavingForm


@never_cache
def leave(request: MemberRequest, code: str, member_id: int) -> HttpResponse:
    """Why, and the button. Who looks after others is taken off by somebody above her only: never by herself."""
    unit = lookups.unit_of(request, code)
    member = lookups.member_of(request, unit, member_id)
    if not scope.may_invite(request.user, [member]):
        raise Http404
    form = LeavingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        form.leave(member, timezone.localdate())
        _leave(member, request.user)
        messages.success(request, _("Sister %(name)s is on the roster no more.") % {"name": member.name})
        return redirect("roster:list", code)
    offices = [role.get_kind_display() for role in member.roles.current()]
    context = {"unit": unit, "member": member, "form": form, "offices": offices}
    status = 422 if request.method == "POST" else 200
    return render(request, "members/roster/leave.html", context, status=status)


@never_cache
@require_POST
def come_back(request: MemberRequest, code: str, member_id: int) -> HttpResponse:
    unit = lookups.unit_of(request, code)
    member = lookups.member_of(request, unit, member_id, known=True)
    member.left_on, member.left_why = None, ""
    _save(member, request.user)
    messages.success(request, _("Sister %(name)s is on the roster.") % {"name": member.name})
    return redirect("roster:list", code)


@transaction.atomic
def _leave(member: Member, by: Member) -> None:
    """Her offices end with it: who is on no roster looks after nobody."""
    _save(member, by)
    member.roles.current().update(until=member.left_on)


@transaction.atomic
def _save(member: Member, by: Member) -> None:
    member.placed_by = by
    member.save(update_fields=["left_on", "left_why"])
