"""What somebody wants done with units. An order names units by their codes: what they are is looked up when it is
planned, and again, under the lock, when it is done. `day` is the day from which it holds: today or a day before."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone


@dataclass(frozen=True)
class New:
    """A unit to be founded. A branch or a group without a code gets the next one of its parent."""

    name: str
    level: str
    parent: str
    code: str = ""


@dataclass(frozen=True)
class Part:
    """What leaves a unit for a new one: groups with all their members, and members (ids) who belong to it directly."""

    into: New
    units: tuple[str, ...] = ()
    members: tuple[int, ...] = ()
    rest: bool = False  # takes whatever no other part takes; then the old unit ends


@dataclass(frozen=True)
class Order:
    day: date = field(default_factory=timezone.localdate, kw_only=True)


@dataclass(frozen=True)
class Found(Order):
    new: New


@dataclass(frozen=True)
class Merge(Order):
    """Several units become one: one of them, another that is there, or a new one."""

    units: tuple[str, ...]
    into: str | New


@dataclass(frozen=True)
class Split(Order):
    """Parts of a unit become units of their own. The old one goes on with what is left, unless a part takes it all."""

    unit: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Move(Order):
    """A unit, with all below it, hangs under another one."""

    unit: str
    to: str


@dataclass(frozen=True)
class Dissolve(Order):
    """A unit ends and none takes its place; a branch with its groups. Its members belong to the unit above directly
    from then on, or, `leaving`, are on no roster any more and found there among those who have left."""

    unit: str
    leaving: bool


@dataclass(frozen=True)
class Rename(Order):
    unit: str
    name: str
