"""Cards on A4, ten to a page, of the size of a bank card: to be printed anywhere and cut with scissors."""

import json
import unicodedata
from pathlib import Path

import segno
import typst
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.fonts import fonts
from lms.members.models import Member
from lms.units.models import Unit

TEMPLATE = Path(__file__).with_name("cards.typ")
PATTERN = 3  # of the eight patterns of a QR code; trying all of them takes most of a second for a branch


def pdf(unit: Unit, cards: list[tuple[Member, str]], namesakes: list[Member]) -> bytes:
    """A tagged PDF (PDF/UA-1) of these members' cards, each with its secret. `namesakes` are those of the unit, printed
    or not, who share a name with one of them."""
    words = {
        "title": f"{_('Learning cards')} – {unit.name}",
        "heading": _("My learning card"),
        "first": _("1. Open the camera or Zalo and scan this code."),
        "second": _("2. First time: choose a PIN of 6 digits. Later: type that PIN."),
        "keep": _("Tell your PIN to nobody. Card lost? Tell your branch head."),
        "cards": json.dumps([_card(member, secret, namesakes) for member, secret in cards], ensure_ascii=False),
    }
    words = {key: unicodedata.normalize("NFC", value) for key, value in words.items()}
    return typst.compile(TEMPLATE, font_paths=fonts(), sys_inputs=words, format="pdf", pdf_standards=["ua-1"])


def _card(member: Member, secret: str, namesakes: list[Member]) -> dict[str, str]:
    address = settings.BASE_URL.rstrip("/") + reverse("card", args=[secret])
    code = segno.make(address, error="m", micro=False, boost_error=False, mask=PATTERN)
    return {
        "name": member.name,
        "unit": member.unit.name if member.unit else "",
        "apart": apart(member, namesakes),
        "qr": code.svg_inline(border=0, dark="#1d1a1c"),
        "alt": _("The code of %(name)s") % {"name": member.name},
    }


def apart(member: Member, namesakes: list[Member]) -> str:
    """What tells her from those of the same name in her unit, and no more: nothing, her year of birth, the end of her
    phone number, her mark, or a number."""
    same = [other for other in namesakes if other.name == member.name]
    if len(same) < 2:
        return ""
    if member.birth_year and [other.birth_year for other in same].count(member.birth_year) == 1:
        return _("born %(year)s") % {"year": member.birth_year}
    if member.phone and [other.phone[-3:] for other in same].count(member.phone[-3:]) == 1:
        return _("phone …%(end)s") % {"end": member.phone[-3:]}
    if member.mark and [other.mark for other in same].count(member.mark) == 1:
        return member.mark
    return _("number %(n)s") % {"n": sorted(other.pk for other in same).index(member.pk) + 1}
