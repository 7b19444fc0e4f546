from collections.abc import Callable

import pytest

from lms.accounts.cards import registry
from lms.members.models import Member

NEW = {"pin": "135791", "again": "135791"}


@pytest.fixture
def na(union, enrol) -> Member:
    """On the roster since yesterday, never signed in, no phone."""
    return enrol("Lê Thị Na", union["ha"], birth_year=1970)


@pytest.fixture
def card_of(lien) -> Callable[[Member], str]:
    """The address on a card that her head has printed for her."""

    def card_of(member: Member) -> str:
        sheet = registry.new_sheet()
        registry.make(sheet, [member], by=lien, instead=False)
        return f"/the/{registry.token(sheet, member.pk)}/"

    return card_of
