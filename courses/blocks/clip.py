"""A clip in a lesson. To be watched."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.requirements import Kind, Requirement
from media.blocks import ClipChooserBlock


class ClipValue(blocks.StructValue):
    def requirement(self, block: UUID) -> Requirement | None:
        clip = self.get("clip")
        return Requirement(block, Kind.WATCH, clip_seconds=clip.duration) if clip else None


class ClipBlock(blocks.StructBlock):
    clip = ClipChooserBlock(label=_("Clip"))

    class Meta:
        label = _("Clip")
        description = _("A short video, 40 to 90 seconds. Upload it or choose one that is there.")
        icon = "media"
        template = "blocks/clip.html"
        value_class = ClipValue
        preview_value = {"clip": None}
