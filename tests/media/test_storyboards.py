"""The small pictures of a clip on one sheet, and the poster that is chosen among them."""

import json

import pytest
from PIL import Image, ImageDraw

from media.packaging.storyboards import BYTES_EACH, count, draw, middle, most_telling


@pytest.fixture
def stills(tmp_path):
    """Twelve pictures as wide as a portrait clip: the fourth has something on it, the others are plain."""
    made = []
    for number in range(12):
        picture = Image.new("RGB", (360, 640), (20 * number, 60, 90))
        if number == 3:
            for line in range(0, 640, 20):
                ImageDraw.Draw(picture).text((10, line), "Chị chạm hình bánh răng nhé chị", fill="white")
        made.append(tmp_path / f"still-{number:03}.jpg")
        picture.save(made[-1], quality=90)
    return made


@pytest.mark.parametrize(("seconds", "pictures"), [(1, 8), (40, 8), (60, 12), (300, 60), (600, 60), (7200, 60)])
def test_a_picture_every_five_seconds_but_neither_few_nor_many(seconds, pictures):
    assert count(seconds) == pictures


def test_a_picture_shows_the_middle_of_its_seconds():
    assert [middle(number, 60, 12) for number in (0, 1, 11)] == [2.5, 7.5, 57.5]


def test_the_sheet_and_how_to_read_it(stills, tmp_path):
    assert draw(stills, 60, tmp_path) == ["storyboard.json", "storyboard.webp"]
    assert json.loads((tmp_path / "storyboard.json").read_text()) == {
        "picture": "storyboard.webp", "count": 12, "columns": 10, "width": 90, "height": 160, "seconds": 5.0,
    }  # fmt: skip
    with Image.open(tmp_path / "storyboard.webp") as sheet:
        assert sheet.size == (900, 320)
        assert sheet.convert("RGB").getpixel((90 + 45, 160 + 80)) == pytest.approx((220, 60, 90), abs=8)  # the twelfth
    assert (tmp_path / "storyboard.webp").stat().st_size <= 12 * BYTES_EACH


def test_the_poster_is_the_picture_with_most_to_see(stills):
    assert most_telling(stills) == stills[3]


def test_the_poster_is_not_one_picture_fading_into_another(stills):
    written = Image.open(stills[3])
    written.save(stills[4], quality=90)
    Image.blend(written, written.transpose(Image.Transpose.FLIP_TOP_BOTTOM), 0.5).save(stills[8], quality=92)
    assert stills[8].stat().st_size > stills[3].stat().st_size
    assert most_telling(stills) == stills[3]


def test_a_single_still_is_the_poster(stills):
    assert most_telling(stills[:1]) == stills[0]


def test_a_packaged_clip_has_its_storyboard(client, make_ready, portrait):
    clip = make_ready(portrait)
    board = client.get(clip.storyboard_url)
    assert board["Content-Type"] == "application/json"
    facts = json.loads(b"".join(board))
    assert (facts["width"], facts["height"], facts["count"]) == (90, 160, 8)
    assert client.get(clip.file_url(facts["picture"]))["Content-Type"] == "image/webp"


def test_a_clip_that_was_packaged_before_there_were_storyboards_names_none(clip):
    assert clip.storyboard_url == ""
