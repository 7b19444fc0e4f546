"""What the templates of the branch head's screens ask; and whether a person has a unit to look after, for the menu."""

from django import template
from django.utils.translation import gettext as _

from lms.members import scope
from lms.reports.queries import State

register = template.Library()

STATES = {
    State.NOT_STARTED: lambda: _("not started"),
    State.IN_PROGRESS: lambda: _("learning"),
    State.FINISHED: lambda: _("finished"),
}


@register.simple_tag(takes_context=True)
def looks_after_others(context: dict) -> bool:
    viewer = context["request"].user
    return bool(scope.roots(viewer)) or scope.must_prove(viewer)


@register.simple_tag(takes_context=True)
def here_with(context: dict, key: str, value: object) -> str:
    """The query of this page with one parameter changed: what she searches stays when she turns the page."""
    asked = context["request"].GET.copy()
    asked[key] = str(value)
    return f"?{asked.urlencode()}"


@register.filter
def state_name(state: str) -> str:
    return STATES[state]()
