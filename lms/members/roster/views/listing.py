"""The roster itself: who belongs to a unit and what is below it, by name, with a search.

Up to a commune everybody is listed, fifty on a page. Above it nobody turns thousands of pages: there one searches.
"""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.members import access_log
from lms.members.roster import lookups
from lms.units.models import Unit

PAGE = 50  # names on a page
SEARCHED = (Unit.Level.CENTRAL, Unit.Level.PROVINCE)


@never_cache
@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    unit = lookups.unit_of(request, code)
    typed = request.GET.get("tim", "").strip()
    gone = request.GET.get("ai") == "da-roi"
    people = lookups.below(request.user, unit, listed=unit.level not in SEARCHED).filter(left_on__isnull=not gone)
    search_first = unit.level in SEARCHED and not typed
    found = people.none() if search_first else lookups.in_order(lookups.matching(people, typed))
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    access_log.note(request.user, page, access_log.What.ROSTER)
    context = {"unit": unit, "page": page, "typed": typed, "gone": gone, "search_first": search_first}
    return render(request, "members/roster/listing.html", context | {"some": bool(page) or people.exists()})
