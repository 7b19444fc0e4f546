"""What reports keep: what a unit has set itself, lists that a worker writes, what was typed into a report."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.members.models import Member
from lms.reports.counts.models import Delta, PendingFold, Tally
from lms.reports.union_report.periods import Period
from lms.units.models import Unit

__all__ = ["Delta", "Export", "PendingFold", "Report", "Tally", "Target"]  # the models, wherever they live
KEPT = timedelta(days=7)


def in_a_week() -> datetime:
    return timezone.now() + KEPT


class Target(models.Model):
    """Holds for the unit and for all below it that have not set their own."""

    unit = models.ForeignKey("units.Unit", models.CASCADE, related_name="targets")
    course = models.ForeignKey("courses.Course", models.PROTECT, related_name="targets")
    share = models.PositiveSmallIntegerField(
        _("share"), validators=[MinValueValidator(1), MaxValueValidator(100)], help_text="per cent of the roster"
    )
    until = models.DateField(_("until"))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    set_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [models.UniqueConstraint(fields=["unit", "course"], name="target_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.course_id}: {self.share} %"


class Export(models.Model):
    """A list that is too long to wait for. The row carries what was asked for, what became of it, and the lease that
    lets exactly one worker write the file."""

    class Form(models.TextChoices):
        XLSX = "xlsx", "Excel"
        CSV = "csv", "CSV"

    class Status(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        WORKING = "working", _("Being prepared")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")

    class Failure(models.TextChoices):
        """Why there is no file, in words for who asked for it."""

        LOST = "lost", _("The work stopped half way. Please try again.")
        NOT_HERS = "not_hers", _("You no longer look after this unit.")
        NOT_STORED = "not_stored", _("There was no room for this file. Please try again later.")
        UNEXPECTED = "unexpected", _("This list could not be written. Please try again.")

    OPEN = (Status.QUEUED, Status.WORKING)

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    asked_by = models.ForeignKey(Member, models.CASCADE, related_name="exports")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    form = models.CharField(max_length=4, choices=Form)
    asked_at = models.DateTimeField(default=timezone.now)
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    percent = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=12, choices=Failure, blank=True)
    file = models.CharField(max_length=200, blank=True, help_text="its name in the storage, which nobody reaches")
    rows = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(default=in_a_week)
    lease = models.CharField(max_length=32, blank=True)
    locked_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        constraints = [
            models.UniqueConstraint(
                fields=["asked_by"], condition=Q(status__in=["queued", "working"]), name="export_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.form}"

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN


class Report(models.Model):
    """What she has typed into a unit's report, kept for the next one. The figures are counted when it is opened."""

    asked_by = models.ForeignKey(Member, models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    begin = models.DateField(_("From"))
    end = models.DateField(_("To"))
    number = models.CharField(_("Number of the paper"), max_length=30, blank=True)
    place = models.CharField(_("Name of the place"), max_length=80)
    addressee = models.CharField(_("To whom"), max_length=200, blank=True)
    notes = models.TextField(_("Remarks and requests"), max_length=3000, blank=True)
    recipients = models.TextField(_("Who receives it"), max_length=600, blank=True)
    signer_title = models.CharField(_("Office of who signs"), max_length=80, blank=True)
    signer = models.CharField(_("Name of who signs"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(fields=["asked_by", "unit"], name="report_once"),
            models.CheckConstraint(condition=Q(begin__lte=models.F("end")), name="report_begins_before_it_ends"),
        ]

    def __str__(self) -> str:
        return str(self.period)

    @property
    def period(self) -> Period:
        return Period(self.begin, self.end)
