"""For her: what her card opens. The first time she chooses a PIN; from then on the card asks for it.

A card names her by her given name and opens nothing by itself once there is a PIN. Who finds a lost one is told no more
than that it is over, or asked for a PIN that she does not know.
"""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from lms.accounts.cards import registry
from lms.accounts.forms import NewPinForm, PinForm
from lms.accounts.models import Card
from lms.accounts.views.sign_in import enter, tried
from lms.members.models import Member


@never_cache
def card(request: HttpRequest, secret: str) -> HttpResponse:
    """The address in the QR code."""
    found = registry.find(secret)
    if not found or not registry.works(found):
        lost = bool(found and found.revoked_at)
        return render(request, "accounts/card_over.html", {"lost": lost}, status=410 if found else 404)
    return _ask_pin(request, found) if found.member.pin else _choose_pin(request, found)


def _choose_pin(request: HttpRequest, card: Card) -> HttpResponse:
    form = NewPinForm(request.POST if request.method == "POST" else None, member=card.member)
    if request.method == "POST" and form.is_valid():
        member = _first(card, form.cleaned_data["pin"])
        if not member:
            return redirect(request.path)
        return enter(request, member, "/", _("Your PIN is kept. Next time scan your card and type this PIN."))
    context = {"form": form, "member": card.member}
    return render(request, "accounts/choose_pin.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _first(card: Card, pin: str) -> Member | None:
    """Keep her PIN; None when somebody was quicker, or the card was locked meanwhile."""
    member = Member.objects.select_for_update(no_key=True).get(pk=card.member_id)
    card = Card.objects.select_related("member").get(pk=card.pk)
    if member.pin or not registry.works(card):
        return None
    member.placed_by = member
    member.set_pin(pin)
    member.save(update_fields=["pin", "pin_failures", "pin_tried_at"])
    _used(card)
    return member


def _ask_pin(request: HttpRequest, card: Card) -> HttpResponse:
    form = PinForm(request.POST if request.method == "POST" else None)
    status = tried(request, form, card.member, told=True)
    if request.method == "POST" and status == 200:
        _used(card)
        return enter(request, card.member, "/", _("Welcome, %(name)s.") % {"name": card.member.get_short_name()})
    context = {"form": form, "called": card.member.get_short_name(), "by_card": True}
    return render(request, "accounts/sign_in_pin.html", context, status=status)


def _used(card: Card) -> None:
    Card.objects.filter(pk=card.pk, used_at=None).update(used_at=timezone.now())
