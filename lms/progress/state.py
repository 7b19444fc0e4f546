"""From facts to progress: the one pure function.

Folding is order-free and idempotent: watched intervals are merged, done blocks are a set, and of all positions the one
that happened last stands. So a late, repeated or reordered batch gives the same state.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from courses.requirements import Kind, Requirement

ENOUGH = 0.8  # of the clip's seconds; the last words of a clip are often a greeting
Interval = tuple[float, float]  # seconds into the clip, start < end


@dataclass(frozen=True)
class Fact:
    """One thing that happened. `kind` as in LearningEvent; start and end only for "watched", `by` (the id of who saw
    it) only for "confirmed" and for "vouched", which is about the whole lesson."""

    id: UUID
    lesson_id: int
    block: UUID
    kind: str
    happened_at: datetime
    start: float | None = None
    end: float | None = None
    by: int | None = None


@dataclass
class LessonState:
    """Keys are block ids as strings. `position` holds (when, second): where she was last, and when. `vouched`: she did
    the whole lesson beside somebody who wrote it down."""

    watched: dict[str, list[Interval]] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    position: dict[str, tuple[str, float]] = field(default_factory=dict)
    vouched: bool = False

    @classmethod
    def from_json(cls, data: dict) -> "LessonState":
        return cls(
            {block: [tuple(interval) for interval in kept] for block, kept in data.get("watched", {}).items()},
            list(data.get("done", [])),
            {block: tuple(at) for block, at in data.get("position", {}).items()},
            data.get("vouched", False),
        )

    def to_json(self) -> dict:
        return {"watched": self.watched, "done": self.done, "position": self.position, "vouched": self.vouched}

    def seconds(self, block: UUID, length: float) -> float:
        """How many different seconds of a clip of this length were watched; beyond its end nothing counts."""
        return sum(max(0.0, min(end, length) - start) for start, end in self.watched.get(str(block), []))

    def resume(self, block: UUID) -> float | None:
        """The second where she stopped, or None."""
        at = self.position.get(str(block))
        return at[1] if at else None

    def met(self, requirement: Requirement) -> bool:
        if self.vouched or str(requirement.block) in self.done:
            return True
        if requirement.kind != Kind.WATCH or not requirement.clip_seconds:
            return False
        return self.seconds(requirement.block, requirement.clip_seconds) >= ENOUGH * requirement.clip_seconds


def merge(intervals: Iterable[Interval]) -> list[Interval]:
    """Sorted intervals without overlaps. Gaps of up to half a second are the phone's timer, not hers."""
    merged: list[Interval] = []
    for start, end in sorted(intervals):
        if merged and start <= merged[-1][1] + 0.5:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def fold(state: LessonState, facts: Iterable[Fact]) -> LessonState:
    """The state after `facts`, in whatever order they come."""
    watched, done, position = dict(state.watched), set(state.done), dict(state.position)
    vouched = state.vouched
    for fact in facts:
        block = str(fact.block)
        if fact.kind == "watched":
            assert fact.start is not None and fact.end is not None  # LearningEvent has both of every span
            watched[block] = merge([*watched.get(block, []), (fact.start, fact.end)])
            here = (fact.happened_at.isoformat(), fact.end)
            position[block] = max(position.get(block, here), here)
        elif fact.kind == "vouched":
            vouched = True
        else:
            done.add(block)
    return LessonState(watched, sorted(done), position, vouched)
