"""Whom a form was shown to, signed, in a hidden field: so that it is known when her session has ended since."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest

from lms.members.models import Member

FIELD = "form_of"
signer = Signer(salt="lms.posting.senders")


@dataclass(frozen=True)
class Sender:
    member: int
    proven: bool  # by password and second factor, which some screens ask for

    def is_still(self, user: Member | AnonymousUser) -> bool:
        """Whether this user, as she is signed in now, may do what the sender could."""
        return user.pk == self.member and (_proven(user) or not self.proven)


def _proven(user: Member) -> bool:
    return user.proven and not user.by_pin


def signed(user: Member) -> str:
    return signer.sign_object([user.pk, _proven(user)])


def sender(request: HttpRequest) -> Sender | None:
    """Whom the posted form was shown to; None for a stranger's form and for a forged field."""
    try:
        return Sender(*signer.unsign_object(request.POST.get(FIELD, "")))
    except (BadSignature, ValueError, TypeError):
        return None
