"""Phone numbers as people write them ("0912 345 678", "+84 912.345.678", "912345678"), stored as E.164."""

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

REGION = "VN"


def e164(written: str) -> str:
    """The number in E.164. Raises ValidationError when it cannot be a Vietnamese phone number."""
    try:
        number = phonenumbers.parse(written, REGION)
    except phonenumbers.NumberParseException as error:
        raise _not_a_number() from error
    if number.country_code != 84 or not 9 <= len(str(number.national_number)) <= 10:
        raise _not_a_number()
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def readable(number: str) -> str:
    """ "+84912345678" as "0912 345 678"."""
    digits = "0" + number.removeprefix("+84")
    return f"{digits[:4]} {digits[4:7]} {digits[7:]}"


def _not_a_number() -> ValidationError:
    return ValidationError(_("This is not a phone number. It has 10 digits and starts with 0."), code="phone")
