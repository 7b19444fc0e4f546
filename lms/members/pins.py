"""Six digits that she can remember: what may be one, and whether one is right."""

from enum import Enum
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lms.members import trying

if TYPE_CHECKING:
    from lms.members.models import Member

LENGTH = 6


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
    """One try at a member's PIN. `None` (a phone nobody has) is as wrong as a wrong PIN; every answer takes as long."""
    if member is None or not member.pin:
        make_password(pin)
        return Outcome.WRONG
    if not trying.pay(member, "pin"):
        make_password(pin)
        return Outcome.LOCKED
    if not check_password(pin, member.pin):
        return Outcome.WRONG
    trying.forgive(member, "pin")
    return Outcome.RIGHT
