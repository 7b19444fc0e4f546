"""Several who change units at the same moment, with real commits."""

import pytest
from django.core.exceptions import ValidationError

from lms.members.models import Member, Membership
from lms.reorganising.carrying_out import carry_out
from lms.reorganising.orders import Merge, Move, Order
from lms.reorganising.reach import WHOLE_TREE
from lms.units.models import Unit
from tests.together import together

HA, THUONG, MOT = "99001-1", "99001-2", "99002-1"


def attempt(order: Order):
    """Carry it out; whether it was."""

    def deed() -> bool:
        try:
            carry_out(order, WHOLE_TREE, by=None)
        except ValidationError:
            return False
        return True

    return deed


def astray() -> int:
    """Members who are not in a current unit, or whose history says something else."""
    right = Membership.objects.filter(until=None, unit__in=Unit.objects.current()).values("member")
    return Member.objects.exclude(unit__in=Unit.objects.current(), pk__in=right).count()


@pytest.mark.parametrize(
    ("orders", "done"),
    [
        ((Merge((HA,), THUONG), Merge((THUONG,), HA)), 1),
        ((Merge((HA,), THUONG), Merge((HA,), MOT)), 1),
        ((Merge((HA,), THUONG), Move(HA, "99002")), None),
        ((Move(HA, "99002"), Move(MOT, "99001")), 2),
    ],
)
def test_the_second_sees_what_the_first_has_done(lasting, union, thanh, lien, xuan, yen, orders, done):
    outcomes = together(*map(attempt, orders))
    assert done is None or sum(outcomes) == done
    assert (astray(), Unit.find_problems()) == (0, ([], [], [], [], []))


def test_who_is_written_into_a_unit_while_it_ends_is_not_left_behind(lasting, union, lien, enrol):
    people = [lambda n=n: enrol(f"Lê Thị {n}", union["ha"]) for n in range(4)]
    together(attempt(Merge((HA,), THUONG)), *people)
    assert (astray(), Member.objects.filter(unit=union["thuong"]).count()) == (0, 5)


def test_who_moves_while_her_unit_ends_arrives_where_she_was_sent(lasting, union, thanh, lien):
    def move() -> None:
        member = Member.objects.get(pk=thanh.pk)
        member.unit = union["mot"]
        member.save()

    together(attempt(Merge((HA,), THUONG)), move)
    assert (astray(), Member.objects.get(pk=lien.pk).unit) == (0, union["thuong"])
    assert Member.objects.get(pk=thanh.pk).unit in (union["mot"], union["thuong"])
