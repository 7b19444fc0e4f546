"""A few lines of text, with links and lists at the most."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class Text(blocks.RichTextBlock):
    def __init__(self, **kwargs):
        super().__init__(features=["h2", "bold", "ol", "ul", "link"], **kwargs)

    class Meta:
        label = _("Text")
        description = _("A few lines of text.")
        icon = "pilcrow"
        template = "blocks/text.html"
        preview_value = "<p>Chị đọc chậm từng câu, chưa rõ thì nghe lại.</p>"
