"""The address of a unit that has ended leads to what it has become: people keep links for years."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from lms.members import scope
from lms.units.models import Unit


class EndedUnitRedirectMiddleware:
    """Middleware: where a page about a unit (`code` in its address) is not found, the same page of the unit's heir, if
    the viewer looks after that one. For everybody else it stays not found."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        at = request.resolver_match
        if response.status_code != 404 or request.method not in ("GET", "HEAD") or not at or "code" not in at.kwargs:
            return response
        heir = _heir(request, at.kwargs["code"])
        return redirect(at.view_name, **at.kwargs | {"code": heir.code}) if heir else response


def _heir(request: HttpRequest, code: str) -> Unit | None:
    if not code.isascii() or not code.isprintable() or not scope.roots(request.user):
        return None
    ended = Unit.objects.filter(code=code).first()
    heirs = ended.heirs() if ended and ended.has_ended else []
    return next((heir for heir in heirs if scope.covers(request.user, heir)), None)
