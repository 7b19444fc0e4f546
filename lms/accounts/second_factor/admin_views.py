"""For the keeper, among the accounts in Wagtail: somebody's phone and paper are both lost."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from lms.accounts.second_factor import devices
from lms.accounts.wagtail_users import accounts

ACTION = "members.reset_second_factor"


def reset(request: HttpRequest, member_id: int) -> HttpResponse:
    if not request.user.is_superuser:
        raise PermissionDenied
    member = get_object_or_404(accounts(), pk=member_id)
    account = reverse("wagtailusers_users:edit", args=[member.pk])
    if request.method == "POST":
        if devices.reset(member):
            log(member, ACTION, user=request.user)
        words = _("%(name)s sets up an app anew when she next signs in.")
        messages.success(request, words % {"name": member.name})
        return redirect(account)
    here = [
        {"url": reverse("wagtailusers_users:index"), "label": _("Users")},
        {"url": account, "label": member.name},
        {"url": "", "label": _("Second factor")},
    ]
    context = {"member": member, "header_title": _("Second factor"), "header_icon": "lock", "breadcrumbs_items": here}
    return render(request, "accounts/second_factor/reset.html", context | {"account": account})
