"""For who looks after her: who has changed what in a member's record."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.members.models import changes
from lms.members.roster import lookups

PAGE = 20


@never_cache
@require_safe
def changes_of(request: HttpRequest, code: str, member_id: int) -> HttpResponse:
    unit = lookups.unit_of(request, code)
    member = lookups.member_of(request, unit, member_id, known=True)
    page = Paginator(changes.of(member), PAGE).get_page(request.GET.get("trang"))
    context = {"unit": unit, "member": member, "page": page, "told": changes.told(page)}
    return render(request, "members/roster/changes.html", context)
