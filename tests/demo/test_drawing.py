"""The drawn phone screens: crisp pictures, and parts that lie where a finger looks for them."""

import io

import pytest
from PIL import Image, ImageChops

from lms.demo import data_files
from lms.demo import practice as demo_practice
from lms.demo.drawing import Spot, cover, screen, spot, spots

LESSONS = {
    lesson["code"]: lesson for name in data_files.courses().values() for lesson in data_files.course(name)["lessons"]
}
SCREENS = [drawn for lesson in LESSONS.values() for drawn in lesson["screens"].values()]
HOME = {"kind": "home", "items": [{"icon": "phone", "label": "Điện thoại"}, {"icon": "gear", "label": "Cài đặt"}]}


def uses(lesson: dict) -> list[tuple[str, set[str]]]:
    """Wherever the lesson shows a screen (clip, steps, questions, practice), and the parts of it that it means."""
    views = [view for row in lesson["clip"] for view in row["views"]]
    shown = [use for use in [*views, *lesson["steps"], *lesson["questions"]] if "screen" in use]
    practised = [touch for practice in lesson["practice"] for touch in demo_practice.touches(practice)]
    return [(use["screen"], targets(use)) for use in shown] + [(one.screen, set(one.targets)) for one in practised]


def targets(use: dict) -> set[str]:
    target = use.get("target", [])
    return {target} if isinstance(target, str) else set(target)


@pytest.mark.parametrize("code", LESSONS)
def test_every_target_is_a_part_of_its_screen_and_every_part_lies_on_it(code: str):
    parts = {name: spots(drawn) for name, drawn in LESSONS[code]["screens"].items()}
    names = {name: {part.name for part in found} for name, found in parts.items()}
    assert [use for use in uses(LESSONS[code]) if not use[1] <= names[use[0]]] == []
    assert {screen for screen, _targets in uses(LESSONS[code])} == set(names)
    assert [part for found in parts.values() for part in found if not lies_within(part)] == []


def lies_within(part: Spot) -> bool:
    return part.x >= 0 and part.y >= 0 and part.x + part.width <= 1 and part.y + part.height <= 1


FULLEST = sorted(SCREENS, key=lambda drawn: len(str(drawn)))[-4:]


@pytest.mark.parametrize("drawn", FULLEST, ids=lambda drawn: drawn["kind"])
def test_a_picture_is_crisp(drawn: dict):
    """How light it is on the wire is held for any picture in tests/courses/test_picture_weight.py."""
    assert Image.open(io.BytesIO(screen(drawn))).size == (720, 1280)


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
