"""What the tests of learning records share."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from courses.models import Course
from lms.progress.signals import course_completed

settings.register_profile("house", deadline=None, database=None, max_examples=30)
settings.load_profile("house")


@pytest.fixture
def completions() -> Iterator[list[tuple[int, Course]]]:
    """(member's id, course) of every course_completed that is sent."""
    told: list[tuple[int, Course]] = []

    def hear(sender, member, course, **kwargs):
        told.append((member.pk, course))

    course_completed.connect(hear)
    yield told
    course_completed.disconnect(hear)
