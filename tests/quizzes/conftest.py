"""Questions as they come out of the database, where every option has its id."""

from collections.abc import Callable

import pytest
from wagtail.blocks import StructValue
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from quizzes.models import Quiz


@pytest.fixture
def ask(db) -> Callable[..., StructValue]:
    """A question of a kind, made of its raw value."""

    def ask(kind: str, **value) -> StructValue:
        quiz = Quiz.objects.create(title="Một câu", questions=[(kind, {"feedback": "", **value})])
        return Quiz.objects.get(pk=quiz.pk).questions[0].value

    return ask


@pytest.fixture
def picture(db) -> Image:
    """A picture of a phone's screen: twice as high as wide."""
    return Image.objects.create(title="Màn hình chính", file=get_test_image_file(size=(90, 180)))
