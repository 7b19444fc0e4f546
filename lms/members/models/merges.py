"""Two records that were made one: what each held and what was moved, so that for 30 days they can be parted again."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT = timedelta(days=30)


class MergeQuerySet(models.QuerySet):
    def standing(self) -> "MergeQuerySet":
        """Those that can still be undone, the latest first."""
        recent = self.filter(undone_at=None, at__gte=timezone.now() - KEPT)
        return recent.select_related("gone__unit", "by").order_by("-at", "-pk")

    def forget_old(self) -> int:
        """What can be undone no more loses what it held of either; how many those were."""
        return self.filter(at__lt=timezone.now() - KEPT).exclude(held={}).update(held={}, moved={})


class Merge(models.Model):
    """`held` are the fields of both before, `moved` what each part of the product moved, by its name."""

    kept = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="merges")
    gone = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    at = models.DateTimeField(default=timezone.now)
    held = models.JSONField(default=dict)
    moved = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge of two records")
        verbose_name_plural = _("merges of two records")

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"
