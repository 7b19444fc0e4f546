"""The form in which a trainer writes a page."""

from itertools import chain, count
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
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

    def full_clean(self) -> None:
        """A draft is never refused for its title or its address, nor is the first publishing for its address: what is
        missing or taken is made up."""
        if self.is_bound and self.is_deferred_validation:
            self.data: Any = self.data.copy()
            self.data["title"] = self.data.get("title", "").strip() or _("Untitled")
        is_public = self.instance.pk and self.instance.live
        if self.is_bound and (self.is_deferred_validation or not is_public):
            self.data = self.data.copy()
            self.data["slug"] = self._free(self.data.get("slug") or slugify(self.data.get("title", "")) or "nhap")
        super().full_clean()

    def _free(self, wanted: str) -> str:
        """This address, or the next one with a number that no sister page has."""
        numbered = (f"{wanted}-{number}" for number in count(2))
        return next(slug for slug in chain([wanted], numbered) if self._is_free(slug))

    def _is_free(self, slug: str) -> bool:
        return self.instance._slug_is_available(slug, self.parent_page, self.instance if self.instance.pk else None)
