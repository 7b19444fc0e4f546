"""Clips: a trainer uploads any phone's video; learners get small, playable files.

The package knows nothing of courses or members. Others point at `media.models.Clip`, choose one with
`media.blocks.ClipChooserBlock` and show it with `templates/media/player.html`.
"""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "media"
    label = "media"
    verbose_name = _("Clips")

    def ready(self) -> None:
        for name in ("checks", "receivers"):  # they register themselves
            import_module(f"media.{name}")
