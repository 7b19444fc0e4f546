"""The faces of what a browser prints: three of Roboto's, from its wheel, beside our own static files."""

import builtins
from collections.abc import Iterable, Iterator
from typing import Literal, overload

from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage

from courses.fonts import FOLDER

FACES = ("Roboto-Regular.ttf", "Roboto-Bold.ttf", "Roboto-Italic.ttf")


class FontStorage(FileSystemStorage):
    prefix = "fonts"  # as Django's own finders say where their files lie on the wire


class PaperFontFinder(BaseFinder):
    def __init__(self, *args: object, **kwargs: object) -> None:
        self.storage = FontStorage(location=FOLDER)

    def check(self, **kwargs: object) -> builtins.list[CheckMessage]:
        return []

    @overload
    def find(self, path: str, find_all: Literal[False] = False) -> str | None: ...
    @overload
    def find(self, path: str, find_all: Literal[True]) -> builtins.list[str]: ...
    def find(self, path: str, find_all: bool = False) -> str | builtins.list[str] | None:
        found = [self.storage.path(face) for face in FACES if path == f"fonts/{face}"]
        return found[0] if found and not find_all else found  # Django takes an empty list for "not here", not None

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        return ((face, self.storage) for face in FACES)
