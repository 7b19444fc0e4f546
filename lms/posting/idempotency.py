"""A second tap makes nothing twice: every form of somebody signed in carries an idempotency key.

The first request with a key claims a row and works; the second waits for it and is led where the first was. Only
redirects are kept: whatever writes answers with one, and a page that says what is wrong has a new key.
"""

import hashlib
import json
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from lms.posting.models import SentForm
from lms.posting.session_end_middleware import forget

FIELD = "form_key"
LEASE = timedelta(minutes=2)  # a request that has worked for longer is taken for dead
PATIENCE = 20  # seconds that a second tap waits for the first
BETWEEN = 0.1  # seconds


class OnceEach:
    """Middleware: acts on each form once, and gives the first answer to whoever sends it again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not request.POST.get(FIELD) or not request.user.is_authenticated:
            return self.get_response(request)
        digest = _digest(request)
        sent = _claim(digest)
        if sent is None:
            return render(request, "posting/still_sending.html", status=409)
        if sent.leads_to:
            return HttpResponseRedirect(sent.leads_to)
        return self._act(request, digest)

    def _act(self, request: HttpRequest, digest: str) -> HttpResponse:
        leads_to = ""
        try:
            response = self.get_response(request)
            if response.status_code in (301, 302, 303):
                leads_to = response["Location"]
        finally:
            row = SentForm.objects.filter(digest=digest)
            row.update(leads_to=leads_to) if leads_to else row.delete()
        if leads_to:
            forget(request)
        return response


def _digest(request: HttpRequest) -> str:
    """Of who sent what where: the same key with other words in the form is another form."""
    fields = sorted((name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken")
    files = sorted((name, file.name, file.size) for name, sent in request.FILES.lists() for file in sent)
    whole = json.dumps([request.user.pk, request.get_full_path(), fields, files])
    return hashlib.sha256(whole.encode()).hexdigest()


def _claim(digest: str) -> SentForm | None:
    """The row of this form: one without an answer is ours to act on. None while another request still works on it."""
    until = time.monotonic() + PATIENCE
    SentForm.objects.sweep()
    while True:
        try:
            with transaction.atomic():
                return SentForm.objects.create(digest=digest)
        except IntegrityError:
            sent = SentForm.objects.filter(digest=digest).first()
        if sent and (sent.leads_to or _take_over(sent)):
            return sent
        if time.monotonic() > until:
            return None
        time.sleep(BETWEEN)


def _take_over(sent: SentForm) -> bool:
    dead = sent.at < timezone.now() - LEASE
    return dead and bool(SentForm.objects.filter(pk=sent.pk, at=sent.at, leads_to="").update(at=timezone.now()))
