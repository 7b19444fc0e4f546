"""What a unit has set itself: so many of its members through a course by a day."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.reports.kept import Delta, Folding, Tally

__all__ = ["Delta", "Folding", "Tally", "Target"]  # the models, wherever they live


class Target(models.Model):
    """Holds for the unit and for all below it that have not set their own."""

    unit = models.ForeignKey("members.Unit", models.CASCADE, related_name="targets")
    course = models.ForeignKey("courses.Course", models.CASCADE, related_name="targets")
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
