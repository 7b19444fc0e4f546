"""The message a branch head copies into Zalo for those who have not started: an invitation, never a reproach."""

from collections import Counter

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import Course
from lms.members.models import Member


def invitation(course: Course, members: list[Member]) -> str:
    """Ready to paste. Names only those given."""
    called = told_apart([member.name for member in members])
    lessons = course.lessons().count()
    return "\n".join(
        [
            _("Dear sisters %(names)s,") % {"names": ", ".join(called)},
            _("our branch is learning “%(course)s” together.") % {"course": course.title}
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


def told_apart(full: list[str]) -> list[str]:
    """By their given names; who shares hers keeps as many of the words before it as tell her apart, at most all."""
    endings = [[" ".join(name.split()[-n:]) for n in range(1, len(name.split()) + 1)] for name in full]
    shared = Counter(ending for own in endings for ending in own)
    alone = [[ending for ending in own if shared[ending] == 1] for own in endings]
    return [own[0] if own else name for name, own in zip(full, alone, strict=True)]
