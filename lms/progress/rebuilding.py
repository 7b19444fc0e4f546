"""Progress again from the facts alone: proof that nothing else goes into it, and the repair if a figure is doubted."""

from lms.members.models import Member
from lms.progress.models import LearningEvent, LessonProgress
from lms.progress.state import Fact, LessonState, fold


def rebuilt(member: Member, lesson_id: int) -> LessonState:
    """The lesson's state, folded from every event that is kept and was not taken back."""
    events = LearningEvent.objects.standing().filter(member=member, lesson_id=lesson_id)
    facts = [Fact(e.id, lesson_id, e.block, e.kind, e.happened_at, e.start, e.end) for e in events]
    return fold(LessonState(), facts)


def differences() -> list[tuple[int, int]]:
    """(member id, lesson id) of every kept state that its events do not give. Reads all; for a nightly check."""
    rows = LessonProgress.objects.select_related("member").iterator()
    return [
        (row.member_id, row.lesson_id)
        for row in rows
        if LessonState.from_json(row.state) != rebuilt(row.member, row.lesson_id)
    ]
