"""Vietnamese names: how they are stored, searched and sorted (domain.md 4.5).

Stored as given, in NFC. Searched without tone marks, tone placement or đ/d. Sorted by the given name, which comes last:
letter order a ă â b c d đ e ê …, and the tone only as a tie-break (ngang < huyền < hỏi < ngã < sắc < nặng). The letters
of Êđê, Ba Na and Gia Rai (ƀ, č, ĕ, ñ, ŏ …) have their places in that order and are found by the plain letter.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from itertools import zip_longest

LETTERS = (
    "a ă â â\u0306 b ƀ c č d đ e ĕ ê ê\u0306 f g h i ĭ j k l m n ñ o ŏ ô ô\u0306 ơ ơ\u0306 p q r s t u ŭ ư ư\u0306"
    " v w x y z"
)
ALPHABET = [unicodedata.normalize("NFC", letter) for letter in LETTERS.split()]
PLACE = {letter: f"{place:02}" for place, letter in enumerate(ALPHABET, 1)}
TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
APOSTROPHES = "'’ʼ`‘´ʹ′"  # one letter, whichever the keyboard gave
LOOKALIKES = str.maketrans("ÐðƉɖ", "ĐđĐđ")  # Icelandic eth and African d, which old Vietnamese programs wrote for đ
WITHOUT_MARKS = str.maketrans("đƀ", "db", APOSTROPHES)  # letters whose stroke Unicode does not take apart


def tidy(text: str) -> str:
    """NFC, with single spaces and none at the ends; a letter that only looks like Đ is Đ."""
    return unicodedata.normalize("NFC", " ".join(text.split())).translate(LOOKALIKES)


def fold(text: str) -> str:
    """The search key: "Hòa Mỹ", "Hoà Mỹ" and "hoa my" all give "hoa my"; "H'Hen", "H’Hen" and "hhen" give "hhen"."""
    letters = unicodedata.normalize("NFD", tidy(text).casefold())
    plain = "".join(c for c in letters if not unicodedata.combining(c)).translate(WITHOUT_MARKS)
    return " ".join(plain.split())


def given(name: str, sort_name: str = "") -> str:
    """What she is called: the last word, "Liên" of "Nguyễn Thị Hồng Liên"; with a sort name the word that it begins
    with, "H'Hen" of "H'Hen Niê" for "Hen Niê"."""
    words = name.split()
    place = _given_place(words, sort_name)
    if place is None:
        return sort_name.split()[0]
    return words[place] if words else ""


def _given_place(words: list[str], sort_name: str) -> int | None:
    """Which of the words she is called by. None where a sort name begins with none of them."""
    if not sort_name.split():
        return len(words) - 1
    first = fold(sort_name.split()[0])
    fitting = [place for place, word in enumerate(words) if fold(word) == first]
    fitting += [place for place, word in enumerate(words) if fold(_after_apostrophe(word)) == first]
    return fitting[0] if fitting else None


def _after_apostrophe(word: str) -> str:
    """ "Hen" of "H'Hen"."""
    start = max(word.rfind(apostrophe) for apostrophe in APOSTROPHES)
    return word[start + 1 :]


def given_first(name: str) -> str:
    """The sort name: the given name, then family and middle names."""
    words = tidy(name).split()
    return " ".join(words[-1:] + words[:-1])


def collation_key(sort_name: str) -> str:
    """A key of digits that sorts as Vietnamese lists do, by any database's plain string comparison."""
    return "".join(_word_key(word) for word in tidy(sort_name).casefold().split())[:400]


def _word_key(word: str) -> str:
    """Two digits for each letter, then the tone. A letter with a mark that no alphabet here has sorts as the plain
    letter; a tilde over an n makes another letter and is no tone."""
    tone = 0
    letters: list[str] = []
    for char in unicodedata.normalize("NFD", word):
        together = unicodedata.normalize("NFC", letters[-1] + char) if letters and unicodedata.combining(char) else ""
        if together in PLACE:
            letters[-1] = together
        elif char in TONES:
            tone = TONES[char]
        elif not unicodedata.combining(char):
            letters.append(char)
    return "".join(PLACE[letter] for letter in letters if letter in PLACE) + f"00{tone}"


def initials(name: str, sort_name: str = "") -> str:
    """Enough to recognise her, not enough to find her: "N. T. H. Liên"; with a sort name "H'Hen N."."""
    words = name.split()
    place = _given_place(words, sort_name)
    if place is None:
        return given(name, sort_name)
    return " ".join(word if at == place else f"{word[0].upper()}." for at, word in enumerate(words))


def told_apart(full: list[str], sort_names: Iterable[str] = ()) -> list[str]:
    """By their given names; who shares hers keeps as many of the words before it as tell her apart, at most all. Where
    the sort name says what she is called, that or the whole name."""
    endings = [_endings(name, sort_name) for name, sort_name in zip_longest(full, sort_names, fillvalue="")]
    shared = Counter(ending for own in endings for ending in own)
    alone = [[ending for ending in own if shared[ending] == 1] for own in endings]
    return [own[0] if own else name for name, own in zip(full, alone, strict=True)]


def _endings(name: str, sort_name: str) -> list[str]:
    words = name.split()
    if sort_name:
        return list(dict.fromkeys((given(name, sort_name), name)))
    return [" ".join(words[-n:]) for n in range(1, len(words) + 1)]
