"""Six digits that she can remember: what may be a PIN, and its hash. `lms.accounts.lockout` checks one."""

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LENGTH = 6


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
