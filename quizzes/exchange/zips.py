"""Zip files from a stranger: opened in memory only, never unpacked to a disk, and no larger inside than we say."""

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from quizzes.exchange.neutral import UnreadableFileError

MOST_FILES = 2_000
LARGEST = 60_000_000  # bytes, of all files together
TIMES = 200  # how much larger a file may be than it is in the zip


class Unpacked:
    """The files of a zip by their names, read when they are asked for."""

    def __init__(self, data: bytes, largest: int = LARGEST):
        """Raises UnreadableFileError unless it is a plain zip whose names stay inside it and whose content is small."""
        try:
            self._zip = ZipFile(BytesIO(data))
            infos = self._zip.infolist()
        except (BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as mistake:
            raise UnreadableFileError(_("This file is damaged: it cannot be unpacked.")) from mistake
        if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > largest:
            raise UnreadableFileError(_("This file holds too much."))
        for info in infos:
            if info.flag_bits & 1:
                raise UnreadableFileError(_("This file has a password. Please save it without one."))
            if info.file_size > 1_000_000 and info.file_size > TIMES * max(1, info.compress_size):
                raise UnreadableFileError(_("This file holds too much."))
            if info.filename.startswith(("/", "\\")) or ".." in info.filename.replace("\\", "/").split("/"):
                raise UnreadableFileError(
                    _("A name in this file leads out of it: %(name)s.") % {"name": info.filename[:80]}
                )
        self._infos = {info.filename: info for info in infos if not info.is_dir()}
        self._left = largest

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def names(self) -> list[str]:
        return list(self._infos)

    def read(self, name: str) -> bytes:
        """What is inside may be larger than the zip says: no more is read than may be, over all files together."""
        try:
            with self._zip.open(self._infos[name]) as file:
                data = file.read(self._left + 1)
        except (BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as mistake:
            raise UnreadableFileError(_("This file is damaged: it cannot be unpacked."), file=name) from mistake
        if len(data) > self._left:
            raise UnreadableFileError(_("This file holds too much."))
        self._left -= len(data)
        return data
