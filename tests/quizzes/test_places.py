"""Places on a picture: what a tap means, what is kept of what a trainer draws, and what is refused."""

import json
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.test.utils.form_data import nested_form_data, streamfield

from quizzes.models import Quiz
from quizzes.places import Place, PlacesBlock, PlacesWidget, hit, read

GEAR = Place("gear", "Cài đặt", 60, 40, 20, 10)
ZALO = Place("zalo", "Zalo", 20, 40, 20, 10, right=False, words="Đây là Zalo.")
BADGE = Place("badge", "Số báo tin mới", 74, 40, 4, 2, right=False)


def test_a_tap_in_a_place_means_it():
    assert hit([GEAR, ZALO], 61, 41) == GEAR
    assert hit([GEAR, ZALO], 39, 49) == ZALO
    assert hit([GEAR, ZALO], 50, 90) is None


def test_the_smaller_of_two_places_is_meant():
    assert hit([GEAR, BADGE], 75, 41) == BADGE
    assert hit([BADGE, GEAR], 62, 48) == GEAR


def test_a_small_place_is_as_large_as_a_finger():
    assert hit([BADGE], 70, 42) == BADGE
    assert hit([BADGE], 60, 42) is None


def test_a_place_that_holds_the_tap_is_meant_rather_than_a_small_one_near_it():
    assert hit([GEAR, BADGE], 72, 44) == GEAR


@given(st.floats(0, 100), st.floats(0, 100))
def test_what_holds_the_tap_is_always_meant(x, y):
    everywhere = Place("all", "Tất cả", 0, 0, 100, 100)

    assert hit([everywhere], x, y) == everywhere


RAW = {"id": "gear", "name": "Cài đặt", "x": 60, "y": 40, "w": 20, "h": 10, "right": True, "words": ""}


def test_what_was_drawn_is_kept():
    block = PlacesBlock()

    assert block.clean(block.value_from_datadict({"p": PlacesWidget().format_value([RAW])}, {}, "p")) == [GEAR]
    assert block.get_prep_value(block.to_python([RAW])) == [RAW]


@pytest.mark.parametrize(
    "broken",
    [
        {"x": "a"}, {"x": None}, {"x": -1}, {"x": 90}, {"w": 0}, {"h": float("nan")}, {"w": float("inf")},
        {"y": "9" * 400}, {"name": "x" * 81}, {"words": "x" * 301},
    ],
)  # fmt: skip
def test_what_cannot_be_a_place_is_refused(broken):
    with pytest.raises(ValidationError):
        read([RAW | broken])


@pytest.mark.parametrize("sent", ["", "[]", "{}", "[1]", "not json", '"x"', "null", "[" * 9999, '[{"x": 1}]'])
def test_a_trainer_draws_at_least_one_right_place(sent):
    block = PlacesBlock()

    with pytest.raises(ValidationError):
        block.clean(block.value_from_datadict({"p": sent}, {}, "p"))


def test_only_wrong_places_are_not_enough():
    with pytest.raises(ValidationError, match="ít nhất một chỗ"):
        PlacesBlock().clean(PlacesBlock().normalize([RAW | {"right": False}]))


def test_the_drawing_shows_the_chosen_picture_to_trainers_only(client, hoa, picture):
    address = reverse("quizzes_picture", args=[picture.pk])
    assert client.get(address).status_code == 302
    assert client.get(address).url.startswith(reverse("wagtailadmin_login"))

    client.force_login(hoa, backend="django.contrib.auth.backends.ModelBackend")

    assert client.get(address).url.startswith("/uploads/images/")
    assert client.get(reverse("quizzes_picture", args=[0])).status_code == 404


def test_what_a_trainer_draws_is_kept_with_her_quiz(client, hoa, picture):
    """Through Wagtail's own form: kept when it is whole, told kindly when it is not."""
    client.force_login(hoa, backend="django.contrib.auth.backends.ModelBackend")
    empty = {"clip": "", "sound": "", "feedback": "", "wrong_feedback": "", "how": "any"}
    asked = {"text": "Chạm đâu?", "picture": picture.pk, "places": json.dumps([RAW])}
    add = reverse("wagtailsnippets_quizzes_quiz:add")

    refused = client.post(add, typed("tap", empty | asked | {"places": "nonsense"}))
    assert json.dumps("Không đọc được các chỗ này.")[1:-1] in unescape(refused.content.decode())
    client.post(add, typed("tap", empty | asked))

    assert Quiz.objects.get().questions[0].value["places"] == [GEAR]


def typed(kind: str, value: dict) -> dict:
    """The form of a quiz with one question."""
    rest = {"title": "1.9", "pass_mark": "70", "tell": "each", "draws": streamfield([])}
    return nested_form_data(rest | {"questions": streamfield([(kind, value)])})
