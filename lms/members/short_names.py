"""What several women on one phone are called on its screens: enough for each to find herself, and no more, for anybody
may read it.

Each gets the first of these that only she has: given name, initials, initials with her year of birth, as many
of her last words as tell her apart, and the mark that her head wrote down for her. Women whom nothing tells
apart are numbered.
"""

from collections import Counter
from collections.abc import Callable, Iterable

from lms import names
from lms.members.models import Member

Way = Callable[[Member], str]


def given(member: Member) -> str:
    return names.given(member.name, member.sort_name)


def initials(member: Member) -> str:
    return names.initials(member.name, member.sort_name)


def with_year(member: Member) -> str:
    return f"{initials(member)} ({member.birth_year or '?'})"


def told_apart(people: Iterable[Member], *, by: tuple[Way, ...] = (given, initials)) -> dict[int, str]:
    """What each of these people (ids) is called; `by` are the ways to begin with."""
    people = list(people)
    full = names.told_apart([person.name for person in people], [person.sort_name for person in people])
    endings = {person.pk: words for person, words in zip(people, full, strict=True)}
    called: dict[int, str] = {}
    for way in (*by, with_year, lambda person: endings[person.pk], lambda person: _marked(person, endings)):
        said = {person.pk: way(person) for person in people}
        times = Counter(said.values())
        called |= {pk: words for pk, words in said.items() if pk not in called and times[words] == 1}
    return _numbered(people, called, endings)


def _marked(person: Member, endings: dict[int, str]) -> str:
    return f"{endings[person.pk]} ({person.mark or person.birth_year or '?'})"


def _numbered(people: list[Member], called: dict[int, str], endings: dict[int, str]) -> dict[int, str]:
    alike = [person for person in people if person.pk not in called]
    numbers: Counter[str] = Counter()
    for person in sorted(alike, key=lambda person: person.pk):
        words = endings[person.pk]
        numbers[words] += 1
        called[person.pk] = f"{words} ({numbers[words]})"
    return called
