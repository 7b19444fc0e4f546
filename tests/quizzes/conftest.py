"""Questions as they come out of the database, where every option has its id."""

from collections.abc import Callable

import pytest
from wagtail.blocks import StructValue

from quizzes.models import Quiz


@pytest.fixture
def ask(db) -> Callable[..., StructValue]:
    """A question of a kind, made of its raw value."""

    def ask(kind: str, **value) -> StructValue:
        quiz = Quiz.objects.create(title="Một câu", questions=[(kind, {"feedback": "", **value})])
        return Quiz.objects.get(pk=quiz.pk).questions[0].value

    return ask
