"""Signing in with a password and a code, one question a screen; setting up the app; the numbers on paper.

Officers come in by "Cán bộ đăng nhập", trainers by Wagtail's own page: both are led to the code, or to setting up the
app while they have none.
"""

from collections.abc import Callable
from functools import wraps
from typing import cast

import django_otp
import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django_otp.models import Device

from lms.accounts.second_factor import devices
from lms.accounts.second_factor.forms import CodeForm, FirstCodeForm, OfficerForm
from lms.accounts.views.sign_in import where_to
from lms.members import scope
from lms.members.requests import MemberRequest

WORKING_DAY = 12 * 3600  # seconds: a learner signs in every two months, who sees others every day
PASSWORDS = "django.contrib.auth.backends.ModelBackend"
View = Callable[[HttpRequest], HttpResponse]
MemberView = Callable[[MemberRequest], HttpResponse]


@never_cache
@sensitive_post_parameters("password")
def officer(request: HttpRequest) -> HttpResponse:
    form = OfficerForm(request, request.POST if request.method == "POST" else None)
    wanted = _wanted(request)
    if request.method == "POST" and form.is_valid():
        login(request, form.get_user(), backend=PASSWORDS)
        request.session.set_expiry(WORKING_DAY)
        return redirect(_with_next("second_factor", wanted) if settings.SECOND_FACTOR else _after(request))
    context = {"form": form, "next": wanted}
    return render(request, "accounts/second_factor/officer.html", context, status=422 if form.errors else 200)


def _by_password(view: MemberView) -> View:
    """For who has typed her password; there is no such page where no second factor is asked for."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not settings.SECOND_FACTOR:
            raise Http404
        if not request.user.is_authenticated or request.user.by_pin:
            return redirect_to_login(_wanted(request), reverse("officer_sign_in"))
        return view(cast(MemberRequest, request))

    return never_cache(guarded)


def _proven(view: MemberView) -> View:
    """For who has typed a code as well, or is on her way to her first one."""

    @_by_password
    @wraps(view)
    def guarded(request: MemberRequest) -> HttpResponse:
        if not request.user.proven and devices.app(request.user):
            return redirect(_with_next("second_factor", _wanted(request)))
        return view(request)

    return guarded


@_by_password
def ask(request: MemberRequest) -> HttpResponse:
    """The code that her app shows now, or one of her numbers on paper."""
    if request.user.proven:
        return redirect(_after(request))
    if not devices.app(request.user):
        return redirect(_with_next("second_factor_set_up", _wanted(request)))
    form, status = CodeForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        device, status = _tried(request, form) if form.is_valid() else (None, 422)
        if device:
            return _let_in(request, device)
    context = {"form": form, "next": _wanted(request)}
    return render(request, "accounts/second_factor/ask.html", context, status=status)


def _tried(request: MemberRequest, form: CodeForm) -> tuple[Device | None, int]:
    """One try: the device that the code is of, or the status of the page that says why not."""
    code = form.cleaned_data["code"]
    if seconds := devices.wait(request.user, code):
        form.add_error("code", _wait(seconds))
        return None, 429
    device = devices.check(request.user, code)
    if not device:
        form.add_error("code", _("This code is not right, or it was used before. Wait for the next one and type that."))
    return device, 200 if device else 422


def _wait(seconds: int) -> str:
    words = ngettext(
        "Several wrong codes. Please wait %(n)s second, then try again.",
        "Several wrong codes. Please wait %(n)s seconds, then try again.",
        seconds,
    )
    return words % {"n": seconds}


def _let_in(request: MemberRequest, device: Device) -> HttpResponse:
    to = _after(request)
    _prove(request, device)
    if device.name == devices.PAPER:
        left = devices.recovery_codes_left(request.user)
        messages.success(request, _("Welcome. You have %(left)s recovery codes left.") % {"left": left})
        return redirect("second_factor_mine")
    return redirect(to)


def _prove(request: MemberRequest, device: Device) -> None:
    django_otp.login(request, device)
    request.user.proven = True
    request.session.cycle_key()
    if not request.session.get_expire_at_browser_close():
        request.session.set_expiry(WORKING_DAY)


@_proven
def set_up(request: MemberRequest) -> HttpResponse:
    """The secret for her app, as a picture and in groups of four; a first code shows that it has arrived."""
    form, status = FirstCodeForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        device, status = _first(request, form) if form.is_valid() else (None, 422)
        if device:
            to = _after(request)
            _prove(request, device)
            return _show_recovery_codes(request, to)
    device = devices.to_set_up(request.user)
    code = segno.make(device.config_url, micro=False).svg_inline(omitsize=True, border=4, dark="#1d1a1c", light="#fff")
    context = {"form": form, "next": _wanted(request), "code": code}
    context |= {"address": device.config_url, "secret": devices.in_fours(device)}
    return render(request, "accounts/second_factor/set_up.html", context, status=status)


def _first(request: MemberRequest, form: FirstCodeForm) -> tuple[Device | None, int]:
    device = devices.set_up(request.user, form.cleaned_data["code"])
    if not device:
        form.add_error("code", _("This code is not right. Wait until the app shows the next one, and type that."))
    return device, 200 if device else 422


@_proven
@require_POST
def recovery_codes(request: MemberRequest) -> HttpResponse:
    """Ten new numbers in place of the earlier ones."""
    if not devices.app(request.user):
        return redirect("second_factor_set_up")
    return _show_recovery_codes(request, reverse("second_factor_mine"))


def _show_recovery_codes(request: MemberRequest, to: str) -> HttpResponse:
    codes = [f"{code[:4]} {code[4:8]} {code[8:]}" for code in devices.new_recovery_codes(request.user)]
    return render(request, "accounts/second_factor/recovery_codes.html", {"codes": codes, "to": to})


@_proven
def mine(request: MemberRequest) -> HttpResponse:
    """What she has set up, and what to do when her phone is lost or new."""
    if not devices.app(request.user):
        return redirect("second_factor_set_up")
    left = devices.recovery_codes_left(request.user)
    return render(request, "accounts/second_factor/mine.html", {"left": left})


def _wanted(request: HttpRequest) -> str:
    return request.POST.get("next") or request.GET.get("next", "")


def _with_next(name: str, wanted: str) -> str:
    return f"{reverse(name)}?{urlencode({'next': wanted})}" if where_to(wanted, "") else reverse(name)


def _after(request: HttpRequest) -> str:
    """Where she came from; else her unit, else Wagtail."""
    user = request.user
    if scope.roots(user) or scope.must_prove(user):
        otherwise = reverse("reports:start")
    else:
        otherwise = reverse("wagtailadmin_home" if user.is_superuser or user.groups.exists() else "account")
    return where_to(_wanted(request), otherwise)
