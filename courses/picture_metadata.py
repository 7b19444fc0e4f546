"""Nothing in a picture says where it was taken, by whom, or with which phone.

Metadata is removed when a picture is uploaded, and again from every rendition, whoever asks for one: a phone writes the
place into each photograph, and renditions are public. The picture is turned upright first; its colour profile stays.
"""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image as PillowPicture
from PIL import ImageOps, ImageSequence, UnidentifiedImageError
from wagtail.images import get_image_model
from willow.plugins.pillow import PillowImage
from willow.registry import registry

KEPT = {
    "icc_profile",
    "transparency",
    "background",
    "duration",
    "loop",
    "gamma",
    "dpi",
    "timestamp",
    "disposal",
    "blend",
}
QUALITY = 92  # of what has to be compressed anew; hardly to be told from the upload
WITH_QUALITY = {"JPEG", "WEBP", "AVIF", "HEIF"}
MOVING = {"GIF", "PNG", "WEBP", "AVIF"}
AS_JPEG = {"MPO": "JPEG"}  # a JPEG with a second picture behind it, as many phones write them: the first is enough
ORIENTATION = 0x0112  # the tag of EXIF that says how a picture is to be turned


def without_metadata(data: bytes) -> bytes:
    """The same picture, the right way up; what is no picture that we can write stays as it is."""
    try:
        with PillowPicture.open(BytesIO(data)) as picture:
            return _written(picture, data)
    except UnidentifiedImageError:
        return data


def _written(picture: PillowPicture.Image, data: bytes) -> bytes:
    kind = AS_JPEG.get(picture.format or "", picture.format or "")
    if kind not in PillowPicture.SAVE:
        return data
    target = BytesIO()
    if kind in MOVING and getattr(picture, "n_frames", 1) > 1:
        profile = picture.info.get("icc_profile")
        times = {"duration": [_lasts(frame) for frame in ImageSequence.Iterator(picture)]}
        times |= {"loop": picture.info["loop"]} if "loop" in picture.info else {}
        comment = {"comment": b""} if kind == "GIF" else {"quality": QUALITY}
        picture.seek(0)
        forget(picture)
        picture.save(target, kind, save_all=True, icc_profile=profile, **times, **comment)
        return target.getvalue()
    is_turned = picture.getexif().get(ORIENTATION, 1) != 1
    still = ImageOps.exif_transpose(picture) if is_turned else picture
    still.load()
    quality = "keep" if picture.format == "JPEG" and not is_turned else QUALITY
    forget(still)
    profile = still.info.get("icc_profile")
    if kind == "HEIF":  # its writer looks for EXIF in more places: only the pixels go on
        still = PillowPicture.frombytes(still.mode, still.size, still.tobytes())
    options = {"quality": quality} if kind in WITH_QUALITY else {}
    still.save(target, kind, icc_profile=profile, **options)
    return target.getvalue()


def _lasts(frame: PillowPicture.Image) -> int:
    """Milliseconds."""
    frame.load()
    return int(frame.info.get("duration", 100))


def forget(picture: PillowPicture.Image) -> None:
    """What Pillow would write into a file again."""
    for name in set(picture.info) - KEPT:
        del picture.info[name]


def _the_right_way_up(image: PillowImage) -> PillowImage:
    turned = PillowImage.auto_orient(image)
    forget(turned.image)
    return turned


def strip_renditions() -> None:
    """Wagtail turns each picture the right way up before it makes a rendition, whoever asked for it."""
    registry.register_operation(PillowImage, "auto_orient", _the_right_way_up)


def say_what_is_seen() -> None:
    """A picture without a description says nothing to a screen reader; Wagtail would say its title, a file's name."""
    get_image_model().default_alt_text = property(lambda picture: picture.description)


def strip_upload(instance, **kwargs) -> None:
    """Before a picture is stored: its file, and what was noted of it."""
    if not instance.file or instance.file._committed or kwargs.get("raw"):
        return
    instance.file.seek(0)
    before = instance.file.read()
    instance.file.seek(0)
    after = without_metadata(before)
    if after == before:
        return
    instance.file = ContentFile(after, name=instance.file.name)
    instance.file.field.update_dimension_fields(instance, force=True)
    instance.file_size = len(after)
    instance._set_file_hash()
