"""Her own page: who she is here, who has looked at her results, and the way out for the next person on this phone."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from lms.accounts.views import shared_phone
from lms.members import access_log, scope
from lms.members.models import changes
from lms.members.requests import MemberRequest

LOOKS = CHANGES = 20  # on a page


@never_cache
@login_required
def account(request: MemberRequest) -> HttpResponse:
    context = {"member": request.user, "known": shared_phone.known(request)}
    context |= {"must_prove": scope.must_prove(request.user)}
    context |= {"has_second_factor": settings.SECOND_FACTOR and not request.user.by_pin}
    return render(request, "accounts/account.html", context)


@never_cache
@login_required
def seen_by(request: MemberRequest) -> HttpResponse:
    """Who has looked at her record; of them no more than they show in their office."""
    page = Paginator(access_log.of(request.user), LOOKS).get_page(request.GET.get("trang"))
    return render(request, "accounts/seen_by.html", {"page": page, "looks": access_log.told(page)})


@never_cache
@login_required
def changed_by(request: MemberRequest) -> HttpResponse:
    """Who has changed what in her record."""
    page = Paginator(changes.of(request.user), CHANGES).get_page(request.GET.get("trang"))
    return render(request, "members/changed_by.html", {"page": page, "told": changes.told(page)})
