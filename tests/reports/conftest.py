from collections.abc import Callable

import pytest
from django.utils import timezone

from courses.models import Course
from lms.members.models import Member
from lms.progress.models import CourseProgress
from lms.reports.counts import recounting
from lms.units.models import Unit
from tests.pages import lay


@pytest.fixture
def begin(course) -> Callable[..., None]:
    """These members have begun the course."""

    def begin(*members: Member, course: Course = course) -> None:
        CourseProgress.objects.bulk_create(CourseProgress(member=member, course=course) for member in members)
        recounting.differences(mend=True)

    return begin


@pytest.fixture
def finish(course) -> Callable[..., None]:
    """These members have finished the course."""

    def finish(*members: Member, course: Course = course) -> None:
        done = timezone.now()
        CourseProgress.objects.bulk_create(
            CourseProgress(member=member, course=course, completed_at=done) for member in members
        )
        recounting.differences(mend=True)

    return finish


@pytest.fixture
def fill(begin, finish) -> Callable[[Unit, int], None]:
    """Bring the roster of a unit to so many members, a third of them in each state."""

    def fill(unit: Unit, upto: int) -> None:
        new = [Member(name=f"Lê Thị Số {n}", unit=unit, birth_year=1960) for n in range(unit.members.count(), upto)]
        for member in new:
            member.derive()
        Member.objects.bulk_create(new)
        begin(*new[0::3])
        finish(*new[1::3])

    return fill


@pytest.fixture
def second_course(home) -> Course:
    return lay(home, Course(title="Nhận ra lừa đảo", slug="k2", code="K2", summary="Ba bài ngắn."))
