"""The form in which a trainer writes a page."""

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.widgets import SlugInput

LETTERS = {
    "a": "àáạảãâầấậẩẫăằắặẳẵ",
    "d": "đ",
    "e": "èéẹẻẽêềếệểễ",
    "i": "ìíịỉĩ",
    "o": "òóọỏõôồốộổỗơờớợởỡ",
    "u": "ùúụủũưừứựửữ",
    "y": "ỳýỵỷỹ",
}


class PageForm(WagtailAdminPageForm):
    """Its address is made from a Vietnamese title, which the browser would turn from "Gọi điện" into "gi-djin"."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            plain = [(f"[{marked}]", letter, "giu") for letter, marked in LETTERS.items()]
            self.fields["slug"].widget = SlugInput(formatters=plain, locale="vi")
