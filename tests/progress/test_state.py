"""Any order, repetition and splitting of the same facts gives the same state."""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from uuid import UUID

from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from courses.requirements import Kind, Requirement
from lms.progress.state import ENOUGH, Fact, LessonState, fold, merge

BLOCKS = [UUID(int=number) for number in (1, 2, 3)]
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)

seconds = st.integers(0, 480).map(lambda quarters: quarters / 4)
intervals = st.lists(seconds, min_size=2, max_size=2, unique=True).map(sorted).map(tuple)
moments = st.integers(0, 5_000_000).map(lambda micro: NOON + timedelta(microseconds=micro))


ids, blocks = st.integers(1, 2**64).map(lambda number: UUID(int=number)), st.sampled_from(BLOCKS)


@st.composite
def watched(draw) -> Fact:
    return Fact(draw(ids), 7, draw(blocks), "watched", draw(moments), *draw(intervals))


@st.composite
def done(draw) -> Fact:
    return Fact(draw(ids), 7, draw(blocks), draw(st.sampled_from(["done", "passed"])), draw(moments))


def facts() -> st.SearchStrategy[Fact]:
    return st.one_of(watched(), done())


@st.composite
def told_anew(draw) -> tuple[list[Fact], list[list[Fact]]]:
    """A history, and the same facts shuffled, some of them repeated, in batches."""
    history = draw(st.lists(facts(), min_size=1, max_size=12))
    again = draw(st.permutations(history + draw(st.lists(st.sampled_from(history), max_size=6))))
    cut = draw(st.integers(0, len(again)))
    return history, [again[:cut], again[cut:]]


@given(told_anew())
def test_order_repetition_and_batches_do_not_matter(told):
    history, batches = told

    state = LessonState()
    for batch in batches:
        state = fold(state, batch)

    assert state == fold(LessonState(), history)


@given(st.lists(facts(), max_size=12), st.lists(facts(), max_size=12))
def test_a_state_survives_being_kept(first, later):
    kept = LessonState.from_json(fold(LessonState(), first).to_json())

    assert fold(kept, later) == fold(LessonState(), first + later)


@given(st.lists(facts(), max_size=12))
def test_folding_leaves_its_input_alone(history):
    state = fold(LessonState(), history[:6])
    before = LessonState.from_json(state.to_json())

    fold(state, history[6:])

    assert state == before


@given(st.lists(intervals, max_size=15))
def test_merged_intervals_are_sorted_and_lie_more_than_half_a_second_apart(pieces):
    merged = merge(pieces)

    assert all(start < end for start, end in merged)
    assert all(later[0] - earlier[1] > 0.5 for earlier, later in pairwise(merged))


@given(st.lists(intervals, max_size=15))
def test_merged_intervals_cover_the_union_and_gaps_of_at_most_half_a_second(pieces):
    seen = quarters(pieces)
    gaps = {between for a, b in pairwise(sorted(seen)) if b - a <= 3 for between in range(a, b)}

    assert quarters(merge(pieces)) == seen | gaps


def quarters(pieces: list[tuple[float, float]]) -> set[int]:
    """The quarters of a second that they cover."""
    return {quarter for start, end in pieces for quarter in range(round(start * 4), round(end * 4))}


def test_a_gap_of_half_a_second_is_the_phones_and_a_longer_one_is_hers():
    assert merge([(0, 10), (10.5, 20)]) == [(0, 20)]
    assert merge([(0, 10), (10.6, 20)]) == [(0, 10), (10.6, 20)]


@given(st.lists(watched(), min_size=1, max_size=12))
def test_she_goes_on_where_she_was_last(history):
    state = fold(LessonState(), history)

    for block in {fact.block for fact in history}:
        there = [(fact.happened_at, fact.end) for fact in history if fact.block == block]
        assert state.resume(block) == max(there)[1]


def test_nothing_watched_is_nowhere_to_go_on():
    assert LessonState().resume(BLOCKS[0]) is None


def after(*pieces: tuple[float, float]) -> LessonState:
    return fold(LessonState(), [Fact(UUID(int=9), 7, BLOCKS[0], "watched", NOON, *piece) for piece in pieces])


def is_watched(state: LessonState, clip_seconds: float | None = 100) -> bool:
    return state.met(Requirement(BLOCKS[0], Kind.WATCH, clip_seconds=clip_seconds))


def test_a_clip_is_watched_at_80_per_cent_and_not_at_79():
    assert not is_watched(after((0, 79.9)))
    assert is_watched(after((0, 80)))


def test_80_per_cent_may_be_watched_in_any_pieces():
    assert is_watched(after((60, 100), (0, 20), (30, 50)))


def test_the_same_seconds_twice_count_once():
    assert not is_watched(after((0, 50), (0, 50)))


def test_what_lies_beyond_the_end_of_the_clip_does_not_count():
    assert not is_watched(after((0, 40), (100, 14400)))
    assert not is_watched(after((21, 14400)))
    assert is_watched(after((20, 14400)))


def test_a_clip_that_is_being_prepared_cannot_be_watched_yet():
    assert not is_watched(after((0, 100)), None)


def test_watching_does_not_do_other_things():
    for kind in (Kind.FOLLOW, Kind.PASS, Kind.READ):
        assert not after((0, 100)).met(Requirement(BLOCKS[0], kind))


def test_a_mark_or_a_pass_does_anything():
    for kind in ("done", "passed"):
        state = fold(LessonState(), [Fact(UUID(int=9), 7, BLOCKS[0], kind, NOON)])

        assert all(state.met(Requirement(BLOCKS[0], wanted, 100)) for wanted in Kind)
        assert not state.met(Requirement(BLOCKS[1], Kind.FOLLOW))


def test_a_phone_counts_a_clip_as_watched_where_the_server_does():
    script = (Path(settings.BASE_DIR) / "lms/static/js/learning.js").read_text()

    assert re.findall(r"const ENOUGH = ([\d.]+);", script) == [str(ENOUGH)]
