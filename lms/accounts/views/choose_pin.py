"""How a member comes by her PIN, and by a new one when she has forgotten it.

Her branch head opens an invitation: a link and a QR code, good for a week and for one use. She hands it to that one
member, who chooses the PIN herself; the head never sees or types it. Nothing is stored: the link is signed, and holds
a mark of the PIN it replaces, so choosing a PIN makes every earlier invitation worthless.
"""

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from lms.accounts.forms import NewPinForm
from lms.accounts.views.sign_in import enter
from lms.members.models import Member

LASTS = timedelta(days=7)
signer = TimestampSigner(salt="lms.accounts.views.choose_pin")


def _mark(member: Member) -> str:
    """Of the PIN that she has now; an emptied one is another each time."""
    return salted_hmac("lms.accounts.views.choose_pin", f"{member.pin}{member.pin_resets.count() or ''}").hexdigest()[
        :16
    ]


def invitation(member: Member) -> str:
    return signer.sign_object([member.pk, _mark(member)])


def invited(token: str) -> Member | None:
    """Whom the invitation is for; None when it is forged, older than a week, or used."""
    try:
        pk, mark = signer.unsign_object(token, max_age=LASTS)
    except (BadSignature, ValueError, TypeError):
        return None
    member = Member.objects.offered().filter(pk=pk).first()
    return member if member and constant_time_compare(mark, _mark(member)) else None


@never_cache
def choose_pin(request: HttpRequest, token: str) -> HttpResponse:
    """For her: choose a PIN, and be signed in."""
    member = invited(token)
    if not member:
        return render(request, "accounts/invitation_over.html", status=410)
    form = NewPinForm(request.POST if request.method == "POST" else None, member=member)
    if request.method == "POST" and form.is_valid():
        member.placed_by = member
        member.set_pin(form.cleaned_data["pin"])
        member.save(update_fields=["pin", "pin_failures", "pin_tried_at"])
        words = _("Your PIN is kept. Next time you sign in with your phone number and this PIN.")
        return enter(request, member, reverse("home"), words)
    return render(
        request, "accounts/choose_pin.html", {"form": form, "member": member}, status=422 if form.errors else 200
    )
