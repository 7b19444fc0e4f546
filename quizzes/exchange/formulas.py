"""What a spreadsheet takes for a formula, and how a text in a table says that it is none.

In csv such a text gets an apostrophe in front, which reading takes away again. So does one that begins with an
apostrophe itself, or it would come back without it.
"""

PREFIXES = ("=", "+", "-", "@", "'", "\t", "\r")


def marked(text: str) -> str:
    return f"'{text}" if text.startswith(PREFIXES) else text


def unmarked(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(PREFIXES) else text
