"""Forms that were sent: what became of each (for a second tap), and those that wait until she has signed in again."""

from datetime import timedelta
from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT_FOR = timedelta(days=1)


class ExpiringManager(models.Manager):
    def sweep(self) -> None:
        """Delete what has expired."""
        self.filter(at__lt=timezone.now() - KEPT_FOR).delete()


class SentForm(models.Model):
    """A form that somebody sent, by the digest of its idempotency key and content, and where its answer led."""

    digest = models.CharField(primary_key=True, max_length=64)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    leads_to = models.TextField(blank=True, help_text="address of the redirect; empty while it is being worked on")

    objects = ExpiringManager()

    class Meta:
        verbose_name = _("sent form")
        verbose_name_plural = _("sent forms")

    def __str__(self) -> str:
        return self.digest


class KeptForm(models.Model):
    """What somebody typed into a form that could not be taken: her session had ended. Never a password, PIN or file.

    `member` is the id of whom the form was shown to. Without one, the form is for the session that holds its id."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    member = models.BigIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    path = models.TextField(help_text="where the form was sent")
    fields = models.JSONField(help_text="[[name, value], ...] as they were sent")
    files = models.JSONField(default=list, help_text="names of the files that came with it")
    lacks_secret = models.BooleanField(default=False, help_text="a password or PIN was left out")

    objects = ExpiringManager()

    class Meta:
        verbose_name = _("kept form")
        verbose_name_plural = _("kept forms")
        indexes = [models.Index(fields=["member", "at"], name="kept_forms_of_a_member")]

    def __str__(self) -> str:
        return str(self.id)
