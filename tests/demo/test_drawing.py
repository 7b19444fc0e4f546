"""The drawn phone screens: light pictures, and parts that lie where a finger looks for them."""

import io
from pathlib import Path

import pytest
import yaml
from PIL import Image, ImageChops

from lms.demo.drawing import cover, screen, spot, spots

COURSE = yaml.safe_load((Path(__file__).parents[2] / "lms/demo/data/k1.yaml").read_text(encoding="utf-8"))
HOME = {"kind": "home", "items": [{"icon": "phone", "label": "Điện thoại"}, {"icon": "gear", "label": "Cài đặt"}]}


def uses(lesson: dict) -> list[dict]:
    """Wherever the lesson shows a screen: clip, steps, practice and questions."""
    views = [view for row in lesson["clip"] for view in row["views"]]
    return [use for use in [*views, *lesson["steps"], *lesson["practice"], *lesson["questions"]] if "screen" in use]


def targets(use: dict) -> list[str]:
    target = use.get("target", [])
    return [target] if isinstance(target, str) else target


def test_the_first_course_has_all_its_lessons_screens_and_questions():
    lessons = COURSE["lessons"]
    assert [lesson["code"] for lesson in lessons] == ["1.1", "1.2", "1.3", "1.4", "1.5"]
    assert [len(lesson["practice"]) for lesson in lessons] == [4, 4, 5, 4, 4]
    assert [len(lesson["questions"]) for lesson in lessons] == [4, 4, 4, 4, 4]


@pytest.mark.parametrize("lesson", COURSE["lessons"], ids=lambda lesson: lesson["code"])
def test_every_target_is_a_part_of_its_screen(lesson: dict):
    parts = {name: {part.name for part in spots(drawn)} for name, drawn in lesson["screens"].items()}
    assert [use for use in uses(lesson) if not set(targets(use)) <= parts[use["screen"]]] == []
    assert {use["screen"] for use in uses(lesson)} == set(lesson["screens"])


@pytest.mark.parametrize("lesson", COURSE["lessons"], ids=lambda lesson: lesson["code"])
def test_every_part_lies_on_the_picture(lesson: dict):
    parts = [part for drawn in lesson["screens"].values() for part in spots(drawn)]
    assert [
        part for part in parts if part.x < 0 or part.y < 0 or part.x + part.width > 1 or part.y + part.height > 1
    ] == []


KINDS = {drawn["kind"]: drawn for lesson in COURSE["lessons"] for drawn in lesson["screens"].values()}


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_crisp_and_light(kind: str):
    picture = screen(KINDS[kind])
    assert Image.open(io.BytesIO(picture)).size == (720, 1280)
    assert len(picture) < 40_000


def test_a_ring_is_drawn_round_the_target_alone():
    plain, ringed = (Image.open(io.BytesIO(screen(HOME, names))).convert("L") for names in ([], "Cài đặt"))
    changed = ImageChops.difference(plain, ringed).point(lambda value: 255 if value > 40 else 0)
    left, top, right, bottom = changed.getbbox()
    target = spot(HOME, "Cài đặt")
    assert abs(left - target.x * 720) < 20 and abs(top - target.y * 1280) < 20
    assert right < 520 and bottom < 620


def test_a_target_that_is_not_there_is_refused():
    with pytest.raises(KeyError, match="Máy ảnh"):
        screen(HOME, "Máy ảnh")


def test_what_a_label_says_is_only_letters():
    sly = {"kind": "list", "title": '#panic("x")', "items": [{"icon": "gear", "label": "*a* $ \\ <b>"}]}
    assert [part.name for part in spots(sly)] == ["*a* $ \\ <b>"]


def test_parts_of_one_row_stand_beside_each_other():
    first, second = spots(HOME)
    assert (first.y, second.x > first.x) == (second.y, True)
    assert spot(HOME, "Cài đặt") == second


def test_the_cover_is_light_and_wide():
    drawn = cover("Làm chủ chiếc điện thoại", "K1")
    assert Image.open(io.BytesIO(drawn)).size == (1200, 630)
    assert len(drawn) < 120_000
