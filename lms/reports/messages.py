"""The message a branch head copies into Zalo for those who have not started: an invitation, never a reproach."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import Course
from lms.members import names
from lms.members.models import Member, Unit

MOST_NAMES = 15  # more make a list, no longer an invitation


def invitation(unit: Unit, course: Course, members: list[Member]) -> str:
    """Ready to paste. Names those given, or nobody when they are more than MOST_NAMES or not listed: all of them are
    meant."""
    called = names.told_apart([member.name for member in members])
    lessons = course.lessons().count()
    named = _("Dear sisters %(names)s,") % {"names": ", ".join(called)}
    return "\n".join(
        [
            named if 0 < len(members) <= MOST_NAMES else _("Dear sisters who have not started yet,"),
            _("%(unit)s is learning “%(course)s” together.") % {"unit": unit.name, "course": course.title}
            + " "
            + ngettext(
                "It is %(n)s short lesson, about 5 minutes.",
                "It is %(n)s short lessons, about 5 minutes each.",
                lessons,
            )
            % {"n": lessons},
            _("Tap here to watch, no account needed: %(url)s") % {"url": settings.BASE_URL.rstrip("/") + course.url},
            _("If anything is unclear, call me and I will show you."),
        ]
    )
