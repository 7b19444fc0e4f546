"""The languages that a clip can speak: names as the union says them, codes as phones know them (BCP 47).

Thái is two languages to the registry: blt is that of the black Thái of Điện Biên and Sơn La, twh that of the white
Thái of Lai Châu. The Unicode data that babel brings has no names for most of what is listed here.
"""

import langcodes
from babel import Locale
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

CLIP_LANGUAGE = "vi"
CHOICES = [
    ("tyz", _("Tày")),
    ("blt", _("Thái (Tai Dam)")),
    ("twh", _("Thái trắng (Tai Dón)")),
    ("mtq", _("Mường")),
    ("hmn", _("Mông")),
    ("nut", _("Nùng")),
    ("km", _("Khmer")),
    ("rad", _("Ê Đê")),
    ("jra", _("Gia Rai")),
    ("bdq", _("Ba Na")),
    ("ium", _("Dao")),
    ("cjm", _("Chăm")),
]
NAMES = dict(CHOICES) | {CLIP_LANGUAGE: _("Vietnamese")}


def language_code(written: str) -> str:
    """The code in its usual spelling; ValidationError when there is no such language."""
    written = written.strip()
    if not written.isascii() or len(written) > 35 or not langcodes.tag_is_valid(written):
        raise ValidationError(_("There is no such language code. Please look it up, for example: tyz for Tày."))
    code = langcodes.standardize_tag(written)
    if code.startswith(("x-", "i-", "und", "mul", "zxx", "mis")):
        raise ValidationError(_("This code does not name one language."))
    return code


def language_name(code: str) -> str:
    """In the language of the screen where we know it, else its code: "Tày", "Tiếng Lào", "bru"."""
    if code in NAMES:
        return str(NAMES[code])
    known = Locale.parse(get_language() or CLIP_LANGUAGE, sep="-").languages
    return known.get(code.replace("-", "_")) or known.get(code.split("-")[0], "") or code
