from collections.abc import Callable

import pytest

from lms.members.models import Member, Unit
from lms.members.reorganising.doing import carry_out
from lms.members.reorganising.orders import Order
from lms.members.reorganising.plans import Plan
from lms.members.reorganising.reaching import WHOLE_TREE
from lms.members.signals import reshaped


@pytest.fixture
def do(union) -> Callable[[Order], Plan]:
    """Carry an order out, as whoever looks after the installation."""
    return lambda order, **also: carry_out(order, WHOLE_TREE, by=None, **also)


@pytest.fixture
def rosters() -> Callable[[], dict[str, int]]:
    """How many are on the roster of each current unit, with all below it, by code."""

    def rosters() -> dict[str, int]:
        on_roster = Member.objects.filter(is_active=True, left_on=None)
        return {
            unit.code: on_roster.filter(unit__path__startswith=unit.path).count() for unit in Unit.objects.current()
        }

    return rosters


@pytest.fixture
def hung():
    """Which units were heard to hang elsewhere: (code, before, after), with the codes of the units above."""
    heard = []

    def hear(sender, unit, before, after, **kwargs):
        codes = dict(Unit.objects.filter(path__in=[before, after]).values_list("path", "code"))
        heard.append((unit.code, codes[before], codes[after]))

    reshaped.connect(hear)
    yield heard
    reshaped.disconnect(hear)
