"""How a quiz's questions do, for their author: in counts and shares, without a name, and nothing of fewer than five.

What counts is the first finished attempt of each person: later ones have seen the answers.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import sqrt

from django.db.models import Count, Exists, F, FloatField, OuterRef, Q, QuerySet, Sum
from wagtail.blocks import StreamValue

from quizzes.models import Answer, Attempt, Quiz, Topic
from quizzes.questions import BadAnswerError, QuestionValue

FEW = 5  # people; fewer could be guessed


@dataclass(frozen=True)
class Doing:
    """One question. `people` is None where they are too few to tell anything; shares are 0 to 1."""

    id: str
    text: str
    kind: str
    people: int | None = None
    right: float | None = None
    mean: float | None = None
    discrimination: float | None = None  # -1 to 1: the correlation with the other questions' points
    said: list[tuple[str, float | None]] = field(default_factory=list)  # (words, share; None for too few)


def doings(holder: Quiz | Topic) -> list[Doing]:
    """The questions of a quiz (with those it drew) or of a topic, in order. Two queries, however many there are."""
    children = list(_children(holder))
    answers = _first_answers(holder, [child.id for child in children])
    sums = {str(row["question"]): row for row in _sums(answers)}
    said: dict[str, Counter] = {}
    for row in answers.values("question", "chosen").annotate(n=Count("pk")):
        said.setdefault(str(row["question"]), Counter())[tuple(row["chosen"])] += row["n"]
    return [_doing(child, sums.get(child.id), said.get(child.id, Counter())) for child in children]


def _children(holder: Quiz | Topic) -> Iterable[StreamValue.StreamChild]:
    yield from holder.questions
    for draw in getattr(holder, "draws", []):
        yield from draw.value["topic"].questions if draw.value["topic"] else []


def _first_answers(holder: Quiz | Topic, questions: list[str]) -> QuerySet[Answer]:
    earlier = Attempt.objects.filter(
        taker=OuterRef("attempt__taker"), quiz=OuterRef("attempt__quiz"), started_at__lt=OuterRef("attempt__started_at")
    )
    answers = Answer.objects.filter(question__in=questions, attempt__finished_at__isnull=False)
    if isinstance(holder, Quiz):
        answers = answers.filter(attempt__quiz=holder)
    return answers.exclude(answered_at=None).exclude(Exists(earlier.exclude(finished_at=None)))


def _sums(answers: QuerySet[Answer]) -> QuerySet:
    rest = F("attempt__score") - F("score")
    number = FloatField()
    return answers.values("question").annotate(
        n=Count("pk"),
        people=Count("attempt__taker", distinct=True) + Count("pk", filter=Q(attempt__taker=None)),
        rights=Count("pk", filter=Q(right=True)),
        x=Sum("score"),
        y=Sum(rest, output_field=number),
        xx=Sum(F("score") * F("score"), output_field=number),
        yy=Sum(rest * rest, output_field=number),
        xy=Sum(F("score") * rest, output_field=number),
    )


def _doing(child: StreamValue.StreamChild, sums: dict | None, said: Counter) -> Doing:
    plain = {"id": child.id, "text": child.value["text"], "kind": child.block_type}
    if not sums or sums["people"] < FEW:
        return Doing(**plain)
    return Doing(
        **plain,
        people=sums["people"],
        right=sums["rights"] / sums["n"],
        mean=sums["x"] / sums["n"],
        discrimination=correlation(sums),
        said=_shares(child.value, said),
    )


def correlation(sums: dict) -> float | None:
    """Of a question's points with the points of the rest, from sums; Moodle's discrimination index by a hundred.

    For a question that is right or wrong it is the point-biserial correlation. None where either never varies.
    """
    n = sums["n"]
    covariance = n * sums["xy"] - sums["x"] * sums["y"]
    spread = (n * sums["xx"] - sums["x"] ** 2) * (n * sums["yy"] - sums["y"] ** 2)
    return max(-1.0, min(1.0, covariance / sqrt(spread))) if spread > 1e-9 else None


def _spelt(value: QuestionValue, chosen: list[str]) -> list[str]:
    try:
        return value.spelt(chosen)
    except BadAnswerError:  # it was given to an earlier version
        return []


def _shares(value: QuestionValue, said: Counter) -> list[tuple[str, float | None]]:
    """How often each thing was chosen, most often first; what fewer than five did has no figure."""
    counts: Counter = Counter(dict.fromkeys(value.offers(), 0))
    for chosen, n in said.items():
        counts.update(dict.fromkeys(_spelt(value, list(chosen)), n))
    everybody = sum(said.values())
    offered = set(value.offers())
    return [
        (words, None if 0 < n < FEW else n / everybody)
        for words, n in counts.most_common()
        if n >= FEW or words in offered
    ]
