"""Nothing of Wagtail, and no officer's sight, before the second factor.

A session says by itself how far it got: begun with a PIN, with a password, or with a password and a code. What only the
last may do asks `Member.proven`; all of /admin/ besides is closed here, whatever its views ask for themselves.
"""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django_otp.middleware import OTPMiddleware

from lms.members.models import Member

OPEN: tuple[str | None, ...] = ("wagtailadmin_login", "wagtailadmin_javascript_catalog", "wagtailadmin_sprite")


class SecondFactorMiddleware(OTPMiddleware):
    async_capable = False

    def _verify_user_sync(self, request: HttpRequest, user: Member | AnonymousUser) -> Member | AnonymousUser:
        verified = super()._verify_user_sync(request, user)
        by_pin = getattr(verified, "by_pin", False)
        verified.proven = not settings.SECOND_FACTOR or (verified.is_verified() and not by_pin)
        return verified

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        """Who has typed her password and owes the code is asked for it; a script is told no."""
        name = request.resolver_match.url_name if request.resolver_match else None
        if not request.path.startswith(reverse("wagtailadmin_home")) or name in OPEN:
            return None
        if not request.user.is_authenticated or request.user.by_pin or request.user.proven:
            return None  # Wagtail itself sends the first two to its sign-in page
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            raise PermissionDenied
        return redirect(f"{reverse('second_factor')}?{urlencode({'next': request.get_full_path()})}")
