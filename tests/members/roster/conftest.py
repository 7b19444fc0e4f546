from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from lms.members.models import Import, Member
from lms.members.roster import importing
from lms.members.roster.matching import Judged
from lms.units.models import Unit

ROSTER = "/chi-hoi/99001-1/danh-sach/"


def xlsx(*rows: list, title: str = "Sheet1") -> bytes:
    """An Excel file with these rows."""
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def upload(data: bytes, name: str = "danh sach.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def names(unit: Unit) -> list[str]:
    """Who is in this unit, in the order of lists."""
    return list(unit.members.order_by("sort_key", "pk").values_list("name", flat=True))


def fates(looked: list[Judged]) -> list[str]:
    return [one.fate.name for one in looked]


@pytest.fixture
def paste(union, lien) -> Callable[..., Import]:
    """Liên pastes these lines for her branch."""

    def paste(*lines: str, unit: Unit = union["ha"], by: Member = lien) -> Import:
        return importing.keep_text("\n".join(lines), unit, by=by)

    return paste


@pytest.fixture
def look(paste, lien) -> Callable[..., list[Judged]]:
    """What these lines would become."""

    def look(*lines: str) -> list[Judged]:
        return importing.look(paste(*lines), lien)

    return look
