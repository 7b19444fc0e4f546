"""Phone numbers as people write them ("0912 345 678", "+84 912.345.678", "912345678"), stored as E.164. A number from
before 2018 ("0168 …") is the one that it has become ("038 …")."""

import re

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

REGION = "VN"
NATIONAL = re.compile(r"[1-9]\d{8}|2\d{9}")  # after the 0: a mobile has 9 digits, a fixed line 10
OF_2018 = {
    "120": "70", "121": "79", "122": "77", "126": "76", "128": "78", "123": "83", "124": "84", "125": "85", "127": "81",
    "129": "82", "162": "32", "163": "33", "164": "34", "165": "35", "166": "36", "167": "37", "168": "38", "169": "39",
    "186": "56", "188": "58", "199": "59",
}  # fmt: skip
OLD = re.compile(rf"({'|'.join(OF_2018)})(\d{{7}})")  # after the 0: mobiles had 10 digits; notebooks still do
FOREIGN = re.compile(r"[^\W\d_]|[^\D0-9]")  # letters (the library reads "ABC" as 222), digits of other scripts


def e164(written: str) -> str:
    """The number in E.164. Raises ValidationError when it cannot be a Vietnamese phone number."""
    if FOREIGN.search(written):
        raise _not_a_number()
    try:
        number = phonenumbers.parse(written, REGION)
    except phonenumbers.NumberParseException as error:
        raise _not_a_number() from error
    if old := OLD.fullmatch(str(number.national_number)):
        number.national_number = int(OF_2018[old[1]] + old[2])
    if number.country_code != 84 or number.extension or not NATIONAL.fullmatch(str(number.national_number)):
        raise _not_a_number()
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def readable(number: str) -> str:
    """ "+84912345678" as "0912 345 678"."""
    digits = "0" + number.removeprefix("+84")
    return f"{digits[:4]} {digits[4:7]} {digits[7:]}"


def _not_a_number() -> ValidationError:
    return ValidationError(_("This is not a phone number. It has 10 digits and starts with 0."), code="phone")
