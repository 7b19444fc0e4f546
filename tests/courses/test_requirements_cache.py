"""What lessons ask for is kept by each process, and never out of date."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses import requirements_cache
from courses.models import Lesson
from courses.requirements import Requirement
from media.models import Clip
from quizzes.models import Quiz


@pytest.fixture(autouse=True)
def nothing_kept():
    requirements_cache._kept.clear()


def asked(lesson: Lesson) -> list[Requirement]:
    """As kept, after a first time; and it must be what the page itself says."""
    found = requirements_cache.lessons([lesson.pk])[lesson.pk].requirements
    assert found == Lesson.objects.get(pk=lesson.pk).requirements
    return found


def test_the_second_time_costs_two_queries(lesson):
    asked(lesson)
    with CaptureQueriesContext(connection) as captured:
        requirements_cache.lessons([lesson.pk])
    assert len(captured) == 2


def test_several_lessons_at_once(make_lesson):
    lessons = [make_lesson("bai-1"), make_lesson("bai-2")]
    for _time in range(2):
        found = requirements_cache.lessons([lesson.pk for lesson in lessons])
        assert [found[lesson.pk].requirements for lesson in lessons] == [lesson.requirements for lesson in lessons]


def test_a_lesson_that_is_changed_asks_for_what_it_says_now(lesson):
    asked(lesson)
    del lesson.body[1]
    lesson.save()
    assert [requirement.kind for requirement in asked(lesson)] == ["watch", "pass"]


def test_a_clip_that_is_packaged_meanwhile_has_its_length(lesson, clip):
    asked(lesson)
    Clip.objects.filter(pk=clip.pk).update(duration=90)
    assert asked(lesson)[0].clip_seconds == 90


def test_a_clip_that_is_deleted_is_asked_for_no_more(lesson, clip):
    asked(lesson)
    clip.delete()
    assert [requirement.kind for requirement in asked(lesson)] == ["follow", "pass"]


def test_a_quiz_without_questions_asks_for_nothing_until_it_has_some(lesson, quiz):
    asked(lesson)
    empty = Quiz.objects.get(pk=quiz.pk)
    empty.questions = []
    empty.save()
    assert len(asked(lesson)) == 2
    quiz.save()
    assert len(asked(lesson)) == 3


def test_a_lesson_that_is_not_there_is_left_out(lesson):
    assert list(requirements_cache.lessons([lesson.pk, 999_999])) == [lesson.pk]
