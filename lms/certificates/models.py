"""Certificates of completion, frozen at issue.

A certificate stores what it says: later edits to the member's name, her unit or the course change nothing on it. It is
the union's own "Giấy chứng nhận hoàn thành", not a diploma of the national education system. A correction revokes one
and issues another.
"""

import hashlib
import json
import secrets

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that reads as something else on paper
signer = Signer(salt="lms.certificates")


def new_number() -> str:
    """A number that nobody guesses, such as 2026-7KQ4M-9XDAB: it is also what the QR code leads to."""
    letters = "".join(secrets.choice(ALPHABET) for _place in range(10))
    return f"{timezone.localdate().year}-{letters[:5]}-{letters[5:]}"


def as_printed(typed: str) -> str:
    """A number as somebody typed it off the paper, in any case, with or without hyphens and spaces."""
    characters = "".join(c for c in typed.upper() if c.isascii() and c.isalnum())[:20]
    return "-".join(part for part in (characters[:4], characters[4:9], characters[9:]) if part)


class Certificate(models.Model):
    number = models.CharField(_("number"), max_length=20, unique=True, default=new_number, editable=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="certificates")
    course = models.ForeignKey("courses.Course", models.PROTECT, null=True, related_name="certificates")
    name = models.CharField(_("full name"), max_length=120)
    unit_name = models.CharField(_("unit"), max_length=1000)
    course_title = models.CharField(_("course"), max_length=255)
    course_version = models.PositiveBigIntegerField(null=True, help_text="id of the course page's revision")
    issuer = models.CharField(max_length=200)
    issued_on = models.DateField(_("issued on"))
    digest = models.CharField(max_length=64, editable=False)
    signature = models.CharField(max_length=100, editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_because = models.CharField(_("why it was revoked"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "course"], condition=Q(revoked_at=None), name="one_valid_certificate"
            )
        ]

    def __str__(self) -> str:
        return self.number

    def content(self) -> str:
        """Everything that it says, in one fixed form; what the digest and the signature are made of."""
        said = [self.number, self.name, self.unit_name, self.course_title, self.course_version, self.issuer]
        return json.dumps([*said, str(self.issued_on)], ensure_ascii=False)

    def seal(self) -> None:
        """Compute digest (SHA-256, hex) and signature over the content. Once, at issue."""
        self.digest = hashlib.sha256(self.content().encode()).hexdigest()
        self.signature = signer.signature(self.content())

    def is_genuine(self) -> bool:
        """Whether the row still says what was signed."""
        try:
            signer.unsign(f"{self.content()}{signer.sep}{self.signature}")
        except BadSignature:
            return False
        return hashlib.sha256(self.content().encode()).hexdigest() == self.digest

    def is_valid(self) -> bool:
        return self.revoked_at is None and self.is_genuine()
