"""The rules of points that are more than a sum, pure and as Moodle has them (docs/quizzes.md names the sources)."""

from collections.abc import Callable, Hashable, Sequence
from math import isfinite

PRECISION = 1e-14  # PHP's `precision`, by which Moodle widens every tolerance (MDL-3225)


def within(value: float, target: float, tolerance: float, how: str = "nominal") -> bool:
    """Whether a number is as near to `target` as it should be. `how`: nominal (plus or minus), relative, geometric."""
    if how == "nominal":
        reach = abs(tolerance) + PRECISION * max(abs(tolerance), abs(target), PRECISION)
        least, most = target - reach, target + reach
    elif how == "relative":
        reach = abs(target) * (abs(tolerance) + PRECISION)
        least, most = target - reach, target + reach
    else:
        quotient = 1 + abs(tolerance) + PRECISION
        least, most = sorted((target / quotient, target * quotient))
    return isfinite(value) and least <= value <= most


Order = Sequence[Hashable]


def whole(right: Order, given: Order) -> float:
    """All or nothing."""
    return float(list(right) == list(given))


def absolute(right: Order, given: Order) -> float:
    """The share of items that stand in their own place."""
    return sum(here == there for here, there in zip(right, given, strict=True)) / len(right)


def next_ones(right: Order, given: Order) -> float:
    """The share of neighbours, first to last, that follow each other as they should."""
    wanted, got = _pairs(right), set(_pairs(given))
    return sum(pair in got for pair in wanted) / len(wanted)


def next_ones_and_end(right: Order, given: Order) -> float:
    """The same, and the last item has to be last."""
    return next_ones([*right, None], [*given, None])


def neighbours(right: Order, given: Order) -> float:
    """For each item: has it the right one before it, and the right one after it (or the edge)?"""
    wanted, got = _pairs([None, *right, None]), set(_pairs([None, *given, None]))
    inner = sum(pair in got for pair in wanted[1:-1])
    return (2 * inner + (wanted[0] in got) + (wanted[-1] in got)) / (2 * len(right))


def befores_and_afters(right: Order, given: Order) -> float:
    """The share of all pairs of items that stand in the right order."""
    place = {item: number for number, item in enumerate(given)}
    pairs = [(first, second) for number, first in enumerate(right) for second in right[number + 1 :]]
    return sum(place[first] < place[second] for first, second in pairs) / len(pairs)


def longest(right: Order, given: Order) -> float:
    """The longest run of items in the right order, others between them or not. A single item is no run."""
    places = _places(right, given)
    runs = [1] * len(places)
    for here in range(len(places)):
        runs[here] += max((runs[before] for before in range(here) if places[before] < places[here]), default=0)
    return _run(max(runs), len(places))


def longest_unbroken(right: Order, given: Order) -> float:
    """The longest run of items that should follow each other, whatever stands between them now."""
    runs: dict[int, int] = {}
    for place in _places(right, given):
        runs[place] = runs.get(place - 1, 0) + 1
    return _run(max(runs.values()), len(given))


def distance(right: Order, given: Order) -> float:
    """Each item loses by how far from its place it stands."""
    place = {item: number for number, item in enumerate(given)}
    most = len(right) - 1
    return sum(most - abs(number - place[item]) for number, item in enumerate(right)) / (most * len(right))


def _pairs(items: Order) -> list[tuple]:
    return list(zip(items, items[1:], strict=False))


def _places(right: Order, given: Order) -> list[int]:
    place = {item: number for number, item in enumerate(right)}
    return [place[item] for item in given]


def _run(length: int, of: int) -> float:
    return length / of if length > 1 else 0.0


ORDERINGS: dict[str, Callable[[Order, Order], float]] = {
    "absolute": absolute,
    "whole": whole,
    "distance": distance,
    "next": next_ones,
    "next_and_end": next_ones_and_end,
    "neighbours": neighbours,
    "all_pairs": befores_and_afters,
    "longest": longest,
    "longest_unbroken": longest_unbroken,
}
