"""The table of hotlines: numbers change, so lessons show them by reference, each with the day it was last checked."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

CALLABLE = RegexValidator(r"^[0-9 .+]{3,20}$", _("A telephone number has only digits, spaces, dots and a plus sign."))


class Hotline(models.Model):
    name = models.CharField(_("name"), max_length=100, help_text=_("Who answers, such as: emergency police."))
    number = models.CharField(_("number"), max_length=20, validators=[CALLABLE])
    when = models.CharField(_("when to use it"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True, help_text=_("Where the number was published."))
    verified_on = models.DateField(_("checked on"))
    review_by = models.DateField(_("check again by"), null=True, blank=True)

    panels = [
        FieldPanel("name"),
        FieldPanel("number"),
        FieldPanel("when"),
        FieldPanel("source"),
        FieldPanel("verified_on"),
        FieldPanel("review_by"),
    ]

    class Meta:
        verbose_name = _("hotline")
        verbose_name_plural = _("hotlines")
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name}: {self.number}"

    @property
    def dialled(self) -> str:
        """The number as a phone dials it."""
        return "".join(sign for sign in self.number if sign.isdigit() or sign == "+")
