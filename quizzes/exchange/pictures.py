"""Pictures that come with questions: nothing is believed that Pillow has not read."""

import warnings
from io import BytesIO
from pathlib import PurePosixPath

from django.utils.text import slugify
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from quizzes.exchange.neutral import Picture, UnsupportedQuestionError

LARGEST = 5_000_000  # bytes
MOST_PIXELS = 25_000_000
BOMBS = (Image.DecompressionBombWarning, Image.DecompressionBombError)
KINDS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp"}


def verified(name: str, data: bytes) -> Picture:
    """Raises UnsupportedQuestionError for what is no picture, or one too large."""
    if len(data) > LARGEST:
        raise UnsupportedQuestionError(_("The picture %(name)s is larger than 5 MB.") % {"name": name})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=list(KINDS)) as picture:
                size, kind = picture.size, picture.format or ""
                if size[0] * size[1] > MOST_PIXELS:
                    raise UnsupportedQuestionError(_("The picture %(name)s has too many pixels.") % {"name": name})
                picture.load()
    except UnsupportedQuestionError:
        raise
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, *BOMBS) as mistake:
        raise UnsupportedQuestionError(_("%(name)s is not a picture that can be read.") % {"name": name}) from mistake
    stem = slugify(PurePosixPath(name).stem[:60]) or "picture"
    return Picture(f"{stem}.{KINDS[kind]}", data, size)
