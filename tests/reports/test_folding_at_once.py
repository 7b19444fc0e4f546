"""Several folders at once, one that is killed, people who learn meanwhile: nothing is counted twice, nothing is lost.

Real commits; slow, so few.
"""

import pytest

from lms.members.models import Member
from lms.reports.counts import folding, recounting, rollup
from lms.reports.counts.models import Counts, Delta, Tally
from lms.units.models import Unit
from tests.together import together


@pytest.fixture
def branch(lasting) -> Unit:
    return Unit.add_root(name="Chi hội", code="ch", level="branch")


def roster(unit: Unit) -> int:
    """What is folded, and nothing that waits."""
    return sum(Tally.objects.filter(unit=unit, course=None).values_list("roster", flat=True))


def test_folders_and_newcomers_at_the_same_moment(branch):
    Delta.objects.bulk_create(Delta(unit=branch, roster=1) for _n in range(30))

    together(folding.fold, folding.fold, lambda: Member.objects.create(name="Lê Thị Na", unit=branch), folding.fold)
    folding.fold()

    assert (roster(branch), Delta.objects.count()) == (31, 0)


def test_a_folder_that_is_killed_half_way_has_done_nothing(branch, monkeypatch):
    Delta.objects.bulk_create(Delta(unit=branch, roster=1) for _n in range(3))
    add = rollup.add

    def add_and_die(sums):
        add(sums)
        raise KeyboardInterrupt

    monkeypatch.setattr(rollup, "add", add_and_die)
    with pytest.raises(KeyboardInterrupt):
        folding.fold()
    assert (roster(branch), Delta.objects.count()) == (0, 3)

    monkeypatch.undo()
    folding.fold()
    assert (roster(branch), Delta.objects.count()) == (3, 0)


def test_two_who_mend_at_once_mend_once(branch):
    Member.objects.bulk_create([Member(name="Lê Thị Na", unit=branch)])
    Tally.objects.all().delete()

    found = together(*[lambda: recounting.differences(mend=True)] * 2)

    assert sorted(found, key=len) == [{}, {(branch.path, None): Counts(1)}]
    assert roster(branch) == 1
