"""The roster itself: who belongs to a unit and what is below it, by name, with a search."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.members import scope
from lms.members.roster import finding

PAGE = 50  # names on a page


@never_cache
@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    unit = finding.unit_of(request, code)
    typed = request.GET.get("tim", "")
    gone = request.GET.get("ai") == "da-roi"
    known = scope.known(request.user).filter(unit__path__startswith=unit.path)
    people = known.exclude(left_on=None) if gone else known.filter(left_on=None)
    page = Paginator(finding.in_order(finding.matching(people, typed)), PAGE).get_page(request.GET.get("trang"))
    some = bool(page) or people.exists()
    context = {"unit": unit, "page": page, "typed": typed, "gone": gone, "some": some}
    return render(request, "members/roster/listing.html", context)
