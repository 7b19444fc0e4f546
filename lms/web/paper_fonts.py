"""The faces of what a browser prints: three of Roboto's, from its wheel, beside our own static files."""

from collections.abc import Iterator

from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage

from courses.fonts import FOLDER

FACES = ("Roboto-Regular.ttf", "Roboto-Bold.ttf", "Roboto-Italic.ttf")


class PaperFontFinder(BaseFinder):
    def __init__(self, *args: object, **kwargs: object) -> None:
        self.storage = FileSystemStorage(location=FOLDER)
        self.storage.prefix = "fonts"  # as Django's own finders say where their files lie on the wire

    def check(self, **kwargs: object) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: object) -> str | list[str] | None:
        found = [self.storage.path(face) for face in FACES if path == f"fonts/{face}"]
        return found if find_all else next(iter(found), [])

    def list(self, ignore_patterns: list[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        return ((face, self.storage) for face in FACES)
