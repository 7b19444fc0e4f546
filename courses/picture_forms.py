"""The form in which a trainer adds a picture of the phone's screen."""

from wagtail.images.forms import BaseImageForm


class PictureForm(BaseImageForm):
    """Without tags: pictures are found by their title."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("tags", None)
