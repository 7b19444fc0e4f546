"""Progress is nothing but its events: rebuilt from them, it is the same."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.progress import rebuilding, recording
from lms.progress.models import LearningEvent, LessonProgress
from lms.progress.state import Fact, LessonState
from tests.progress.acting import NOON, clip_block, finish, watched

deeds = st.tuples(
    st.integers(1, 9),  # the fact's id: the same one may come again
    st.integers(0, 2),  # which block
    st.booleans(),  # watched, or done
    st.integers(0, 590).map(lambda tenths: tenths / 10),
    st.integers(1, 100).map(lambda tenths: tenths / 10),
    st.integers(0, 10**7),  # microseconds after noon
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(deeds, max_size=5), max_size=4))
def test_any_history_rebuilds_to_what_is_kept(thanh, lesson, batches):
    with transaction.atomic():
        for batch in batches:
            recording.record(thanh, [as_fact(lesson, *deed) for deed in batch])

        assert rebuilding.differences() == []
        told = [deed for batch in batches for deed in {deed[0]: deed for deed in batch}.values()]  # an id counts once
        assert LessonProgress.objects.exists() == any(is_kept(*deed) for deed in told)
        transaction.set_rollback(True)


def is_kept(_id: int, block: int, is_watched: bool, *_when) -> bool:
    """The word of a phone that a quiz (the last block) is done is worth nothing."""
    return is_watched or block < 2


def as_fact(lesson, id: int, block: int, is_watched: bool, start: float, length: float, micro: int) -> Fact:
    when, where = NOON + timedelta(microseconds=micro), lesson.requirements[block].block
    span = (start, start + length) if is_watched else (None, None)
    return Fact(UUID(int=id), lesson.pk, where, "watched" if is_watched else "done", when, *span)


def test_a_finished_lesson_rebuilds(thanh, lesson, quiz):
    finish(thanh, lesson, quiz)

    state = rebuilding.rebuilt(thanh, lesson.pk)

    assert state == LessonState.from_json(LessonProgress.objects.get().state)
    assert all(state.met(requirement) for requirement in lesson.requirements)


def test_a_figure_that_its_events_do_not_give_is_found(thanh, lien, lesson):
    recording.record(thanh, [watched(lesson, 0, 10)])
    recording.record(lien, [watched(lesson, 0, 10)])
    LearningEvent.objects.filter(member=lien).update(end=9)

    assert rebuilding.differences() == [(lien.pk, lesson.pk)]
    assert rebuilding.rebuilt(lien, lesson.pk).watched == {str(clip_block(lesson)): [(0, 9)]}
