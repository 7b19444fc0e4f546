"""How a phone number is shown."""

from django import template

from lms.members import phones

register = template.Library()


@register.filter
def phone(number: str) -> str:
    """ "+84912345678" as "0912 345 678"."""
    return phones.readable(number) if number else ""
