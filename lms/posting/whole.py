"""A bad line cuts a form off in the middle. What came is not the form that she sent: nothing of it is acted on."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.translation import gettext as _

MULTIPART = "multipart/form-data"
FORMS = ("application/x-www-form-urlencoded", MULTIPART)
BAD = (BadRequest, MultiPartParserError, UnreadablePostError)


class WholeForms:
    """Middleware: answers 400 to a form that did not arrive whole."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and request.content_type in FORMS and not _is_whole(request):
            return render(request, "posting/cut_off.html", {"title": _("It did not arrive whole")}, status=400)
        return self.get_response(request)


def _is_whole(request: HttpRequest) -> bool:
    """Django takes the fields that came as if they were all: its stream knows how many bytes were promised."""
    stream = request._stream
    try:
        empty = not request.POST and not request.FILES
    except BAD:
        return False
    promised = getattr(stream, "limit", 0)
    came = getattr(stream, "_pos", promised)
    boundary = (request.content_params or {}).get("boundary", "")
    end = f"--{boundary}--\r\n"  # all there is of a multipart form without a field
    broken = empty and request.content_type == MULTIPART and promised > len(end)
    return came == promised and not broken
