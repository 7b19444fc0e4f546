"""Facts as they come in from outside: a batch of JSON from the phone, or a form button where JavaScript is missing.

Every input is hostile: one bad fact refuses its batch with 400 and nothing is kept, so the phone can tell and drop it.
"""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from django.utils import timezone

from courses.models import Lesson
from lms.members.models import Member
from lms.progress.models import LearningEvent
from lms.progress.state import Fact

MOST = 200  # facts in one batch
LONGEST = 4 * 3600  # seconds into a clip
OLDEST = timedelta(days=400)
SAID_BY_PHONE = (LearningEvent.Kind.WATCHED, LearningEvent.Kind.DONE)  # a quiz is passed by the server's grading alone


class BadFactError(ValueError):
    """What came in is no fact; the message names the field."""


def read_batch(data: object) -> list[Fact]:
    """Facts from the phone's JSON: {"events": [{id, lesson, block, kind, at, start, end}, …]}, at in ms since 1970. The
    kind is "watched", with start and end in seconds, or "done"."""
    events = data.get("events") if isinstance(data, dict) else None
    if not isinstance(events, list) or len(events) > MOST:
        raise BadFactError("events")
    return [_read(event) for event in events]


def _read(event: object) -> Fact:
    if not isinstance(event, dict):
        raise BadFactError("event")
    kind = event.get("kind")
    if kind not in SAID_BY_PHONE:
        raise BadFactError("kind")
    lesson = event.get("lesson")
    if not isinstance(lesson, int) or isinstance(lesson, bool) or not 0 < lesson < 2**31:
        raise BadFactError("lesson")
    start, end = _span(event) if kind == LearningEvent.Kind.WATCHED else _no_span(event)
    return Fact(_own_id(event), lesson, _uuid(event, "block"), kind, _moment(event), start, end)


def _own_id(event: dict) -> UUID:
    """An id made by chance. The server makes its own from names: a phone must not take one of those beforehand."""
    id = _uuid(event, "id")
    if id.version != 4:
        raise BadFactError("id")
    return id


def _span(event: dict) -> tuple[float, float]:
    start, end = _number(event, "start", LONGEST), _number(event, "end", LONGEST)
    if not start < end:
        raise BadFactError("end")
    return start, end


def _no_span(event: dict) -> tuple[None, None]:
    if "start" in event or "end" in event:
        raise BadFactError("start")
    return None, None


def _number(event: dict, key: str, most: float) -> float:
    value = event.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise BadFactError(key)  # NaN is not between anything
    return float(value)


def _uuid(event: dict, key: str) -> UUID:
    try:
        return UUID(event[key])
    except (KeyError, ValueError, AttributeError, TypeError) as error:
        raise BadFactError(key) from error


def _moment(event: dict) -> datetime:
    """When it happened by the phone's clock, which may be wrong: never in the future, never absurdly long ago."""
    happened = datetime.fromtimestamp(_number(event, "at", 2**43) / 1000, UTC)
    return max(min(happened, timezone.now()), timezone.now() - OLDEST)


def done(member: Member, lesson: Lesson, block: UUID) -> Fact:
    """She pressed the button: this block is done. One id for her, the block and the lesson (a copied page keeps the ids
    of its blocks), so pressing twice is one fact."""
    return Fact(
        uuid5(block, f"lesson {lesson.pk} done by {member.pk}"),
        lesson.pk,
        block,
        LearningEvent.Kind.DONE,
        timezone.now(),
    )
