"""What a trainer is asked about a picture, and what a screen reader then says."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images import get_image_model

from tests.courses.test_picture_metadata import photograph, upload

ADD = "/admin/images/add/"


@pytest.fixture
def trainer(client, hoa):
    client.force_login(hoa, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["django_language"] = "en"
    return client


def send(trainer, data: bytes, name: str = "IMG_0001.jpg", **typed) -> str:
    file = SimpleUploadedFile(name, data, "image/jpeg")
    return trainer.post(ADD, {"title": "IMG 0001", "file": file, **typed}).content.decode()


@pytest.mark.parametrize(
    ("said", "mistake"),
    [
        ("", "This field is required."),
        ("IMG_0001", "Please say what is to be seen in the picture; this is the name of a file."),
        ("cai-dat.jpg", "Please say what is to be seen in the picture; this is the name of a file."),
        ("Screenshot 2026-11-30", "Please say what is to be seen in the picture; this is the name of a file."),
    ],
)
def test_a_picture_is_not_taken_without_saying_what_is_to_be_seen(trainer, said, mistake):
    assert mistake in send(trainer, photograph("JPEG"), "cai_dat.jpg", description=said)
    assert get_image_model().objects.count() == 0


def test_a_screen_reader_hears_the_description(trainer):
    send(trainer, photograph("JPEG"), description="Bánh răng ở góc phải")
    assert get_image_model().objects.get().get_rendition("width-20").alt == "Bánh răng ở góc phải"


def test_a_screen_reader_never_hears_the_name_of_a_file(db):
    assert upload(photograph("JPEG"), "IMG_0001.jpg").get_rendition("width-20").alt == ""


@pytest.mark.parametrize(
    ("title", "left"), [("IMG 0001", ""), ("IMG_0001.jpg", ""), ("Màn hình Cài đặt", "Màn hình Cài đặt")]
)
def test_the_name_of_a_refused_file_does_not_stay(trainer, title, left):
    html = send(trainer, b"no picture", title=title, description="Bánh răng")
    field = re.search(r'<input type="text" name="title"[^>]*>', html)[0]
    assert (re.findall(r'value="([^"]*)"', field) or [""]) == [left]
