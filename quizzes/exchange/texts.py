"""The bytes of a text file as text, however a trainer's program has saved it."""

from django.utils.translation import gettext as _

from quizzes.exchange.neutral import MOST_ENTRIES, UnreadableFileError

MARKS = [(b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")]


def few_enough(entries: int, line: int) -> None:
    """Raises UnreadableFileError where a file has more entries than anybody has written by hand."""
    if entries > MOST_ENTRIES:
        raise UnreadableFileError(_("This file holds too much."), line)


def decoded(data: bytes) -> str:
    """UTF-8, or what the file's first bytes say. Raises UnreadableFileError with the line that is not in it."""
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as mistake:
        line = data[: mistake.start].count(b"\n") + 1
        raise UnreadableFileError(
            _("This file is not saved as UTF-8. Please save it as UTF-8 text."), line
        ) from mistake
    return text.replace("\r\n", "\n").replace("\r", "\n")
