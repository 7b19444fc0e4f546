"""Numbered steps: one action each, with a picture of the phone if there is one. To be followed on her own phone."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.models import AbstractImage

from courses.requirements import Kind, Requirement


class StepsValue(blocks.StructValue):
    def requirement(self, block: UUID) -> Requirement:
        return Requirement(block, Kind.FOLLOW)

    def pictures(self) -> list[AbstractImage]:
        return [step["picture"] for step in self["steps"] if step.get("picture")]


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
        scripts = ["courses/steps.js", "courses/aloud.js"]
        value_class = StepsValue
        preview_value = {
            "heading": "Chị làm theo từng bước",
            "steps": [
                {"text": "Mở Cài đặt (hình bánh răng).", "picture": None},
                {"text": "Chạm Màn hình.", "picture": None},
            ],
        }
