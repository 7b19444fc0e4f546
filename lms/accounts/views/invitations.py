"""One member's way in, on one page for her head: her cards, her PIN, an invitation.

The head hands things over and takes them back; what opens the account is chosen by the member alone. Each deed is a
button on this page, so that it is two taps from her line in a list.
"""

import segno
from django.conf import settings
from django.contrib import messages
from django.db.models import BigIntegerField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lms.accounts import pin_resets
from lms.accounts.cards import registry
from lms.accounts.views.choose_pin import invitation
from lms.members import access_log, scope
from lms.members.models import Member
from lms.members.requests import MemberRequest


def _member(request: HttpRequest, member_id: int) -> Member:
    """Her, if the viewer may hand her a new PIN; 404 for everybody else."""
    if member_id > BigIntegerField.MAX_BIGINT:
        raise Http404
    member = get_object_or_404(scope.members(request.user).select_related("unit"), pk=member_id)
    if not scope.may_invite(request.user, [member]):
        raise Http404
    access_log.note(request.user, [member], access_log.What.INVITATION)
    return member


@never_cache
def invite(request: HttpRequest, member_id: int) -> HttpResponse:
    member = _member(request, member_id)
    address = settings.BASE_URL.rstrip("/") + reverse("choose_pin", args=[invitation(member)])
    code = segno.make(address, micro=False).svg_inline(omitsize=True, border=4, dark="#1d1a1c", light="#fff")
    words = _("Sister %(name)s, I invite you to choose a PIN to learn with us:") % {"name": member.get_short_name()}
    context = {"member": member, "words": f"{words} {address}", "code": code}
    context |= {"cards": registry.held(member), "just_lost": registry.just_lost(member).exists()}
    context |= {"sheet": registry.new_sheet()}
    return render(request, "accounts/invite.html", context)


@require_POST
def reset_pin(request: MemberRequest, member_id: int) -> HttpResponse:
    member = _member(request, member_id)
    if pin_resets.reset(member, by=request.user):
        words = _("The old PIN of sister %(name)s no longer works.") % {"name": member.get_short_name()}
        messages.success(request, words)
    return redirect("invite", member.pk)


@require_POST
def lose_card(request: MemberRequest, member_id: int) -> HttpResponse:
    """Her card is lost: every card of hers is locked. The page that follows can take it back."""
    member = _member(request, member_id)
    registry.revoke(member, by=request.user)
    messages.success(request, _("The cards of sister %(name)s are locked.") % {"name": member.get_short_name()})
    return redirect("invite", member.pk)


@require_POST
def find_card(request: MemberRequest, member_id: int) -> HttpResponse:
    member = _member(request, member_id)
    if registry.restore(member, by=request.user):
        messages.success(request, _("The card of sister %(name)s works again.") % {"name": member.get_short_name()})
    return redirect("invite", member.pk)
