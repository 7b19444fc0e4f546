"""Eight phones send the last facts of two lessons of one course at the same moment."""

from functools import partial
from time import sleep

import pytest
from django.db.models.signals import post_save

from courses.models import Lesson
from lms.certificates.models import Certificate
from lms.members.models import Member
from lms.progress import event_batches, rebuilding, recording
from lms.progress.models import CourseProgress, LearningEvent, LessonProgress
from tests.progress.acting import clip_block, pass_quiz, steps_block, watched
from tests.together import together

pytestmark = pytest.mark.usefixtures("lasting")


@pytest.fixture
def slow_to_keep():
    """Every lesson's progress takes a moment to be kept, so that all phones overlap."""

    def wait(sender, **kwargs):
        sleep(0.02)

    post_save.connect(wait, sender=LessonProgress)
    yield
    post_save.disconnect(wait, sender=LessonProgress)


def do_the_steps(member: Member, lesson: Lesson) -> None:
    done = event_batches.done(member, lesson, steps_block(lesson))
    recording.record(Member.objects.get(pk=member.pk), [done, watched(lesson, 0, 60)])


def test_the_course_is_completed_once(lasting, thanh, make_lesson, quiz, completions, slow_to_keep):
    lessons = [make_lesson("bai-1"), make_lesson("bai-2")]
    for lesson in lessons:
        pass_quiz(thanh, lesson, quiz)

    together(*[partial(do_the_steps, thanh, lesson) for lesson in lessons * 4])

    assert completions == [(thanh.pk, lessons[0].course)]
    assert Certificate.objects.get().member == thanh
    progress = CourseProgress.objects.get()
    assert (progress.lessons_done, progress.completed_at is None) == (2, False)


def test_pieces_watched_at_once_are_all_there(lasting, thanh, lesson, slow_to_keep):
    pieces = [watched(lesson, start, start + 5) for start in range(0, 40, 5)]

    together(*[partial(recording.record, thanh, [piece, pieces[0]]) for piece in pieces])

    assert LessonProgress.objects.get().state["watched"] == {str(clip_block(lesson)): [[0, 40]]}
    assert LearningEvent.objects.count() == 8
    assert rebuilding.differences() == []
