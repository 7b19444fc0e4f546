"""The picture guide: a lesson on paper, from the same words and pictures."""

import unicodedata
from datetime import date
from io import BytesIO

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from courses.models.hotlines import Hotline
from courses.picture_weight import LIGHT
from media.models import MissingFile
from tests.courses.practising import task


@pytest.fixture
def printed(lesson_of, picture, client):
    line = Hotline.objects.create(name="Công an", number="113", verified_on=date(2026, 11, 1))
    steps = [{"text": "Mở Cài đặt (hình bánh răng).", "picture": picture()}, {"text": "Chạm Cỡ chữ.", "picture": None}]
    lesson = lesson_of(
        ("steps", {"heading": "", "steps": steps}),
        ("callout", {"tone": "remember", "text": "#Bánh răng là *Cài đặt*."}),
        task("Đọc được một tin nhắn."),
        ("hotlines", {"heading": "", "lines": [line]}),
    )
    answer = client.get(reverse("courses:guide", args=[lesson.pk]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return PdfReader(BytesIO(answer.content))


def test_it_says_what_the_lesson_says_in_right_vietnamese(printed):
    text = " ".join(unicodedata.normalize("NFC", " ".join(page.extract_text() for page in printed.pages)).split())

    for words in (
        "Một bài", "Mở Cài đặt (hình bánh răng).", "Chạm Cỡ chữ.", "Ghi nhớ", "#Bánh răng là *Cài đặt*.",
        "Đọc được một tin nhắn.", "113: Công an.", "Quét mã để mở bài học",
    ):  # fmt: skip
        assert words in text


def test_it_is_tagged_titled_and_in_vietnamese(printed):
    root = printed.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert (root["/Lang"], printed.metadata.title) == ("vi", "Một bài")


def test_pictures_are_in_it(printed):
    assert sum(len(page.images) for page in printed.pages) >= 1


def test_a_lesson_without_steps_has_none(lesson_of, client):
    lesson = lesson_of(task())

    assert client.get(reverse("courses:guide", args=[lesson.pk])).status_code == 404


def test_a_draft_is_not_printed(lesson):
    lesson.unpublish()

    assert Client().get(reverse("courses:guide", args=[lesson.pk])).status_code == 404


@pytest.mark.parametrize("gone", ["original", "rendition"])
def test_a_picture_whose_file_is_gone_is_left_out_and_the_keeper_is_told(
    lesson_of, picture, client, at_the_desk, keeper, gone
):
    shown = picture()
    lesson = lesson_of(("steps", {"heading": "", "steps": [{"text": "Mở Cài đặt.", "picture": shown}]}))
    lost = shown.file if gone == "original" else shown.get_rendition(LIGHT).file
    lost.storage.delete(lost.name)
    cache.clear()

    answer = client.get(reverse("courses:guide", args=[lesson.pk]))

    pages = PdfReader(BytesIO(answer.content)).pages
    assert (answer.status_code, [len(page.images) for page in pages]) == (200, [0])
    assert [row.path for row in MissingFile.objects.all()] == [lost.name]
    assert f"<code>{lost.name}</code>" in at_the_desk(keeper).get("/admin/").content.decode()


def test_the_notice_goes_when_the_file_is_back(picture, at_the_desk, keeper):
    MissingFile.objects.create(path=picture().file.name, what="Hình")

    assert "missing-files" not in at_the_desk(keeper).get("/admin/").content.decode()
    assert MissingFile.objects.count() == 0
