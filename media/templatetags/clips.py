"""How times are written on a clip (34 seconds is 0:34), and who may see it."""

from django import template
from django.conf import settings
from django.shortcuts import resolve_url

from media.models import Clip

register = template.Library()


@register.filter
def clock(seconds: float | None) -> str:
    if seconds is None:
        return ""
    hours, rest = divmod(int(seconds), 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


@register.filter
def open_to(clip: Clip, user) -> bool:
    return clip.is_open_to(user)


@register.simple_tag
def sign_in_address() -> str:
    return resolve_url(settings.LOGIN_URL)
