"""Moving a member to another unit, within what her head looks after; where she was stays as history.

Into a unit that the head does not see she moves nobody: whoever looks after both units does that.
"""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from lms.members import scope
from lms.members.models import Member
from lms.members.requests import MemberRequest
from lms.members.roster import lookups
from lms.units.models import Unit

MOST_UNITS = 20  # offered at once; a few more letters of the name make them fewer


@never_cache
def move(request: MemberRequest, code: str, member_id: int) -> HttpResponse:
    unit = lookups.unit_of(request, code)
    member = lookups.member_of(request, unit, member_id)
    if request.method == "POST":
        target: Unit = get_object_or_404(
            scope.units(request.user), code=request.POST.get("to", "")[:40].replace("\x00", "")
        )
        _move(member, target, request.user)
        words = {"name": member.name, "unit": target.name}
        messages.success(request, _("Sister %(name)s belongs to %(unit)s now.") % words)
        return redirect("roster:list", code)
    typed = request.GET.get("tim", "")
    found = list(lookups.units_matching(request.user, typed).exclude(pk=member.unit_id)[: MOST_UNITS + 1])
    context = {"unit": unit, "member": member, "typed": typed, "more": len(found) > MOST_UNITS}
    context["units"] = lookups.with_parents(found[:MOST_UNITS])
    return render(request, "members/roster/move.html", context)


@transaction.atomic
def _move(member: Member, target: Unit, by: Member) -> None:
    locked = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    locked.unit, locked.placed_by = target, by
    locked.save(update_fields=["unit"])
