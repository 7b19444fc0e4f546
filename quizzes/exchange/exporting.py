"""Taking questions out: what a quiz or a topic holds, as questions between two formats."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from quizzes import kinds
from quizzes.exchange.formats import Format
from quizzes.exchange.neutral import Held, Picture, Question, tidied
from quizzes.models import Quiz, Topic


@dataclass(frozen=True)
class Leaving:
    """A question of a holder, by its id, and what of it a format holds."""

    id: str
    question: Question
    held: Held

    @property
    def label(self) -> str:
        return str(kinds.KINDS[self.question.kind]().label)


def leaving(holder: Quiz | Topic, format: Format) -> list[Leaving]:
    topic = holder.title if isinstance(holder, Topic) else ""
    found = []
    for child in holder.questions:
        raw = child.block.get_prep_value(child.value)
        question = tidied(Question(child.block_type, _bare_content(raw), _picture(child.value), topic=topic))
        held = format.holds(question)
        material = tuple(words for name, words in _material() if raw.get(name))
        found.append(Leaving(child.id, question, replace(held, lost=(*held.lost, *material))))
    return found


def _material() -> list[tuple[str, str]]:
    return [("clip", _("The clip is left out.")), ("sound", _("The recording is left out."))]


def _bare_content(raw: dict) -> dict:
    return {key: _bare(one) for key, one in raw.items()}


def _bare(value: object) -> object:
    """A raw value without the ids of list items."""
    if isinstance(value, dict):
        return _bare_content(value)
    if isinstance(value, list):
        return [_bare(one["value"] if _is_item(one) else one) for one in value]
    return value


def _is_item(one: object) -> bool:
    return isinstance(one, dict) and set(one) == {"type", "value", "id"}


def _picture(value: dict) -> Picture | None:
    """The picture of a question, as it was uploaded; none where its file is gone."""
    image = value.get("picture")
    if not image:
        return None
    try:
        with image.file.open("rb") as file:
            data = file.read()
    except FileNotFoundError:
        return None
    return Picture(image.file.name.rpartition("/")[2], data, (image.width, image.height))
