"""Lessons with what they ask for, for those who need nothing else of them and need it a thousand times a minute.

Reading a lesson's body costs more than all that is done with it then. So each process keeps what a lesson asks for,
together with what it was read from: a digest of the body, and of the clips and quizzes in it, which change by
themselves. Both are asked for each time, so nothing is ever out of date.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import MD5, Cast, Concat

from courses.models import Lesson
from courses.requirements import Requirement
from media.models import Clip
from quizzes.models import Quiz

Reference = tuple[str, int]  # "clip" or "quiz", and its id
Said = tuple[str, int, str]  # a reference and what the lesson takes from it


@dataclass(frozen=True)
class Kept:
    digest: str
    references: frozenset[Reference]
    said: frozenset[Said]
    requirements: list[Requirement]


_kept: dict[int, Kept] = {}


def lessons(ids: Collection[int]) -> dict[int, Lesson]:
    """The lessons by id, their requirements at hand. Two queries, and more for one that has changed."""
    found = _digested().defer("body").in_bulk(ids)
    known = {id: _kept[id] for id, lesson in found.items() if id in _kept and _kept[id].digest == lesson.digest}
    said = _said(frozenset().union(*(kept.references for kept in known.values())))
    for id, lesson in found.items():
        fresh = id in known and known[id].said <= said
        lesson.requirements = known[id].requirements if fresh else _read(id)
    return found


def _digested() -> QuerySet[Lesson]:
    return Lesson.objects.annotate(digest=MD5(_text("body")))


def _read(id: int) -> list[Requirement]:
    """From the body itself. What its clips and quizzes say is asked for first: should it change meanwhile, what is kept
    counts as out of date, never the other way round."""
    lesson = _digested().get(pk=id)
    references = frozenset(_references(lesson))
    said = _said(references)
    _kept[id] = Kept(lesson.digest, references, said, lesson.requirements)
    return lesson.requirements


def _references(lesson: Lesson) -> list[Reference]:
    values = [raw["value"] for raw in lesson.body.raw_data if isinstance(raw["value"], dict)]
    return [(kind, value[kind]) for value in values for kind in ("clip", "quiz") if value.get(kind)]


def _said(references: frozenset[Reference]) -> frozenset[Said]:
    clips = Clip.objects.filter(pk__in=[id for kind, id in references if kind == "clip"])
    quizzes = Quiz.objects.filter(pk__in=[id for kind, id in references if kind == "quiz"])
    questions = MD5(Concat(_text("questions"), _text("draws")))
    rows = clips.order_by().values_list(Value("clip"), "pk", _text("duration"))
    return frozenset(rows.union(quizzes.order_by().values_list(Value("quiz"), "pk", questions), all=True))


def _text(field: str) -> Cast:
    return Cast(F(field), TextField())
