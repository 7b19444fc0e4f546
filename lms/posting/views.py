"""What she had typed before she was signed out, to be sent with one press."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from lms.posting import session_end_middleware

SHOWN = 30  # pieces of what she typed
LONGEST = 300  # letters of a piece


@never_cache
def resume(request: HttpRequest, kept_id: UUID) -> HttpResponse:
    kept = session_end_middleware.find(request, kept_id)
    if kept is None and not request.user.is_authenticated:
        return redirect_to_login(request.path)
    if kept is None:
        return render(request, "posting/not_kept.html", status=410)
    if request.method == "POST":
        kept.delete()
        messages.success(request, _("Thrown away."))
        return redirect("home")
    return render(request, "posting/resume.html", {"kept": kept, "typed": _typed(kept.fields)})


def _typed(fields: list[list[str]]) -> list[str]:
    """The words among what was sent: no ids, no addresses, no code of the editor."""
    words = dict.fromkeys(value.strip()[:LONGEST] for _name, value in fields)
    return [value for value in words if _is_said(value)][:SHOWN]


def _is_said(value: str) -> bool:
    wordy = any(sign.isspace() for sign in value) or not value.isascii()
    return wordy and any(sign.isalpha() for sign in value) and value[0] not in "{[<"
