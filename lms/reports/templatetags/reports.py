"""Whether a person has a unit to look after, for the menu."""

from django import template

from lms.members import scope

register = template.Library()


@register.simple_tag(takes_context=True)
def looks_after_others(context: dict) -> bool:
    viewer = context["request"].user
    return bool(scope.roots(viewer)) or scope.must_prove(viewer)
