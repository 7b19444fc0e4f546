"""Her own page: who she is here, and the way out for the next person on this phone."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from lms.members import remembering, scope


@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    context = {"member": request.user, "known": remembering.known(request)}
    context |= {"must_prove": scope.must_prove(request.user)}
    context |= {"has_second_factor": settings.SECOND_FACTOR and not request.user.by_pin}
    return render(request, "members/account.html", context)
