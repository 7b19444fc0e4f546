"""Another site must not write in her name: the token, or for what is written from shared pages, the browser's own word.

Pages of lessons are the same bytes for everybody, so they hold no token. Which site a form or a script was sent from
the browser says itself, in headers that no page can set: `Sec-Fetch-Site`, in older browsers `Origin`, in the oldest
`Referer`. The first that is there decides; where it does not name this site, and where none is there, the token is
asked for as everywhere else. `Origin` is compared as Django does it, so CSRF_TRUSTED_ORIGINS holds here, too.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware

FROM_SHARED_PAGES = {
    "courses:differs",
    "courses:taps",
    "media:trouble",
    "progress:events",
    "progress:mark",
    "quizzes:start",
    "set_language",
}


class SameOrigin(CsrfViewMiddleware):
    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict
    ) -> HttpResponseForbidden | None:
        match = request.resolver_match
        if match and match.view_name in FROM_SHARED_PAGES and self._is_from_here(request):
            return self._accept(request)  # type: ignore[attr-defined]  # Django has it, its stubs do not
        return super().process_view(request, view, args, kwargs)

    def _is_from_here(self, request: HttpRequest) -> bool:
        said = request.headers
        if "Sec-Fetch-Site" in said:
            return said["Sec-Fetch-Site"] == "same-origin"
        if "Origin" in said:
            return self._origin_verified(request)  # type: ignore[attr-defined]  # Django has it, its stubs do not
        return names_this_site(said.get("Referer", ""), request)


def names_this_site(address: str, request: HttpRequest) -> bool:
    """Whether an address that a browser sent is one of this site. An odd one is none."""
    try:
        return urlsplit(address).netloc == request.get_host()
    except (ValueError, DisallowedHost):
        return False


def sent_from_here(request: HttpRequest) -> bool:
    """What the browser says of the page that a form came from: `Sec-Fetch-Site`, else `Origin`, else `Referer`."""
    said = request.headers
    if "Sec-Fetch-Site" in said:
        return said["Sec-Fetch-Site"] == "same-origin"
    return names_this_site(said.get("Origin") or said.get("Referer", ""), request)
