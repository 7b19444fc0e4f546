"""What there is to do in a lesson, in words. What a reader has done of it stands in `lms.progress.filling`."""

from django import template
from django.utils.translation import gettext as _

from courses.requirements import Kind, Requirement

register = template.Library()

LABELS = {
    Kind.WATCH: lambda: _("Watch the clip"),
    Kind.FOLLOW: lambda: _("Follow the steps on your phone"),
    Kind.PRACTISE: lambda: _("Practise on the pictures"),
    Kind.TALK: lambda: _("Try out the conversation"),
    Kind.TASK: lambda: _("Do it for real"),
    Kind.PASS: lambda: _("Answer the questions"),
    Kind.READ: lambda: _("Read the lesson"),
}


@register.filter
def label(requirement: Requirement) -> str:
    return LABELS[requirement.kind]()
