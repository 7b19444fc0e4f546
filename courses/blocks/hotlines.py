"""Whom to ring when something is wrong: from the one table of hotlines, corrected once and right everywhere."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class HotlinesValue(blocks.StructValue):
    def present(self) -> list:
        """The hotlines that are still there."""
        return [line for line in self["lines"] if line]


class Hotlines(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    lines = blocks.ListBlock(
        SnippetChooserBlock("courses.Hotline", label=_("Hotline")), label=_("Hotlines"), min_num=1, max_num=6
    )

    class Meta:
        label = _("Hotlines")
        description = _("Whom to ring. Numbers come from the table of hotlines and stay right by themselves.")
        icon = "mobile-alt"
        template = "blocks/hotlines.html"
        value_class = HotlinesValue
        preview_value = {"heading": "Khi nghi bị lừa, chị gọi", "lines": []}
