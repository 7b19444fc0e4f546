"""Where a photograph was taken is nobody's business: not in what is uploaded, and not in what is shown."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo
from wagtail.images import get_image_model

from courses.picture_metadata import without_metadata

SECRET = b"16.0544N"
XMP = b"<x:xmpmeta>16.0544N</x:xmpmeta>"
KINDS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "AVIF": "avif", "HEIF": "heic"}
TURNED = 6  # by a quarter, as a phone held upright writes it
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def photograph(kind: str, turned: bool = True) -> bytes:
    """Red and blue, 40 by 20, with the place in every kind of metadata that its format knows."""
    picture = Image.new("RGB", (40, 20), "red")
    picture.paste("blue", (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[29] = SECRET.decode()
    if turned:
        exif[0x0112] = TURNED
    target = BytesIO()
    places = {"comment": SECRET} if kind == "GIF" else {"exif": exif.tobytes()}
    if kind in {"JPEG", "WEBP", "AVIF"}:
        places["xmp"] = XMP
    if kind == "JPEG":
        places["comment"] = SECRET
    if kind == "PNG":
        text = PngInfo()
        text.add_text("Location", SECRET.decode())
        places["pnginfo"] = text
    picture.save(target, kind, **places)
    assert SECRET in target.getvalue()
    return target.getvalue()


def upload(data: bytes, name: str):
    return get_image_model().objects.create(title="Bánh răng", file=ContentFile(data, name=name))


def stored(field) -> bytes:
    with field.open("rb") as file:
        return file.read()


@pytest.mark.parametrize("kind", KINDS)
def test_an_upload_is_stored_without_a_word_of_it(db, kind):
    picture = upload(photograph(kind), f"a.{KINDS[kind]}")
    data = stored(picture.file)
    with Image.open(BytesIO(data)) as kept:
        assert (SECRET in data, kept.format, dict(kept.getexif())) == (False, kind, {})
    assert (picture.file_size, picture.width > 0) == (len(data), True)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_stands_the_right_way_up_afterwards(db, kind):
    picture = upload(photograph(kind), f"a.{KINDS[kind]}")
    with Image.open(BytesIO(stored(picture.file))) as kept:
        top, bottom = (kept.convert("RGB").getpixel((10, y)) for y in (5, 35))
        assert (kept.size, top[2] > 200, bottom[0] > 200) == ((20, 40), True, True)
    assert (picture.width, picture.height) == (20, 40)


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_a_moving_picture_goes_on_moving(kind):
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue", "green")]
    target = BytesIO()
    word = {"comment": SECRET} if kind == "GIF" else {}
    frames[0].save(target, kind, save_all=True, append_images=frames[1:], duration=200, loop=0, **word)
    with Image.open(BytesIO(without_metadata(target.getvalue()))) as kept:
        kept.load()
        assert (kept.n_frames, kept.info["duration"], kept.info.get("comment", b"")) == (3, 200, b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_its_colours_stay_as_they_were_meant(kind):
    target = BytesIO()
    Image.new("RGB", (20, 20), "red").save(target, kind, icc_profile=PROFILE)
    with Image.open(BytesIO(without_metadata(target.getvalue()))) as kept:
        assert kept.info.get("icc_profile") == PROFILE


@pytest.mark.parametrize("spec", ["max-165x165", "width-20|format-jpeg", "original", "fill-10x10|format-webp"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_no_rendition_has_it_even_of_an_original_that_came_another_way(db, kind, spec):
    picture = upload(photograph(kind), f"a.{KINDS[kind]}")
    with picture.file.storage.open(picture.file.name, "wb") as original:
        original.write(photograph(kind))
    rendition = get_image_model().objects.get().get_rendition(spec)
    data = stored(rendition.file)
    with Image.open(BytesIO(data)) as shown:
        assert (SECRET in data, dict(shown.getexif())) == (False, {})


def test_what_a_trainer_uploads_in_wagtail_is_stripped_and_its_preview_too(client, hoa):
    file = SimpleUploadedFile("IMG_0001.jpg", photograph("JPEG"), "image/jpeg")
    client.force_login(hoa, backend="django.contrib.auth.backends.ModelBackend")
    client.post("/admin/images/add/", {"title": "Bánh răng", "description": "Hình bánh răng", "file": file})
    picture = get_image_model().objects.get()
    client.get("/admin/images/")
    assert SECRET not in stored(picture.file)
    assert [SECRET in stored(made.file) for made in picture.renditions.all()] == [False]


def test_what_is_no_picture_is_left_alone():
    assert without_metadata(b"<svg/>") == b"<svg/>"
