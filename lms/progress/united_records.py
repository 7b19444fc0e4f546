"""Two records of one person become one: what either has learnt is hers, and her progress follows from all of it.

Facts and attempts move to the kept record; the state of each lesson is folded again from the facts of both. What one of
the records had finished stays finished, at the earlier of the two times, and only a course that the two finish together
is complete from now.
"""

from django.dispatch import receiver

from lms.members.models import Member
from lms.members.signals import remembered, united
from lms.progress import recording
from lms.progress.models import CourseProgress, LearningEvent, LessonProgress
from lms.progress.rebuilding import rebuilt
from quizzes.models import Attempt


@receiver(united)
def unite_learning(sender, kept: Member, gone: Member, **kwargs) -> None:
    LearningEvent.objects.filter(member=gone).update(member=kept)
    LearningEvent.objects.filter(by=gone).exclude(member=kept).update(by=kept)
    Attempt.objects.filter(taker=gone).update(taker=kept)
    for theirs in LessonProgress.objects.filter(member=gone).select_related("lesson"):
        _unite_lesson(kept, theirs)
    for theirs in CourseProgress.objects.filter(member=gone).select_related("course"):
        theirs.delete()
        recording.unite_course(kept, theirs)


def _unite_lesson(kept: Member, theirs: LessonProgress) -> None:
    progress, _new = LessonProgress.objects.get_or_create(member=kept, lesson=theirs.lesson)
    progress.state = rebuilt(kept, theirs.lesson_id).to_json()
    progress.started_at = min(progress.started_at, theirs.started_at)
    ends = [end for end in (progress.completed_at, theirs.completed_at) if end]
    progress.completed_at = min(ends, default=None)
    recording.finish(progress, theirs.lesson)
    progress.save()
    theirs.delete()


@receiver(remembered)
def who_has_learnt(sender, members: list[int], **kwargs) -> set[int]:
    """Ids of those of whom there is a fact, an attempt or progress."""
    rows = [(LearningEvent, "member"), (Attempt, "taker"), (LessonProgress, "member"), (CourseProgress, "member")]
    found = [model.objects.filter(**{f"{who}__in": members}).values_list(who, flat=True) for model, who in rows]
    helped = LearningEvent.objects.filter(by__in=members).values_list("by", flat=True)
    return set().union(*found, helped)
