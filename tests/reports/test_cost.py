"""A screen costs the same for three members, for thirty and for three hundred."""

import pytest
from wagtail.signal_handlers import disable_reference_index_auto_update

from courses.models import Course
from lms.members.models import Role, Unit
from tests.reading import queries

SIZES = (3, 30, 300)


@pytest.mark.parametrize(
    ("address", "cost"),
    [("", 6), ("{course}/", 13), ("{course}/?ai=dang-hoc", 11), ("{course}/?ai=da-xong", 11)],
)
def test_however_many_members(union, lien, lesson, fill, signed_in, address, cost):
    client, counts = signed_in(lien), []
    for size in SIZES:
        fill(union["ha"], size)
        counts.append(queries(client, "/chi-hoi/99001-1/" + address.format(course=lesson.course.pk)))
    assert counts == [cost] * 3


def branches(commune: Unit, upto: int) -> None:
    for number in range(commune.numchild, upto):
        commune.add_child(name=f"Chi hội {number}", code=f"c{number}", level="branch")


@pytest.mark.parametrize(("address", "cost"), [("", 6), ("{course}/", 13)])
def test_however_many_branches(union, ngan, lesson, signed_in, address, cost):
    client, counts = signed_in(ngan), []
    for size in SIZES:
        branches(union["dong_sen"], size)
        counts.append(queries(client, "/chi-hoi/99001/" + address.format(course=lesson.course.pk)))
    assert counts == [cost] * 3


def test_however_many_courses(union, lien, home, signed_in):
    client, counts = signed_in(lien), []
    for size in (3, 10, 30):  # a page is slow to make, and no union has more courses
        with disable_reference_index_auto_update():
            for number in range(Course.objects.count(), size):
                home.add_child(instance=Course(title=f"Khóa {number}", slug=f"x{number}", summary="-"))
        counts.append(queries(client, "/chi-hoi/99001-1/"))
    assert counts == [counts[0]] * 3


def test_however_many_units_she_looks_after(union, lien, signed_in):
    client, counts = signed_in(lien), []
    for size in SIZES:
        branches(union["ben_truc"], size)
        new = Unit.objects.filter(path__startswith=union["ben_truc"].path).exclude(roles__member=lien)
        Role.objects.bulk_create(Role(member=lien, unit=unit, kind="branch_deputy") for unit in new)
        counts.append(queries(client, "/chi-hoi/"))
    assert counts == [counts[0]] * 3
