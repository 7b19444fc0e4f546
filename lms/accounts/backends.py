"""What a PIN opens: her own learning, and nothing in Wagtail. And what a password costs: a try."""

from django.contrib.auth import BACKEND_SESSION_KEY, user_logged_in
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied
from django.dispatch import receiver
from django.http import HttpRequest

from lms.accounts import lockout
from lms.members.models import Member


class PasswordLockoutBackend:
    """Asked before Django looks at a password, whoever asks: the officers' page, Wagtail's own. After five wrong ones
    the account is as closed as one that nobody has."""

    def authenticate(self, request: HttpRequest | None, username: str = "", password: str = "") -> None:
        member = Member.objects.filter(username=username).first() if username else None
        if member and not lockout.count_attempt(member, "password"):
            make_password(password)  # takes as long
            raise PermissionDenied


@receiver(user_logged_in)
def reset_lockout(sender, request: HttpRequest, user: Member, **kwargs) -> None:
    """Her password was right; a PIN, which is easier to guess, forgives none."""
    if user.password_failures and not request.session[BACKEND_SESSION_KEY].endswith(PinBackend.__name__):
        lockout.reset(user, "password")


class PinBackend(BaseBackend):
    """Sessions begun with a PIN. Such a member has no permission in Wagtail (see Member.has_perm)."""

    def get_user(self, user_id: int) -> Member | None:
        member = Member.objects.signing_in().filter(pk=user_id).first()
        if member:
            member.by_pin = True
        return member
