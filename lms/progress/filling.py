"""What a reader has done, in the holes of the pages of courses and lessons (`courses.shells`)."""

from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from courses.requirements import Requirement
from courses.shells import Reader, dense, fills
from lms.progress import queries
from lms.progress.models import CourseProgress
from media.templatetags.clips import clock as as_clock


@dataclass(frozen=True)
class Asked:
    """A lesson as its shell knows it: enough to say what is done of it."""

    pk: int | None
    requirements: list[Requirement]


def _todo(reader: Reader) -> queries.Todo:
    """Asked once a page, however many holes ask."""
    if "todo" not in reader.kept:
        lesson = Asked(reader.about.get("lesson"), reader.about.get("requirements", []))
        reader.kept["todo"] = queries.todo(reader.request, lesson)
    return reader.kept["todo"]


@fills("who")
def who(reader: Reader, _subject: str) -> str:
    """An opaque word for who is signed in, so that a shared phone keeps their unsent facts apart; "" for nobody."""
    user = reader.user
    return salted_hmac("lms.progress.person", str(user.pk)).hexdigest()[:16] if user.is_authenticated else ""


@fills("done")
def done(reader: Reader, block: str) -> bool:
    return bool(reader.about) and _todo(reader).is_done(block)


@fills("resumes")
def resumes(reader: Reader, block: str) -> bool:
    return bool(reader.about) and bool(_todo(reader).resume(block))


@fills("second")
def second(reader: Reader, block: str) -> str:
    """As a script reads it, whatever the language."""
    return str(_todo(reader).resume(block))


@fills("clock")
def clock(reader: Reader, block: str) -> str:
    return as_clock(_todo(reader).resume(block))


@fills("left")
def left(reader: Reader, _subject: str) -> bool:
    return bool(_todo(reader).left)


@fills("left_in_words")
def left_in_words(reader: Reader, _subject: str) -> str:
    n = _todo(reader).left
    return ngettext("%(n)s thing left to do", "%(n)s things left to do", n) % {"n": number_format(n)}


@fills("confirmed")
def confirmed(reader: Reader, block: str) -> bool:
    return bool(reader.about) and block in _todo(reader).confirmations


@fills("confirmed_by")
def confirmed_by(reader: Reader, block: str) -> str:
    return _todo(reader).confirmations[block].name


@fills("confirmed_on")
def confirmed_on(reader: Reader, block: str) -> str:
    return _day(_todo(reader).confirmations[block].day)


@fills("vouched")
def vouched(reader: Reader, _subject: str) -> bool:
    return _todo(reader).vouched is not None


@fills("vouched_by")
def vouched_by(reader: Reader, _subject: str) -> str:
    vouched = _todo(reader).vouched
    return (vouched and vouched.name) or "—"


@fills("vouched_on")
def vouched_on(reader: Reader, _subject: str) -> str:
    vouched = _todo(reader).vouched
    return _day(vouched.day) if vouched else ""


def _day(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%d/%m/%Y}"


@fills("finished")
def finished(reader: Reader, lesson: str) -> bool:
    if not reader.user.is_authenticated:
        return False
    if "finished" not in reader.kept:
        reader.kept["finished"] = queries.finished_lessons(reader.user, reader.about["lessons"])
    return int(lesson) in reader.kept["finished"]


@fills("going_on")
def going_on(reader: Reader, _subject: str) -> SafeString | str:
    lesson = queries.going_on(reader.user) if reader.user.is_authenticated else None
    if not lesson:
        return ""
    words = render_to_string("courses/going_on.html", {"left": lesson, "request": reader.request})
    return mark_safe(dense(words))


def _course(reader: Reader, course: str) -> CourseProgress | None:
    """Her progress in it. One query for all courses."""
    if "courses" not in reader.kept:
        rows = queries.course_progress(reader.user) if reader.user.is_authenticated else []
        reader.kept["courses"] = {row.course_id: row for row in rows}
    return reader.kept["courses"].get(int(course))


@fills("course_done")
def course_done(reader: Reader, course: str) -> bool:
    mine = _course(reader, course)
    return bool(mine and mine.completed_at)


@fills("course_begun")
def course_begun(reader: Reader, course: str) -> bool:
    return _course(reader, course) is not None


@fills("lessons_done")
def lessons_done(reader: Reader, course: str) -> str:
    progress = _course(reader, course)
    n = progress.lessons_done if progress else 0
    return ngettext("%(n)s lesson done", "%(n)s lessons done", n) % {"n": number_format(n)}
