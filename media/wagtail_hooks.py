"""Clips in the Wagtail admin: a screen of their own, and a chooser inside lessons."""

from wagtail import hooks

from media.choosing import clip_chooser
from media.managing import clips


@hooks.register("register_admin_viewset")
def register_clips() -> list:
    return [clips, clip_chooser]
