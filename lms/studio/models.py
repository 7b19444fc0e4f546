"""Content that is offered no more: taken out of use, or in the bin."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Shelved(models.Model):
    """Content (a page with all below it, a clip, questions, a picture, a file, a hotline) that trainers are no longer
    offered. Records about it stay readable."""

    class Kind(models.TextChoices):
        RETIRED = "retired", _("Out of use")
        BINNED = "binned", _("In the bin")

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    content = GenericForeignKey()
    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(max_length=255)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    at = models.DateTimeField(default=timezone.now)
    was_live = models.JSONField(
        default=list, help_text="[page, its live revision or null] to publish when brought back"
    )

    class Meta:
        verbose_name = _("shelved content")
        verbose_name_plural = _("shelved content")
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id"], name="shelved_once")]

    def __str__(self) -> str:
        return self.title
