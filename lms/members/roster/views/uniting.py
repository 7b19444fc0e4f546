"""Uniting two records on a phone: who is it, the two side by side, what stays, and the button."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import BigIntegerField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lms.members import access_log, phones, scope
from lms.members.requests import MemberRequest
from lms.members.roster import lookups, parting, uniting
from lms.units.models import Unit

MOST_FOUND = 10
LABELS = {
    "name": gettext_lazy("Full name"),
    "birth_year": gettext_lazy("Year of birth"),
    "phone": gettext_lazy("Phone"),
    "unit": gettext_lazy("Unit"),
}


@never_cache
def choose(request: MemberRequest, code: str, member_id: int) -> HttpResponse:
    """Who is the same person: those whose names are alike, or by a search."""
    unit = lookups.unit_of(request, code)
    member = lookups.member_of(request, unit, member_id, known=True)
    typed = request.GET.get("tim", "")
    if typed:
        others = scope.known(request.user).filter(unit__path__startswith=unit.path).exclude(pk=member.pk)
        found = list(lookups.in_order(lookups.matching(others, typed))[:MOST_FOUND])
    else:
        found = uniting.alike(request.user, member, unit)
    access_log.note(request.user, found, access_log.What.ROSTER)
    context = {"unit": unit, "member": member, "typed": typed, "found": found}
    return render(request, "members/roster/unite_choose.html", context)


@never_cache
def unite(request: MemberRequest, code: str, member_id: int, other_id: int) -> HttpResponse:
    unit = lookups.unit_of(request, code)
    if request.method == "POST" and _are_one(request, unit, {member_id, other_id}):
        return redirect("roster:list", code)  # she has pressed twice
    one, other = (lookups.member_of(request, unit, pk, known=True) for pk in (member_id, other_id))
    if one.pk == other.pk:
        raise Http404
    both = uniting.pair(one, other)
    may = uniting.may_unite(request.user, one, other)
    if request.method == "POST":
        return _unite(request, code, both) if may else _show(request, unit, both, may, 422)
    return _show(request, unit, both, may, 200)


@never_cache
@require_POST
def part(request: MemberRequest, code: str, member_id: int, merge_id: int) -> HttpResponse:
    """It was a mistake: two records again."""
    unit = lookups.unit_of(request, code)
    member = lookups.member_of(request, unit, member_id, known=True)
    if merge_id > BigIntegerField.MAX_BIGINT:
        raise Http404
    merge = get_object_or_404(member.merges, pk=merge_id)
    try:
        gone = parting.part(merge, by=request.user)
    except PermissionDenied as refused:
        raise Http404 from refused
    messages.success(request, _("The record of sister %(name)s is there again.") % {"name": gone.name})
    return redirect("roster:list", code)


def _are_one(request: HttpRequest, unit: Unit, pks: set[int]) -> bool:
    here = scope.known(request.user).filter(unit__path__startswith=unit.path)
    return here.filter(pk__in=pks, merged__in=pks).exists()


def _unite(request: MemberRequest, code: str, both: uniting.Pair) -> HttpResponse:
    try:
        kept = uniting.unite(both.kept, both.gone, _chosen(request, both), by=request.user)
    except PermissionDenied as changed:  # an office was given meanwhile
        raise Http404 from changed
    messages.success(request, _("The two records of sister %(name)s are one now.") % {"name": kept.name})
    return redirect("roster:list", code)


def _chosen(request: HttpRequest, both: uniting.Pair) -> dict[str, object]:
    """Of each field the value that she ticked; the first where nothing was."""
    chosen = {}
    for field in uniting.CHOSEN:
        values = both.values(field)
        tick = request.POST.get(field, "0")
        if values:
            chosen[field] = values[1] if tick == "1" and len(values) > 1 else values[0]
    return chosen


def _show(request: HttpRequest, unit: Unit, both: uniting.Pair, may: bool, status: int) -> HttpResponse:
    choices = []
    for field in uniting.CHOSEN:
        shown = phones.readable if field == "phone" else str
        choices.append((field, LABELS[field], [shown(value) for value in both.values(field)]))
    context = {"unit": unit, "both": both, "choices": choices, "may": may}
    return render(request, "members/roster/unite.html", context, status=status)
