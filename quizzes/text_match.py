"""Comparing what was typed as a person would: without regard to case, tone marks, spaces and a full stop at the end."""

import unicodedata


def folded(text: str) -> str:
    """ "  Cài  Đặt. " and "cai dat" fold to the same."""
    plain = "".join(mark for mark in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(mark))
    return tidy(plain.replace("đ", "d")).strip(" .,;:!?\"'")


def tidy(text: str) -> str:
    """One space between words, none around them; composed letters."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def matches(pattern: str, text: str) -> bool:
    """Whether the text is the pattern, in which `*` stands for any words and `\\*` for an asterisk. Linear in time."""
    parts = [part.replace("\0", "*") for part in pattern.replace("\\*", "\0").split("*")]
    if len(parts) == 1:
        return text == parts[0]
    first, *middle, last = parts
    if not text.startswith(first) or not text[len(first) :].endswith(last):
        return False
    at, end = len(first), len(text) - len(last)
    for part in middle:
        at = text.find(part, at, end)
        if at < 0:
            return False
        at += len(part)
    return True
