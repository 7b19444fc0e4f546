"""What there is to do in a lesson before it is done ("việc"): explicit, per block, and shown to her.

A lesson says what it asks for; whether someone has done it is for the product that keeps learning records.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class Kind(StrEnum):
    WATCH = "watch"
    FOLLOW = "follow"
    PRACTISE = "practise"
    TALK = "talk"
    TASK = "task"
    PASS = "pass"
    READ = "read"


@dataclass(frozen=True)
class Requirement:
    """One thing to do. `block` is the id of the block in the lesson (or of the lesson itself, for READ)."""

    block: UUID
    kind: Kind
    clip_seconds: float | None = None  # WATCH: how long the clip is; None while it is being prepared
    quiz_id: int | None = None  # PASS: which quiz


class AsksFor(Protocol):
    """A block value that asks for something to be done."""

    def requirement(self, block: UUID) -> Requirement | None: ...
