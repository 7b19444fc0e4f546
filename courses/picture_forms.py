"""The form in which a trainer adds a picture of the phone's screen."""

import re
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

NAMED_BY_A_MACHINE = re.compile(
    r"(?:img|dsc|dscn|pxl|mvimg|image|photo|picture|screenshot|zalo|fb img|download|untitled|anh|hinh)?[\W\d_]*",
    re.IGNORECASE,
)


class PictureForm(BaseImageForm):
    """Without tags: pictures are found by their title. With a description: it is all that a blind woman has of it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("tags", None)
        if description := self.fields.get("description"):
            description.required = True
            description.label = _("What is to be seen")
            description.help_text = _(
                "Read aloud to learners who do not see the picture. For example: The Settings screen; the gear is at "
                "the top right."
            )

    def clean_description(self) -> str:
        said = self.cleaned_data["description"]
        name = self._file_name()
        if NAMED_BY_A_MACHINE.fullmatch(said) or (name and _letters(said) == _letters(name)):
            raise ValidationError(_("Please say what is to be seen in the picture; this is the name of a file."))
        return said

    def full_clean(self) -> None:
        """The name of a file that was refused does not become the title of the next one."""
        super().full_clean()
        if "file" not in self.errors or "title" not in self.fields:
            return
        key, name = self.add_prefix("title"), self._file_name()
        if name and _letters(self.data.get(key, "")) == _letters(name):
            self.data: Any = self.data.copy()
            self.data[key] = ""

    def _file_name(self) -> str:
        file = self.files.get(self.add_prefix("file"))
        return PurePath(file.name).stem if file else ""


def _letters(text: str) -> str:
    """Wagtail makes a title of a file's name by changing the marks between its words."""
    return "".join(re.findall(r"\w", PurePath(text).stem.replace("_", ""))).casefold()
