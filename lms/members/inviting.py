"""How a member comes by her PIN, and by a new one when she has forgotten it.

Her branch head opens an invitation: a link and a QR code, good for a week and for one use. She hands it to that one
member, who chooses the PIN herself; the head never sees or types it. Nothing is stored: the link is signed, and holds
a mark of the PIN it replaces, so choosing a PIN makes every earlier invitation worthless.
"""

from datetime import timedelta

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.signing import BadSignature, TimestampSigner
from django.db.models import BigIntegerField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from lms.members import scope, sightings
from lms.members.forms import NewPinForm
from lms.members.models import Member

LASTS = timedelta(days=7)
signer = TimestampSigner(salt="lms.members.inviting")


def _mark(member: Member) -> str:
    return salted_hmac("lms.members.inviting", member.pin).hexdigest()[:16]


def invitation(member: Member) -> str:
    return signer.sign_object([member.pk, _mark(member)])


def invited(token: str) -> Member | None:
    """Whom the invitation is for; None when it is forged, older than a week, or used."""
    try:
        pk, mark = signer.unsign_object(token, max_age=LASTS)
    except (BadSignature, ValueError, TypeError):
        return None
    member = Member.objects.filter(pk=pk, is_active=True).first()
    return member if member and constant_time_compare(mark, _mark(member)) else None


@never_cache
def invite(request: HttpRequest, member_id: int) -> HttpResponse:
    """For her head: the invitation to hand to her."""
    if member_id > BigIntegerField.MAX_BIGINT:
        raise Http404
    member = get_object_or_404(scope.members(request.user).select_related("unit"), pk=member_id)
    if not scope.may_invite(request.user, [member]):
        raise Http404
    sightings.note(request.user, [member], sightings.What.INVITATION)
    address = settings.BASE_URL.rstrip("/") + reverse("choose_pin", args=[invitation(member)])
    code = segno.make(address, micro=False).svg_inline(omitsize=True, border=4, dark="#1d1a1c", light="#fff")
    name = member.get_short_name()
    words = _("Sister %(name)s, I invite you to choose a PIN to learn with us:") % {"name": name}
    context = {"member": member, "words": f"{words} {address}", "code": code}
    return render(request, "members/invite.html", context)


@never_cache
def choose_pin(request: HttpRequest, token: str) -> HttpResponse:
    """For her: choose a PIN, and be signed in."""
    member = invited(token)
    if not member:
        return render(request, "members/invitation_over.html", status=410)
    form = NewPinForm(request.POST if request.method == "POST" else None, member=member)
    if request.method == "POST" and form.is_valid():
        member.set_pin(form.cleaned_data["pin"])
        member.save(update_fields=["pin", "pin_failures", "pin_tried_at"])
        login(request, member, backend="lms.members.backends.PinBackend")
        messages.success(request, _("Your PIN is kept. Next time you sign in with your phone number and this PIN."))
        return redirect("home")
    return render(
        request, "members/choose_pin.html", {"form": form, "member": member}, status=422 if form.errors else 200
    )
