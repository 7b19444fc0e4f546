"""Numbered steps: one action each, with a picture of the phone if there is one. To be followed on her own phone."""

from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock

from courses.requirements import Kind, Requirement

RENDITIONS = ["width-480|format-webp"]  # as templates/blocks/steps.html asks for them


class StepsValue(blocks.StructValue):
    def requirement(self, block: UUID) -> Requirement:
        return Requirement(block, Kind.FOLLOW)

    def illustrated(self) -> list[blocks.StructValue]:
        """The steps, with all renditions of their pictures fetched at once."""
        pictures = [step["picture"] for step in self["steps"] if step.get("picture")]
        if pictures:
            renditions = get_image_model().get_rendition_model().objects.filter(filter_spec__in=RENDITIONS)
            prefetch_related_objects(pictures, Prefetch("renditions", renditions, to_attr="prefetched_renditions"))
        return list(self["steps"])


class Step(blocks.StructBlock):
    text = blocks.TextBlock(label=_("What to do"), rows=2, max_length=400, help_text=_("One action in one sentence."))
    picture = ImageChooserBlock(label=_("Picture"), required=False, help_text=_("A picture of the phone's screen."))


class Steps(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    steps = blocks.ListBlock(Step(label=_("Step")), label=_("Steps"), min_num=1, max_num=20)

    class Meta:
        label = _("Steps")
        description = _("What to do on the phone, one action after the other.")
        icon = "list-ol"
        template = "blocks/steps.html"
        value_class = StepsValue
        preview_value = {
            "heading": "Chị làm theo từng bước",
            "steps": [
                {"text": "Mở Cài đặt (hình bánh răng).", "picture": None},
                {"text": "Chạm Màn hình.", "picture": None},
            ],
        }
