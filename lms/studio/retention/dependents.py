"""What hangs on a piece of content: facts about people, and other content that shows it.

Rooms that keep facts register a counter here, so that the studio need not know them. Content on which anything hangs is
never deleted; the database holds it as well (`on_delete=PROTECT`).
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.db.models import Model
from wagtail.models import Page, ReferenceIndex

Counter = Callable[[Collection[int]], list[str]]
"""Takes ids of content of one model; says what hangs on it, with its number, a line for each thing."""

_counters: dict[type[Model], list[Counter]] = defaultdict(list)


def counts(model: type[Model]) -> Callable[[Counter], Counter]:
    """Register a counter for a model; for `Page` it is given the page and all below it."""

    def register(counter: Counter) -> Counter:
        _counters[model].append(counter)
        return counter

    return register


@dataclass(frozen=True)
class Dependents:
    """`facts`: lines with numbers. `places`: other content that shows it."""

    facts: list[str]
    places: list[Model]

    def __bool__(self) -> bool:
        return bool(self.facts or self.places)


def of(content: Model) -> Dependents:
    ids = _ids(content)
    counters = [counter for model, some in _counters.items() if isinstance(content, model) for counter in some]
    return Dependents([line for counter in counters for line in counter(ids)], _places(content, ids))


def _ids(content: Model) -> list[int]:
    if isinstance(content, Page):
        return list(content.get_descendants(inclusive=True).values_list("pk", flat=True))
    return [content.pk]


def _places(content: Model, ids: list[int]) -> list[Model]:
    """Other content that refers to it; not what goes into the bin together with it."""
    sources = [source for source, _references in ReferenceIndex.get_grouped_references_to(content)]
    return [source for source in sources if not (isinstance(content, Page) and source.pk in ids)]
