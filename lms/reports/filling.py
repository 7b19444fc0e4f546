"""Whether a page's reader has a unit to look after, for the menu."""

from courses.shells import Reader, fills
from lms.members import scope


@fills("looks_after")
def looks_after(reader: Reader, _subject: str) -> bool:
    return bool(scope.roots(reader.user)) or scope.must_prove(reader.user)
