"""Several people on one phone: who has signed in here before, so that the next one is two taps and a PIN away.

The phone itself keeps it, in a signed cookie of nothing but ids, written after a PIN was right here. It opens nothing:
each of them types her PIN every time. Whoever holds the phone sees given names with initials, and can make it forget.
"""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.members import short_names
from lms.members.models import Member

COOKIE, SALT = "quen_may", "lms.accounts.views.shared_phone"
MOST = 6
LASTS = 60 * 60 * 24 * 365  # seconds


def _ids(request: HttpRequest) -> list[int]:
    """The latest first. A cookie that was touched is an empty one."""
    try:
        kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return []
    return kept[:MOST]


def known(request: HttpRequest) -> list[tuple[Member, str]]:
    """Who else may be learning now, each with what she is called. One query; none on a phone that knows nobody."""
    ids = [pk for pk in _ids(request) if pk != request.user.pk]
    found = Member.objects.offered().in_bulk(ids) if ids else {}
    people = [found[pk] for pk in ids if pk in found]
    called = short_names.told_apart(people, by=(short_names.initials,))
    return [(member, called[member.pk]) for member in people]


def remember(request: HttpRequest, response: HttpResponse, member: Member) -> None:
    ids = [member.pk, *[pk for pk in _ids(request) if pk != member.pk]][:MOST]
    response.set_cookie(
        COOKIE,
        signing.dumps(ids, salt=SALT),
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """This phone knows nobody any more, and nobody is signed in."""
    if request.user.is_authenticated:
        logout(request)
    messages.success(request, _("This phone has forgotten the names. Nobody is signed in."))
    response = redirect("home")
    response.delete_cookie(COOKIE, samesite="Lax")
    return response
