"""Beginning an attempt: its questions are drawn and frozen in the version of this moment."""

import hashlib
import json
import random
from collections.abc import Collection, Iterable
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from wagtail.blocks import StreamValue
from wagtail.models import Page

from quizzes.models import Attempt, Quiz, Version


class QuizClosedError(Exception):
    """The contest is over."""


class NoMoreAttemptsError(Exception):
    """She has tried as often as the contest allows."""


@transaction.atomic
def begin(quiz: Quiz, page: Page | None = None, *, taker=None, held: Collection[UUID] = ()) -> Attempt:
    """The attempt that she left open, or a new one. While `taker` is None, hers are those that her session has `held`.

    Raises QuizClosedError, NoMoreAttemptsError.
    """
    if quiz.is_closed:
        raise QuizClosedError
    mine = {"taker": taker} if taker else {"taker": None, "pk__in": held}
    if taker:
        _hold(taker)
    left = quiz.attempts.filter(page=page, finished_at=None, **mine).exclude(paper=[]).first()
    if left:
        return left
    if not has_tries_left(quiz, taker):
        raise NoMoreAttemptsError
    paper = freeze(asked(quiz))
    return Attempt.objects.create(quiz=quiz, page=page, taker=taker, paper=paper, total=len(paper))


def has_tries_left(quiz: Quiz, taker) -> bool:
    """Where tries are limited she has signed in, and `taker` is her."""
    return not quiz.attempts_allowed or quiz.attempts.filter(taker=taker).count() < quiz.attempts_allowed


def _hold(taker) -> None:
    """One start at a time for each person, or two taps at once would be two attempts."""
    get_user_model().objects.select_for_update(no_key=True).get(pk=taker.pk)


def asked(quiz: Quiz) -> list[StreamValue.StreamChild]:
    """The quiz's own questions, then those drawn by chance from its topics; none of them twice."""
    drawn: dict[str, StreamValue.StreamChild] = {}
    for draw in quiz.draws:
        topic, count = draw.value["topic"], draw.value["count"]
        bank = [child for child in topic.questions if child.id not in drawn] if topic else []
        drawn |= {child.id: child for child in random.sample(bank, min(count, len(bank)))}
    return [*quiz.questions, *drawn.values()]


def freeze(children: Iterable[StreamValue.StreamChild]) -> list[tuple[str, str]]:
    """Keep these questions as they are now: (question, digest of its version) for each."""
    versions = {child.id: version_of(child) for child in children}
    Version.objects.bulk_create(versions.values(), ignore_conflicts=True)
    return [(id, version.digest) for id, version in versions.items()]


def version_of(child: StreamValue.StreamChild) -> Version:
    """Not stored. Two questions with the same content have the same version."""
    content = child.block.get_prep_value(child.value)
    spelt = json.dumps([child.block_type, _filled_in(content)], sort_keys=True, ensure_ascii=False)
    return Version(digest=hashlib.sha256(spelt.encode()).hexdigest(), kind=child.block_type, content=content)


def _filled_in(content: object) -> object:
    """The content without what was left open. A form says "" and False where a file or an older question says nothing;
    a trainer who only presses Save has changed nothing."""
    match content:
        case dict():
            filled = {key: _filled_in(value) for key, value in content.items()}
            return {key: value for key, value in filled.items() if not _is_open(value)}
        case list():
            return [_filled_in(value) for value in content]
    return content


def _is_open(value: object) -> bool:
    return value is None or value is False or value in ("", [])
