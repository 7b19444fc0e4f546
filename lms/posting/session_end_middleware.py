"""A form that comes after its session ended, or with a stale CSRF token: what she typed is kept until she signs in.

It is shown to nobody but the member whom the form was shown to. A stranger's form is for the session that sent it.
"""

import re
from collections.abc import Callable
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lms.posting.models import KeptForm
from lms.posting.senders import FIELD, Sender, sender
from lms.web.same_origin import sent_from_here

MARKS = ("csrfmiddlewaretoken", FIELD, "form_key", "form_kept")
SECRET = re.compile(r"password|otp|^again$|(^|[^a-z])pin([^a-z]|$)")  # names of fields that are never kept
SECOND_FACTOR = "code"  # such a field while signing in; elsewhere it is a lesson's
MOST_LETTERS = 1_000_000
MOST_FORMS = 20  # of one member
OPEN = ("/dang-nhap/", "/dang-xuat/", "/ngon-ngu/", "/the/", "/chon-ma-pin/", "/admin/login/", "/admin/logout/")
HELD = "kept_forms"  # in the session: ids of forms that strangers sent from it


class SessionEnded:
    """Middleware: a form of somebody who is not signed in any more is kept, and she is asked to sign in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self.get_response(request)
        whose = sender(request)
        if whose is None or whose.is_still(request.user) or _is_open(request):
            return self.get_response(request)
        if _wants_json(request):
            return _refuse_script()
        return sign_in_first(request, whose)


def _is_open(request: HttpRequest) -> bool:
    """Signing in and out, the language, a card, an invitation: nobody need be signed in for these."""
    return request.path.startswith(OPEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For settings.CSRF_FAILURE_VIEW. A page of ours that lay open too long says so and still holds what she typed;
    another site's form is refused."""
    whose = sender(request)
    if _wants_json(request):
        return _refuse_script()
    if whose and not whose.is_still(request.user):
        return sign_in_first(request, whose)
    if not whose and not sent_from_here(request):
        return render(request, "403_csrf.html", status=403)
    kept = keep(request, whose)
    messages.warning(request, _("This page had been open for too long. What you typed is still here."))
    return redirect("resume", kept.pk)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("accept", "").startswith("application/json")


def _refuse_script() -> HttpResponse:
    """To Wagtail's autosave, which shows these words and goes on trying."""
    words = _("You are signed out. Press “Publish” or “Save draft”: you sign in, and what you typed is still there.")
    return JsonResponse({"success": False, "error_code": "locked", "error_message": words}, status=403)


def sign_in_first(request: HttpRequest, whose: Sender) -> HttpResponse:
    kept = keep(request, whose)
    messages.warning(request, _("You are signed out. Please sign in again: what you typed is still here."))
    return redirect(f"{_sign_in(whose)}?{urlencode({'next': reverse('resume', args=[kept.pk])})}")


def _sign_in(whose: Sender) -> str:
    return reverse("officer_sign_in" if whose.proven else "sign_in")


def keep(request: HttpRequest, whose: Sender | None) -> KeptForm:
    KeptForm.objects.sweep()
    kept = KeptForm(member=whose.member if whose else None, path=request.get_full_path(), fields=[])
    for name, values in request.POST.lists():
        if name in MARKS:
            continue
        if SECRET.search(name.lower()) or (name == SECOND_FACTOR and _is_open(request)):
            kept.lacks_secret = True
        else:
            kept.fields += [[name, value.replace("\x00", "")] for value in values]
    if sum(len(name) + len(value) for name, value in kept.fields) > MOST_LETTERS:
        kept.fields = []
    kept.files = [file.name for sent in request.FILES.lists() for file in sent[1]]
    kept.save()
    _hold(request, kept)
    return kept


def _hold(request: HttpRequest, kept: KeptForm) -> None:
    """No member keeps more than so many; a stranger's are held by her session."""
    if kept.member is None:
        request.session[HELD] = [*request.session.get(HELD, []), str(kept.pk)][-MOST_FORMS:]
        return
    older = KeptForm.objects.filter(member=kept.member).order_by("-at").values_list("pk", flat=True)[MOST_FORMS:]
    KeptForm.objects.filter(pk__in=list(older)).delete()


def find(request: HttpRequest, id: UUID | str) -> KeptForm | None:
    """The kept form with this id, if it is for who asks."""
    kept = KeptForm.objects.filter(pk=id).first()
    if kept is None:
        return None
    user = request.user
    hers = user.is_authenticated and user.pk == kept.member
    return kept if hers or (kept.member is None and str(kept.pk) in request.session.get(HELD, [])) else None


def forget(request: HttpRequest) -> None:
    """What was kept has been sent."""
    id = request.POST.get("form_kept", "")
    if len(id) == 36 and (kept := find(request, id)):
        kept.delete()
