from collections.abc import Callable

import pytest

from courses.models import Course
from lms.certificates.issuing import issue
from lms.certificates.models import Certificate
from lms.members.models import Member


@pytest.fixture
def certify(course) -> Callable[..., Certificate]:
    """This member has finished the course."""

    def certify(member: Member, course: Course = course) -> Certificate:
        return issue(None, member=member, course=course)

    return certify


@pytest.fixture
def certificate(thanh, certify) -> Certificate:
    """Thanh's."""
    return certify(thanh)
