"""Clips in the Wagtail admin: a screen of their own, and a chooser inside lessons."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from media.admin.chooser import clip_chooser
from media.admin.views import clips


@hooks.register("register_admin_viewset")
def register_clips() -> list:
    return [clips, clip_chooser]


@hooks.register("insert_editor_js")
def send_in_pieces() -> str:
    """A clip can be uploaded from within a lesson: the field is not there yet when the page comes."""
    return format_html('<script type="module" src="{}"></script>', static("media/upload.js"))


@hooks.register("insert_editor_css")
def look_of_sending() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("media/admin.css"))
