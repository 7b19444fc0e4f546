"""Wrong tries at a PIN or a password: five lock that one account for 15 minutes, never an address: a whole village sits
behind one.

Each try is paid for before it is looked at, by one conditional UPDATE, so that many tries at once cannot buy more than
five. What is right gives her five tries again, and so does a new PIN or password.
"""

from datetime import timedelta
from enum import Enum
from typing import Literal

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from lms.members.models import Member

TRIES = 5
REST = timedelta(minutes=15)
Secret = Literal["pin", "password"]  # each is counted by itself, in two fields of the member that begin so


class Outcome(Enum):
    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"


def count_attempt(member: Member, secret: Secret) -> bool:
    """Count a try; False when the five are used up and the rest is not over."""
    now = timezone.now()
    failures, tried_at = f"{secret}_failures", f"{secret}_tried_at"
    rested = Q(**{f"{tried_at}__lte": now - REST})
    open_account = Member.objects.filter(Q(**{f"{failures}__lt": TRIES}) | rested, pk=member.pk)
    used = Case(When(rested, then=Value(1)), default=F(failures) + 1)
    return open_account.update(**{failures: used, tried_at: now}) == 1


def reset(member: Member, secret: Secret) -> None:
    """It was right."""
    Member.objects.filter(pk=member.pk).update(**{f"{secret}_failures": 0})


def attempt(member: Member | None, pin: str) -> Outcome:
    """One try at a member's PIN. `None` (a phone nobody has) is as wrong as a wrong PIN; every answer takes as long."""
    if member is None or not member.pin:
        make_password(pin)
        return Outcome.WRONG
    if not count_attempt(member, "pin"):
        make_password(pin)
        return Outcome.LOCKED
    if not check_password(pin, member.pin):
        return Outcome.WRONG
    reset(member, "pin")
    return Outcome.RIGHT
