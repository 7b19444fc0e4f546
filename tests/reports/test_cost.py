"""A screen costs the same for six members, for thirty and for three hundred."""

from datetime import date

import pytest

from courses.models import Course
from lms.members.models import Role
from lms.progress import vouching
from lms.units.models import Unit
from tests.pages import lay
from tests.reading import queries

SIZES = (6, 30, 300)


@pytest.mark.parametrize(
    ("address", "cost"),
    [("", 13), ("{course}/", 15), ("{course}/?ai=dang-hoc", 14), ("{course}/?ai=da-xong", 14), ("{course}/ghi/", 11)],
)
def test_however_many_members(union, lien, lesson, fill, signed_in, address, cost):
    client, counts = signed_in(lien), []
    for size in SIZES:
        fill(union["ha"], size)
        counts.append(queries(client, "/chi-hoi/99001-1/" + address.format(course=lesson.course.pk)))
    assert counts == [cost] * 3


def branches(commune: Unit, upto: int) -> None:
    """Bring the commune to so many branches, written at once."""
    new = range(commune.numchild + 1, upto + 1)
    Unit.objects.bulk_create(
        Unit(
            name=f"Chi hội {number}",
            search_key=f"chi hoi {number}",
            code=f"c{number}",
            level="branch",
            depth=commune.depth + 1,
            path=Unit._get_path(commune.path, commune.depth + 1, number),
        )
        for number in new
    )
    commune.numchild = upto
    commune.save()


@pytest.mark.parametrize(("address", "cost"), [("", 9), ("{course}/", 14), ("?don-vi=chi", 10)])
def test_however_many_branches(union, ngan, lesson, signed_in, address, cost):
    client, counts = signed_in(ngan), []
    for size in SIZES:
        branches(union["dong_sen"], size)
        counts.append(queries(client, "/chi-hoi/99001/" + address.format(course=lesson.course.pk)))
    assert counts == [cost] * 3


def test_however_many_courses(union, lien, home, signed_in):
    client, counts = signed_in(lien), []
    for size in (3, 10, 30):  # no union has more courses
        for number in range(Course.objects.count(), size):
            lay(home, Course(title=f"Khóa {number}", slug=f"x{number}", summary="-"))
        counts.append(queries(client, "/chi-hoi/99001-1/"))
    assert counts == [counts[0]] * 3


def test_her_page_however_much_she_has_learnt(lien, thanh, make_lesson, quiz, signed_in):
    client, counts = signed_in(lien), []
    for number in range(3):
        lesson = make_lesson(f"bai-{number}")
        vouching.vouch(lien, [thanh], [lesson], date(2026, 10, number + 1))
        counts.append(queries(client, f"/hoi-vien/{thanh.pk}/"))
    assert counts == [12] * 3


def test_however_many_units_she_looks_after(union, lien, signed_in):
    client, counts = signed_in(lien), []
    for size in SIZES:
        branches(union["ben_truc"], size)
        new = Unit.objects.filter(path__startswith=union["ben_truc"].path).exclude(roles__member=lien)
        Role.objects.bulk_create(Role(member=lien, unit=unit, kind="branch_deputy") for unit in new)
        counts.append(queries(client, "/chi-hoi/"))
    assert counts == [counts[0]] * 3
