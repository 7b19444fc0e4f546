from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client

from lms.members.models import Member
from lms.reorganising.carrying_out import carry_out
from lms.reorganising.orders import Order
from lms.reorganising.plans import Plan
from lms.reorganising.reach import WHOLE_TREE
from lms.studio.founding import ORGANISERS
from lms.units.models import Unit
from lms.units.signals import reshaped
from tests.conftest import PASSWORD
from tests.reading import texts

PLAN = ".unit-plan li"  # what would happen, on the screen


def at(code: str, deed: str = "") -> str:
    return f"/admin/don-vi/ma/{code}/" + (f"{deed}/" if deed else "")


def through(desk: Client, address: str, data: dict) -> HttpResponse:
    """Look, then confirm."""
    seen = desk.post(address, data)
    assert seen.status_code == 200, texts(seen, ".unit-wrong, [role=alert]")
    return desk.post(address, data | {"mark": seen.context["plan"].mark})


@pytest.fixture
def account(home):
    """Give an officer an account with which she may reorganise."""

    def account(member: Member) -> Member:
        member.username = f"hoi{member.pk}"
        member.set_password(PASSWORD)
        member.save()
        member.groups.add(Group.objects.get(name=ORGANISERS))
        return member

    return account


@pytest.fixture
def keeper_desk(keeper, union, at_the_desk) -> Client:
    return at_the_desk(keeper)


@pytest.fixture
def desk(ngan, account, at_the_desk) -> Client:
    """The officer of Đồng Sen."""
    return at_the_desk(account(ngan))


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
