"""A corrected question: first what grading its old answers anew would change, then doing it.

Whoever has passed stays passed: a lesson that is done and a certificate that was given are never taken away by a
correction. An answer that does not fit the question any more (its option is gone) keeps its grade.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django_tasks import task
from wagtail.blocks import StreamValue

from quizzes.attempts import grading
from quizzes.attempts.start import freeze, version_of
from quizzes.models import Answer, Attempt, Regrade, Version
from quizzes.questions import BadAnswerError, Grade
from quizzes.signals import attempt_graded


@dataclass(frozen=True, order=True)
class Crossing:
    """A finished attempt that would come to the other side of the pass mark."""

    quiz: str
    before: float  # points
    after: float
    total: int
    upwards: bool  # it would be passed, and is not; otherwise it would not reach the mark, and stays passed


@dataclass(frozen=True)
class Outlook:
    """What regrading a question would do. Attempts are told apart by their points: a trainer sees nobody's record."""

    answers: int = 0  # that were graded by another version of it
    better: int = 0  # that would get more points
    worse: int = 0  # that would get fewer
    unfit: int = 0  # that do not fit any more, and stay
    crossings: tuple[tuple[Crossing, int], ...] = ()  # with how many attempts each

    @property
    def changes(self) -> bool:
        return bool(self.better or self.worse)

    @property
    def will_pass(self) -> int:
        return sum(n for crossing, n in self.crossings if crossing.upwards)

    @property
    def would_fail(self) -> int:
        return sum(n for crossing, n in self.crossings if not crossing.upwards)


def outdated(question: UUID | str, version: Version) -> QuerySet[Answer]:
    """The complete answers to the question that were not graded by this version of it."""
    return Answer.objects.filter(question=question).exclude(answered_at=None).exclude(version=version.digest)


def outlook(child: StreamValue.StreamChild) -> Outlook:
    """A dry run over all answers to the question as it is now. Writes nothing."""
    counts: Counter[str] = Counter()
    crossings: Counter[Crossing] = Counter()
    grades: dict[tuple, Grade | None] = {}
    for answer in outdated(child.id, version_of(child)).select_related("attempt__quiz").iterator(2000):
        said = tuple(answer.chosen)
        if said not in grades:
            grades[said] = _grade(child.value, answer)
        counts.update(_effects(answer, grades[said]))
        crossings.update(_crossing(answer, grades[said]))
    return Outlook(**counts, crossings=tuple(sorted(crossings.items())))


def _grade(value, answer: Answer) -> Grade | None:
    try:
        return value.grade(answer.chosen)
    except BadAnswerError:
        return None


def _effects(answer: Answer, grade: Grade | None) -> Iterator[str]:
    yield "answers"
    if grade is None:
        yield "unfit"
        return
    gain = grade.score - answer.score
    if abs(gain) < 1e-9:
        return
    yield "better" if gain > 0 else "worse"


def _crossing(answer: Answer, grade: Grade | None) -> Iterator[Crossing]:
    attempt = answer.attempt
    if grade is None or not attempt.finished_at:
        return
    after = attempt.score + grade.score - answer.score
    reaches = grading.reaches_the_mark(attempt, after)
    if reaches != attempt.passed and after != attempt.score:
        yield Crossing(attempt.quiz.title, round(attempt.score, 2), round(after, 2), attempt.total, reaches)


def begin(child: StreamValue.StreamChild, by) -> None:
    """Regrade in the background, attempt by attempt: a province may have answered it."""
    [(question, digest)] = freeze([child])
    transaction.on_commit(lambda: regrade.enqueue(question, digest, by.pk if by else None))


@task(priority=-5)
def regrade(question: str, digest: str, by_id: int | None) -> None:
    version = Version.objects.get(pk=digest)
    waiting = list(outdated(question, version).values_list("attempt", flat=True))
    done = [_again(attempt_id, question, version) for attempt_id in waiting]
    changed, passed = sum(changed for changed, _passed in done), sum(passed for _changed, passed in done)
    Regrade.objects.create(question=question, version=version, by_id=by_id, answers=changed, passed=passed)


@transaction.atomic
def _again(attempt_id: UUID, question: str, version: Version) -> tuple[bool, bool]:
    """Whether the answer's points have changed, and whether the attempt is passed by that."""
    attempt = Attempt.objects.select_for_update(no_key=True, of=("self",)).select_related("quiz").get(pk=attempt_id)
    answers = list(attempt.answers.exclude(answered_at=None))
    answer = next(answer for answer in answers if str(answer.question) == question)
    grade = _grade(version.value, answer)
    if grade is None:
        return False, False
    changed = abs(grade.score - answer.score) > 1e-9
    answer.version, answer.score, answer.right = version, grade.score, grade.right
    answer.save(update_fields=["version", "score", "right"])
    if not attempt.finished_at:
        return changed, False
    before = attempt.passed
    grading.count(attempt, answers)
    attempt.save(update_fields=["right", "score", "passed"])
    if attempt.passed and not before:
        attempt_graded.send(Attempt, attempt=attempt)
    return changed, attempt.passed and not before
