"""The public lists of Vietnam's administrative units as JSON: provinces, each with its communes (docs/units.md).

Two spellings go round: {"Code": "01", "FullName": …, "Wards": […]} with codes as text, and {"code": 1, "name": …,
"wards": […]} with codes as numbers, whose leading zeros are put back: two digits for a province, five for a commune.
"""

import json

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lms.reorganising.loading.tables import MOST_ROWS
from lms.reorganising.loading.unit_rows import Given
from lms.reorganising.naming_rules import check_code, checked
from lms.units.models import Unit

CODES, NAMES = ("code",), ("fullname", "full_name", "name")
COMMUNES = ("wards", "communes", "ward", "phuongxa")
DIGITS = {Unit.Level.PROVINCE: 2, Unit.Level.COMMUNE: 5}
Wrong = list[tuple[int, str]]


def read_units(text: str, above: str) -> tuple[list[Given], Wrong]:
    """Provinces below the unit with the code `above` ("" for none) and their communes. A "line" is the how-manieth
    unit of the file it is. Raises ValidationError for what is no such list."""
    given: list[Given] = []
    wrong: Wrong = []
    count = 0
    for province in _provinces(text):
        count += 1
        code = _add(given, wrong, count, province, Unit.Level.PROVINCE, above)
        if "districts" in province:
            wrong.append((count, _("There are no districts since 1/7/2025: this list is an old one.")))
        for commune in _communes(province):
            count += 1
            if count > MOST_ROWS:
                raise ValidationError(_("More than %(n)s rows. Please divide the file.") % {"n": MOST_ROWS})
            _add(given, wrong, count, commune, Unit.Level.COMMUNE, code)
    return given, wrong


def _provinces(text: str) -> list[dict]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise ValidationError(_("This is no JSON.")) from None
    if isinstance(found, dict):
        found = next((value for value in found.values() if isinstance(value, list)), [])
    provinces = [_lower(one) for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    if not provinces or len(provinces) != len(found):
        raise ValidationError(_("This is no list of provinces with their communes."))
    return provinces


def _communes(province: dict) -> list:
    found: object = next((province[key] for key in COMMUNES if key in province), [])
    return found if isinstance(found, list) else [found]


def _lower(one: object) -> dict:
    return {str(key).casefold(): value for key, value in one.items()} if isinstance(one, dict) else {}


def _add(given: list[Given], wrong: Wrong, count: int, one: object, level: Unit.Level, above: str) -> str:
    """Adds a unit, or what is wrong with it; its code."""
    one = _lower(one)
    try:
        code = _code(next((one[key] for key in CODES if key in one), None), level)
        name = next((one[key] for key in NAMES if isinstance(one.get(key), str)), "")
        given.append(Given(count, code, checked(name), level, above))
    except ValidationError as mistake:
        wrong += [(count, message) for message in mistake.messages]
        return ""
    return code


def _code(found: object, level: Unit.Level) -> str:
    if isinstance(found, int) and not isinstance(found, bool) and 0 <= found < 10**9:
        return str(found).zfill(DIGITS[level])
    if not isinstance(found, str) or not found.strip():
        raise ValidationError(_("The code is missing."))
    check_code(found.strip())
    return found.strip()
