"""What the templates of the branch head's screens ask."""

from django import template
from django.utils.translation import gettext as _

from lms.reports.queries import State

register = template.Library()

STATES = {
    State.NOT_STARTED: lambda: _("not started"),
    State.IN_PROGRESS: lambda: _("learning"),
    State.FINISHED: lambda: _("finished"),
}


@register.simple_tag(takes_context=True)
def here_with(context: dict, key: str, value: object) -> str:
    """The query of this page with one parameter changed: what she searches stays when she turns the page."""
    asked = context["request"].GET.copy()
    asked[key] = str(value)
    return f"?{asked.urlencode()}"


@register.filter
def state_name(state: str) -> str:
    return STATES[State(state)]()
