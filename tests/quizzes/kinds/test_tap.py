import pytest
from django.http import QueryDict

from quizzes.questions import BadAnswerError, Grade

GEAR = {"id": "gear", "name": "Cài đặt", "x": 60, "y": 40, "w": 20, "h": 10, "right": True, "words": "Đúng rồi."}
ZALO = {"id": "zalo", "name": "Zalo", "x": 10, "y": 40, "w": 20, "h": 10, "right": False, "words": "Đây là Zalo."}
PHOTO = {"id": "photo", "name": "Ảnh", "x": 10, "y": 80, "w": 20, "h": 10, "right": True, "words": ""}


@pytest.fixture
def question(ask, picture):
    return ask(
        "tap", text="Chạm đâu?", picture=picture, places=[GEAR, ZALO], how="any", wrong_feedback="Tìm bánh răng."
    )


@pytest.fixture
def both(ask, picture):
    """Two places that she has to find."""
    return ask(
        "tap", text="Hai chỗ?", picture=picture, places=[GEAR, ZALO, PHOTO], how="all", wrong_feedback="Tìm nữa."
    )


def test_a_tap_in_the_right_place_is_right(question):
    assert question.grade(["70.5,45.2"]) == Grade(1.0, ["Đúng rồi."])


def test_a_tap_in_a_wrong_place_is_told_what_it_was(question):
    assert question.grade(["20,45"]) == Grade(0.0, ["Đây là Zalo."])


def test_a_tap_elsewhere_is_told_what_to_look_for(question):
    assert question.grade(["50,95"]) == Grade(0.0, ["Tìm bánh răng."])


def test_a_place_may_be_chosen_by_its_name(question):
    assert question.grade(["gear"]).right
    assert not question.grade(["zalo"]).right


def test_each_place_to_be_found_has_its_share(both):
    assert both.grade(["70,45", "20,85"]) == Grade(1.0, ["Đúng rồi."])
    assert both.grade(["70,45", "20,45"]) == Grade(0.5, ["Đúng rồi.", "Đây là Zalo."])
    assert both.grade(["70,45", "71,46"]) == Grade(0.5, ["Đúng rồi."])


def test_too_many_taps_or_none_or_nonsense_are_refused(question, both):
    forged = ([], ["1,1", "2,2"], ["101,5"], ["-1,5"], ["5"], ["nan,1"], ["1e5,2"], ["9" * 99 + ",1"], ["\x00"])
    for chosen in forged:
        with pytest.raises(BadAnswerError):
            question.grade(chosen)
    with pytest.raises(BadAnswerError):
        both.grade(["1,1", "1,1"])


def test_a_browser_without_javascript_sends_the_tap_in_px(question):
    assert question.height() == 576
    assert question.read(QueryDict("tap.x=216&tap.y=270")) == ["75.0,46.9"]
    assert question.read(QueryDict("tap.x=0&tap.y=0")) == []  # the Enter key
    assert question.read(QueryDict("tap.x=99999999&tap.y=²")) == []


def test_names_are_offered_only_when_they_do_not_tell(question, ask, picture):
    alone = ask("tap", text="Chạm đâu?", picture=picture, places=[GEAR])

    assert {place.name for place in question.screen("key", [], shuffle=False)["names"]} == {"Cài đặt", "Zalo"}
    assert alone.screen("key", [], shuffle=False)["names"] == []


def test_a_picture_that_was_deleted_breaks_nothing(ask):
    assert ask("tap", text="Chạm đâu?", picture=None, places=[GEAR]).grade(["70,45"]).right


def test_two_taps_without_javascript_come_one_after_the_other(both):
    first = both.moved(QueryDict("tap.x=216&tap.y=270"))

    assert first == ["75.0,46.9"]
    assert both.screen("key", first, shuffle=False)["taps"] == [(216, 270)]
    assert both.moved(QueryDict("choice=75.0,46.9&tap.x=58&tap.y=490")) == []
    assert both.grade(both.read(QueryDict("choice=75.0,46.9&tap.x=58&tap.y=490"))).right
