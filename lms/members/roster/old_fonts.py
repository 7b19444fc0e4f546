"""Texts of before Unicode: written for the TCVN3 fonts (.VnTime and others) or the VNI fonts (VNI-Times and others).

Such a file holds Latin letters that only those fonts draw as Vietnamese: "NguyÔn ThÞ" and "Nguyeãn Thò" are both
Nguyễn Thị. Which of the two a text is in shows in the words that it becomes; a text that holds any letter of today's
Vietnamese is left as it is.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

TCVN3, VNI = "tcvn3", "vni"
FAMILIES = (TCVN3, VNI)
FEW = 20  # old texts for one of today: then that one came in by itself
_TCVN3 = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
)
_VNI_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "î": "ỵ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "í": "í", "ì": "ì"}
_VNI_PAIRS = {
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303",
    "ä": "\u0302\u0323", "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309",
    "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_PAIR = re.compile(r"([aeouôöy])([øùûõï])|([aeo])([âáàåãä])|(a)([êéèúüë])|([ñôöîæóò])", re.I)
COMMON = (
    "nguyễn trần lê phạm hoàng huỳnh vũ võ đặng bùi đỗ hồ ngô dương lý đinh trịnh lương đoàn mai tô cao tạ hà lò vì"
    " quàng cầm thị văn thúy thuý hồng hường phượng phương thảo hiền hạnh hằng nga ngọc lan liên loan yến tuyết hòa hoà"
    " bình hương huệ thủy thuỷ thùy dung đào cúc bích thanh minh sáu bảy tám chín mười họ và tên năm sinh ngày tháng"
    " điện thoại số địa chỉ tổ hội phụ nữ xã thôn xóm ấp chi viên danh sách đệm giới tính chức vụ ghi chú dân tộc"
)
WORDS = frozenset(COMMON.split())
LETTER_OF_TODAY = re.compile(r"[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9\u0300-\u0323]")
TELLING = re.compile(
    r"[¡¢§£¤¥¦®¸µ¶·¹©¨ª«¬¾»¼½ÆÇËÎÏÖ×ØÜÞßäåæçëîïðöøûüþ÷\u00ad]|[aA][âêùøïõûáàäåãÂÙØÏÕÛ]|[eE][âãáàäùøïÂÙØÏ]|[oO][âôòùøïõÂÔÙØÏ]"
    r"|[uU][ùøïûÙØÏ]"
)


def in_unicode(text: str, family: str) -> str:
    """This text with the letters that the fonts of that family drew."""
    if family == VNI:
        return unicodedata.normalize("NFC", _VNI_PAIR.sub(_from_vni, text))
    if _in_capitals(text):
        return text.translate(_TCVN3).upper()
    return " ".join(_one_case(word, word.translate(_TCVN3)) for word in text.split(" "))


def _one_case(before: str, after: str) -> str:
    """Capitals with tone marks were another font with the same letters: "NGUYÔN" is NGUYỄN there."""
    return after.upper() if _in_capitals(before) else after


def _in_capitals(text: str) -> bool:
    plain = [letter for letter in text if letter.isascii() and letter.isalpha()]
    return len(plain) > 1 and all(letter.isupper() for letter in plain)


def _from_vni(found: re.Match) -> str:
    base, tone, circled, with_circle, a, with_breve, alone = found.groups()
    if alone:
        return _cased(_VNI_ALONE[alone.lower()], alone)
    if base:
        letter = _VNI_ALONE.get(base.lower(), base.lower())
        return _cased(letter + _VNI_TONES[tone.lower()], base)
    return _cased((circled or a).lower() + _VNI_PAIRS[(with_circle or with_breve).lower()], circled or a)


def _cased(letter: str, like: str) -> str:
    return letter.upper() if like.isupper() else letter


def _hits(text: str) -> int:
    """How many of its words are common in Vietnamese lists."""
    return sum(word in WORDS for word in re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text).lower()))


def _family_of(text: str) -> str:
    """The family in which this one text makes more sense than as it stands; else empty."""
    if text.isascii() or LETTER_OF_TODAY.search(text):
        return ""
    best = max(FAMILIES, key=lambda family: _hits(in_unicode(text, family)))
    return best if _hits(in_unicode(text, best)) > _hits(text) else ""


class Converter:
    """Turns the texts of one list into Unicode, each that needs it. `family` is the list's, empty for one of today."""

    def __init__(self, texts: Iterable[str]):
        texts = list(texts)
        found = Counter(filter(None, map(_family_of, texts)))
        self.family = max(found, key=found.__getitem__) if found else ""
        today = sum(bool(LETTER_OF_TODAY.search(text)) for text in texts)
        self._throughout = sum(found.values()) > FEW * today

    def __call__(self, text: str) -> str:
        """What cannot be of today is converted; what could be either, only where the whole list is old
        and it says nothing as it stands."""
        if not self.family or text.isascii() or LETTER_OF_TODAY.search(text):
            return text
        old = TELLING.search(text) or (self._throughout and not _hits(text))
        family = _family_of(text) or (self.family if old else "")
        return in_unicode(text, family) if family else text
