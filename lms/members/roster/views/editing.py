"""One member, written or mended with one thumb. Nobody is written twice without a question."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from lms.members import access_log, scope
from lms.members.models import Member
from lms.members.requests import MemberRequest
from lms.members.roster import comparing, lookups, phone_holders
from lms.members.roster.comparing import Change
from lms.members.roster.forms import MemberForm
from lms.members.roster.matching import Judged, judged
from lms.units.models import Unit


def _groups(request: HttpRequest, unit: Unit) -> list[Unit]:
    return list(scope.units(request.user).filter(path__startswith=unit.path, depth=unit.depth + 1).order_by("path"))


def _home(request: HttpRequest, unit: Unit) -> Unit:
    """The unit among whose groups she may be; who looks after one group sees no other."""
    above = scope.units(request.user).filter(path=unit.path[: -Unit.steplen])
    return (above.first() if unit.level == Unit.Level.GROUP else None) or unit


@never_cache
def add(request: MemberRequest, code: str) -> HttpResponse:
    unit = lookups.unit_of(request, code)
    form = MemberForm(request.POST if request.method == "POST" else None, unit=unit, groups=_groups(request, unit))
    perhaps: Judged | None = None
    holders: list[Member] = []
    if request.method == "POST" and form.is_valid():
        perhaps, holders = _write(request, unit, form)
        if perhaps is None and not holders:
            messages.success(request, _("Sister %(name)s is on the roster.") % {"name": form.cleaned_data["name"]})
            return redirect("roster:add" if "more" in request.POST else "roster:list", code)
        access_log.note(request.user, perhaps.meant if perhaps else [], access_log.What.ROSTER)
    status = 422 if request.method == "POST" else 200
    context = {"unit": unit, "form": form, "perhaps": perhaps, "holders": holders}
    return render(request, "members/roster/add.html", context, status=status)


@transaction.atomic
def _write(request: MemberRequest, unit: Unit, form: MemberForm) -> tuple[Judged | None, list[Member]]:
    """Write her, unless it may be somebody who is there, or somebody has her number: then who.
    The lock on the unit makes a second tap wait for the
    first and find her."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    [one] = judged([form.row()], unit, request.user)
    if one.people and "another" not in request.POST:
        return one, []
    if holders := phone_holders.to_ask_about(request, form.cleaned_data["phone"]):
        return None, holders
    member = form.fill(Member(unit=unit))
    member.placed_by = request.user
    member.save()
    phone_holders.settle(request, member)
    return None, []


@never_cache
def edit(request: MemberRequest, code: str, member_id: int) -> HttpResponse:
    unit = lookups.unit_of(request, code)
    member = lookups.member_of(request, unit, member_id, known=True)
    home = _home(request, member.unit or unit)
    groups = _groups(request, home) if home.level != Unit.Level.GROUP else []
    posted = request.method == "POST"
    sent = comparing.as_chosen(request.POST, member) if posted else None
    form = MemberForm(sent, initial=MemberForm.about(member), unit=home, groups=groups)
    seen, holders = comparing.stamp(member), []
    changes: list[comparing.Change] = []
    if posted and form.is_valid():
        holders = phone_holders.to_ask_about(request, form.cleaned_data["phone"], but=member)
    if posted and form.is_valid() and not holders:
        changes, seen = _mend(request, member, form)
        if not any(change.is_conflict for change in changes):
            messages.success(request, _said(changes))
            return redirect("roster:list", code)
    elif posted:
        seen = request.POST.get(comparing.FIELD, seen)
    context = {"unit": unit, "member": member, "form": form, "may_invite": scope.may_invite(request.user, [member])}
    context |= {"changes": changes, "seen": seen, "holders": holders, "merges": member.undoable_merges()}
    return render(request, "members/roster/edit.html", context, status=422 if posted else 200)


@transaction.atomic
def _mend(request: MemberRequest, member: Member, form: MemberForm) -> tuple[list[Change], str]:
    """Save her unless somebody else has changed what is changed here: then what to choose between, and the stamp of
    what is there now."""
    now = Member.objects.select_for_update(no_key=True, of=["self"]).select_related("unit").get(pk=member.pk)
    before = comparing.seen(request.POST, now)
    changes, stamp = comparing.changes(now, form, before), comparing.stamp(now)
    if not any(change.is_conflict for change in changes):
        now = comparing.keep_theirs(now, form, before)
        now.placed_by = request.user
        keys = ["sort_key", "search_key"]
        now.save(update_fields=["name", "sort_name", "mark", *keys, "birth_year", "phone", "unit"])
        phone_holders.settle(request, now)
    return changes, stamp


def _said(changes: list[Change]) -> str:
    if not changes:
        return _("What you changed is kept.")
    labels = ", ".join(change.label for change in changes)
    return _("What you changed is kept, and so is what somebody else has just changed: %(labels)s.") % {
        "labels": labels
    }
