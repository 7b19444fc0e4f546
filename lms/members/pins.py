"""Six digits that she can remember: what may be one, and counting wrong tries.

Five wrong PINs lock that one account for 15 minutes, never an address: a whole village sits behind one. Each try is
paid for before it is looked at, by one conditional UPDATE, so that many tries at once cannot buy more than five.
"""

from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from lms.members.models import Member

LENGTH = 6
TRIES = 5
REST = timedelta(minutes=15)


class Outcome(Enum):
    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"


def check_form(pin: str) -> None:
    """Raises ValidationError unless `pin` is six digits."""
    if len(pin) != LENGTH or not (pin.isascii() and pin.isdigit()):
        raise ValidationError(_("A PIN has exactly 6 digits."), code="length")


def check_allowed(pin: str, birth_year: int | None) -> None:
    """Raises ValidationError unless `pin` is six digits that a neighbour would not guess first."""
    check_form(pin)
    if pin in ("123456", "654321") or len(set(pin)) == 1:
        raise ValidationError(_("This PIN is too easy to guess. Please choose another."), code="easy")
    if birth_year and str(birth_year) in pin:
        raise ValidationError(_("Please do not use your year of birth in the PIN."), code="birth_year")


def hashed(pin: str) -> str:
    return make_password(pin)


def attempt(member: "Member | None", pin: str) -> Outcome:
    """One try at a member's PIN. `None` (a phone nobody has) takes as long and is as wrong as a wrong PIN."""
    if member is None or not member.pin:
        make_password(pin)
        return Outcome.WRONG
    if not _pay(member):
        return Outcome.LOCKED
    if not check_password(pin, member.pin):
        return Outcome.WRONG
    type(member).objects.filter(pk=member.pk).update(pin_failures=0)
    return Outcome.RIGHT


def _pay(member: "Member") -> bool:
    """Count a try; False when the five are used up and the rest is not over."""
    now = timezone.now()
    rested = Q(pin_tried_at__lte=now - REST)
    open_account = type(member).objects.filter(Q(pin_failures__lt=TRIES) | rested, pk=member.pk)
    used = Case(When(rested, then=Value(1)), default=F("pin_failures") + 1)
    return open_account.update(pin_failures=used, pin_tried_at=now) == 1
