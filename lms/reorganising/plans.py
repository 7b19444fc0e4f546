"""What will happen, as data: planning makes it, describing puts it into words, doing carries it out."""

from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from lms.reorganising.offices import Handover, Target
from lms.reorganising.orders import New
from lms.units.models import Unit


@dataclass(frozen=True)
class Hanging:
    """A unit, with all below it, that will hang under another one."""

    unit: Unit
    to: Target


@dataclass(frozen=True)
class Placing:
    """Members (ids, also of those who left) of one unit who will belong to another; so many are on its roster."""

    unit: Unit
    to: Target
    members: tuple[int, ...]
    on_roster: int


@dataclass(frozen=True)
class Leaving:
    """Members (ids) of one unit who will be on no roster any more, and whom another one will know as having left."""

    unit: Unit
    to: Unit
    members: tuple[int, ...]


@dataclass(frozen=True)
class Ending:
    """`heirs`: what it has become; nothing, when it is dissolved."""

    unit: Unit
    heirs: tuple[Target, ...] = ()


@dataclass
class Plan:
    day: date
    founded: list[New] = field(default_factory=list)
    renamed: list[tuple[Unit, str]] = field(default_factory=list)
    leaving: list[Leaving] = field(default_factory=list)  # before they are placed
    placed: list[Placing] = field(default_factory=list)
    rehung: list[Hanging] = field(default_factory=list)
    handed: list[Handover] = field(default_factory=list)
    ended: list[Ending] = field(default_factory=list)
    twins: list[tuple[str, Target]] = field(default_factory=list)  # (name, unit): will hang there more than once

    @property
    def mark(self) -> str:
        """Another mark: something else would happen. What was looked at is what is confirmed."""
        facts = [
            [(new.name, new.level, new.parent, new.code) for new in self.founded],
            [(unit.code, unit.name, name) for unit, name in self.renamed],
            [(one.unit.code, sorted(one.members)) for one in self.leaving],
            [(one.unit.code, one.to.code, sorted(one.members)) for one in self.placed],
            [(one.unit.code, one.unit.path, one.to.code) for one in self.rehung],
            [(one.role.pk, one.to and one.to.code, one.kind) for one in self.handed],
            [(one.unit.code, [heir.code for heir in one.heirs]) for one in self.ended],
        ]
        return sha256(repr((self.day, facts)).encode()).hexdigest()[:24]
