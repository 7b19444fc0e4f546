"""Pictures of phone screens as light as a weak line needs: at most 40 kB on the wire, whatever was uploaded."""

from io import BytesIO

from django.utils.translation import gettext as _
from wagtail.images.image_operations import FilterOperation
from wagtail.images.models import AbstractImage, AbstractRendition, SourceImageIOError

from media import missing_files

QUALITIES = (80, 65, 50, 35)
SHARES = (1, 0.8, 0.6, 0.45, 0.3)  # of the width, where a low quality alone is not enough
LIGHT = "width-480|format-webp|within-40"  # 480 px: sharp on a phone that shows it 240 to 320 px wide


class Within(FilterOperation):
    """`within-40` in a rendition's specification: lower the quality of a WebP, then its size, down to 40 kB."""

    def construct(self, kilobytes: str) -> None:
        self.most = int(kilobytes) * 1000

    def run(self, willow, image, env: dict):
        wide, high = willow.get_size()
        for share in SHARES:
            smaller = willow if share == 1 else willow.resize((round(wide * share), max(1, round(high * share))))
            if _weight(smaller, QUALITIES[-1]) <= self.most:
                break
        fitting = (quality for quality in QUALITIES[:-1] if _weight(smaller, quality) <= self.most)
        env["webp-quality"] = next(fitting, QUALITIES[-1])
        return smaller


def rendition_or_none(picture: AbstractImage, spec: str) -> AbstractRendition | None:
    """None where the file that it would be made of is gone, which is noted."""
    try:
        return picture.get_rendition(spec)
    except SourceImageIOError:
        missing_files.note(picture.file.name, _("Picture “%(title)s”") % {"title": picture.title})
        return None


def _weight(willow, quality: int) -> int:
    """Bytes of the picture as WebP."""
    packed = BytesIO()
    willow.save_as_webp(packed, quality=quality)
    return packed.tell()
