"""How a member gets in: learning cards of paper, and PINs that a head has reset."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.members.models import Member


class CardQuerySet(models.QuerySet):
    def live(self) -> "CardQuerySet":
        return self.filter(revoked_at=None)


class Card(models.Model):
    """Thẻ học: a printed code that names one member. The secret stands on the paper alone, its hash here."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="cards")
    hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("printed"), default=timezone.now)
    made_by = models.ForeignKey(Member, models.SET_NULL, related_name="+", null=True)
    used_at = models.DateTimeField(_("first used"), null=True)
    revoked_at = models.DateTimeField(_("locked"), null=True)

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = _("learning card")
        verbose_name_plural = _("learning cards")

    def __str__(self) -> str:
        return f"{self.member_id} {self.made_at:%Y-%m-%d}"


class PinReset(models.Model):
    """Who emptied whose PIN and when; `told_at` is when the member herself was told."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="pin_resets")
    by = models.ForeignKey(Member, models.SET_NULL, related_name="+", null=True)
    at = models.DateTimeField(_("at"), default=timezone.now)
    told_at = models.DateTimeField(_("told"), null=True)

    class Meta:
        verbose_name = _("PIN reset")
        verbose_name_plural = _("PIN resets")

    def __str__(self) -> str:
        return f"{self.member_id} {self.at:%Y-%m-%d}"
