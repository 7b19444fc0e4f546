"""The messages that a branch head copies into Zalo: an invitation, never a reproach, and her congratulations."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import Course, Lesson
from lms import names
from lms.members.models import Member
from lms.units.models import Unit

MOST_NAMES = 15  # more make a list, no longer an invitation


def invitation(unit: Unit, course: Course, members: list[Member]) -> str:
    """Ready to paste. Names those given; where nobody is, all who have not started are meant."""
    lessons = course.lessons().count()
    opening = _called(members, _("Dear sister %(names)s,"), _("Dear sisters %(names)s,"))
    return "\n".join(
        [
            opening or _("Dear sisters who have not started yet,"),
            _("%(unit)s is learning “%(course)s” together.") % {"unit": unit.name, "course": course.title}
            + " "
            + ngettext(
                "It is %(n)s short lesson, about 5 minutes.",
                "It is %(n)s short lessons, about 5 minutes each.",
                lessons,
            )
            % {"n": lessons},
            _("Tap here to watch, no account needed: %(url)s") % {"url": _address(course)},
            _("If anything is unclear, call me and I will show you."),
        ]
    )


def congratulation(unit: Unit, course: Course, members: list[Member]) -> str:
    """For those who have finished; named as in an invitation."""
    one, many = _("Congratulations, sister %(names)s!"), _("Congratulations, sisters %(names)s!")
    return "\n".join(
        [
            _called(members, one, many) or _("Congratulations to all sisters who have finished!"),
            _("%(unit)s is glad that you have finished “%(course)s”.") % {"course": course.title, "unit": unit.name},
            _("If a sister beside you has not watched it yet, please show her: %(url)s") % {"url": _address(course)},
        ]
    )


def next_step(member: Member, lesson: Lesson) -> str:
    """For one member: the lesson that comes next for her."""
    return "\n".join(
        [
            _("Dear sister %(names)s,") % {"names": member.get_short_name()},
            _("when you have 5 minutes, here is a lesson for you: “%(lesson)s”.") % {"lesson": lesson.title},
            _("Tap here to watch, no account needed: %(url)s") % {"url": _address(lesson)},
            _("If anything is unclear, call me and I will show you."),
        ]
    )


def _called(members: list[Member], one: str, many: str) -> str:
    """The opening with their names; "" where nobody is named."""
    called = names.told_apart([member.name for member in members], [member.sort_name for member in members])
    if not called:
        return ""
    return (one if len(members) == 1 else many) % {"names": ", ".join(called)}


def _address(page: Course | Lesson) -> str:
    return settings.BASE_URL.rstrip("/") + page.url
