"""A call-out: the one thing to remember, a tip, or a warning."""

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise
from wagtail import blocks

TONES = [("remember", _("Remember")), ("tip", _("Tip")), ("warning", _("Careful"))]


class CalloutValue(blocks.StructValue):
    def title(self) -> StrOrPromise:
        return dict(TONES).get(self["tone"], "")


class Callout(blocks.StructBlock):
    tone = blocks.ChoiceBlock(label=_("Kind"), choices=TONES, default="remember")
    text = blocks.TextBlock(label=_("Text"), rows=3, max_length=400)

    class Meta:
        label = _("Call-out")
        description = _("One thing to remember, in a frame of its own.")
        icon = "info-circle"
        template = "blocks/callout.html"
        value_class = CalloutValue
        preview_value = {
            "tone": "remember",
            "text": "Bánh răng là Cài đặt. Chỉnh chưa vừa thì kéo lại, không hỏng máy.",
        }
