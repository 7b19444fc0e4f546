"""A practice screen costs a weak line at most 40 kB, whatever a trainer uploads."""

import random
from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from PIL import Image as Pillow
from wagtail.images.models import Filter, Image, Rendition

from courses.picture_weight import LIGHT
from lms.demo import data_files, drawing


def shown(content: bytes) -> Rendition:
    """What a lesson shows of an uploaded picture, made anew (images of other tests had the same ids)."""
    image = Image.objects.create(title="Màn hình", file=ImageFile(BytesIO(content), name="man-hinh.png"))
    return image.create_rendition(Filter(spec=LIGHT))


def weight(content: bytes) -> int:
    """Bytes on the wire of the rendition that a lesson shows."""
    rendition = shown(content)
    assert rendition.file.name.endswith(".webp")
    return rendition.file.size


def noise(wide: int, high: int) -> bytes:
    """The worst that can be uploaded: nothing in it can be left out unseen."""
    packed = BytesIO()
    Pillow.frombytes("RGB", (wide, high), random.Random(1).randbytes(wide * high * 3)).save(packed, "PNG")
    return packed.getvalue()


@pytest.mark.django_db
def test_a_practice_screen_of_the_demo_is_light():
    lesson = data_files.lesson_of("k1.yaml", "1.1")

    assert weight(drawing.screen(lesson["screens"]["home"])) <= 40_000


@pytest.mark.django_db
def test_the_worst_picture_is_light_too():
    assert weight(noise(480, 853)) <= 40_000


@pytest.mark.django_db
def test_a_picture_that_is_light_already_keeps_its_width():
    packed = BytesIO()
    Pillow.new("RGB", (720, 1280), "#8a1253").save(packed, "PNG")

    rendition = shown(packed.getvalue())

    assert (rendition.width, rendition.height) == (480, 853)
