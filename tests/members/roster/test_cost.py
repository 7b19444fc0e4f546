"""A screen of the roster costs the same for one person and for many."""

import pytest

from lms.members.models import Import
from lms.members.roster import importing
from tests.members.roster.conftest import ROSTER
from tests.reading import queries


def test_the_roster_however_many(union, lien, enrol, signed_in):
    client, counts = signed_in(lien), []
    for upto in (2, 3, 30):
        for number in range(union["ha"].members.count(), upto):
            enrol(f"Lê Thị Lan {'abcdefghijklmnopqrstuvwxyzabcd'[number]}", union["ha"], birth_year=1950 + number)
        counts.append((queries(client, ROSTER), queries(client, f"{ROSTER}?tim=le")))
    assert counts == [counts[0]] * 3


@pytest.mark.parametrize("lines", ["Lê Thị Lan {n} tổ 1", "Nguyễn Thị Thanh 19{n}"])
def test_a_preview_however_many_rows(union, lien, thanh, signed_in, lines):
    client, counts = signed_in(lien), []
    for many in (1, 3, 30):
        kept = importing.keep_text("\n".join(lines.format(n=64 + n) for n in range(many)), union["ha"], by=lien)
        counts.append(queries(client, f"{ROSTER}nhap/{kept.pk}/"))
    assert counts == [counts[0]] * 3


def test_units_to_move_to_however_many(union, ngan, thanh, signed_in):
    client, counts = signed_in(ngan), []
    for many in (1, 3, 15):
        for number in range(union["dong_sen"].numchild, many):
            union["dong_sen"].add_child(name=f"Chi hội {number}", code=f"c{number}", level="branch")
        counts.append(queries(client, f"/chi-hoi/99001/danh-sach/{thanh.pk}/chuyen/"))
    assert counts == [counts[0]] * 3


def test_confirming_costs_the_same_however_many(union, lien, django_assert_max_num_queries):
    kept = importing.keep_text("\n".join(f"Lê Thị Lan {1950 + n}" for n in range(40)), union["ha"], by=lien)
    with django_assert_max_num_queries(20):
        importing.bring_in(kept.pk, by=lien)
    assert Import.objects.get().count("new") == 40
