"""A StreamField that keeps its blocks out of migrations.

Blocks are code, not schema: without this, every reworded label makes a migration and the first one imports half of the
project for ever. It also lets a draft keep what was typed, finished or not (`drafts`). It lives in `quizzes` because
both `quizzes` and `courses` use it, and `courses` may import `quizzes`.
"""

from typing import TYPE_CHECKING, Any

from django.forms import Field
from wagtail.fields import StreamField

from quizzes.drafts import DraftField


class BlockStreamField(StreamField):
    if TYPE_CHECKING:  # Wagtail has no types: on a row the field holds a stream, and takes a list as well

        def __get__(self, instance: object, owner: type) -> Any: ...

        def __set__(self, instance: object, value: Any) -> None: ...

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs

    def formfield(self, **kwargs) -> Field:
        return super().formfield(**{"form_class": DraftField} | kwargs)
