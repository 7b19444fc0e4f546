"""Vietnamese names: how they are stored, searched and sorted (domain.md 4.5).

Stored as given, in NFC. Searched without tone marks, tone placement or đ/d. Sorted by the given name, which comes last:
letter order a ă â b c d đ e ê …, and the tone only as a tie-break (ngang < huyền < hỏi < ngã < sắc < nặng).
"""

import unicodedata
from collections import Counter

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def tidy(text: str) -> str:
    """NFC, with single spaces and none at the ends."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def fold(text: str) -> str:
    """The search key: "Hòa Mỹ", "Hoà Mỹ" and "hoa my" all give "hoa my"."""
    letters = unicodedata.normalize("NFD", tidy(text).casefold())
    return "".join(c for c in letters if not unicodedata.combining(c)).replace("đ", "d")


def given(name: str) -> str:
    """What she is called: the last word, "Liên" of "Nguyễn Thị Hồng Liên"."""
    return name.split()[-1] if name.split() else ""


def given_first(name: str) -> str:
    """The sort name: the given name, then family and middle names."""
    words = tidy(name).split()
    return " ".join(words[-1:] + words[:-1])


def collation_key(sort_name: str) -> str:
    """A key of digits that sorts as Vietnamese lists do, by any database's plain string comparison."""
    return "".join(_word_key(word) for word in tidy(sort_name).casefold().split())[:400]


def _word_key(word: str) -> str:
    tone, letters = 0, []
    for char in unicodedata.normalize("NFD", word):
        if char in TONES:
            tone = TONES[char]
        elif unicodedata.combining(char) and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + char)
        else:
            letters.append(char)
    return "".join(f"{ALPHABET.find(letter) + 1:02}" for letter in letters if letter in ALPHABET) + f"00{tone}"


def initials(name: str) -> str:
    """Enough to recognise her, not enough to find her: "N. T. H. Liên"."""
    words = name.split()
    return " ".join([f"{word[0].upper()}." for word in words[:-1]] + words[-1:])


def told_apart(full: list[str]) -> list[str]:
    """By their given names; who shares hers keeps as many of the words before it as tell her apart, at most all."""
    endings = [[" ".join(name.split()[-n:]) for n in range(1, len(name.split()) + 1)] for name in full]
    shared = Counter(ending for own in endings for ending in own)
    alone = [[ending for ending in own if shared[ending] == 1] for own in endings]
    return [own[0] if own else name for name, own in zip(full, alone, strict=True)]
