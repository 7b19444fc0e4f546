"""What stands in an address is cut to what somebody would type, before anything searches with it.

A database refuses a pattern of 100,000 letters with an error, and so would every search field, of ours and of Wagtail:
one place for all of them. Where to go next may be longer, and is never searched for.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict

LONGEST = 200  # letters of one value
UNCUT = {"next"}


class CutQueryTextMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if len(request.META.get("QUERY_STRING", "")) > LONGEST:
            request.GET = QueryDict(cut(request.GET).urlencode())
        return self.get_response(request)


def cut(typed: QueryDict) -> QueryDict:
    shorter = QueryDict(mutable=True)
    for name, values in typed.lists():
        shorter.setlist(name, values if name in UNCUT else [value[:LONGEST] for value in values])
    return shorter
