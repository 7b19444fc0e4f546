"""What a practice of the data files becomes: one touch after the other, on screens whose parts are known."""

from lms.demo import practice as demo_practice
from lms.demo.practice import Touch, touches

HINT = "Tìm bánh răng."
ASKED = {"tap": "Cài đặt", "screen": "home", "target": "Cài đặt", "shows": "Màn hình chính", "hint": HINT}
HOME = {"kind": "home", "items": [{"icon": "phone", "label": "Điện thoại"}, {"icon": "gear", "label": "Cài đặt"}]}
LESSON = {
    "code": "1.1",
    "goal": "Chỉnh cỡ chữ.",
    "task": "Đọc được một tin nhắn.",
    "screens": {"home": HOME, "table": {"kind": "table", "title": "Bảng", "rows": []}},
}


def practised(*practice: dict) -> list[dict]:
    """The screens of the lesson's practice block; a picture is kept as its title."""
    blocks = demo_practice.blocks(LESSON | {"practice": practice}, lambda title, png, description: title)
    return blocks[0][1]["screens"]


def test_one_touch_is_told_by_what_there_is_to_tap():
    assert touches(ASKED) == [Touch("home", "Chạm Cài đặt.", ("Cài đặt",), HINT)]


def test_any_of_several_parts_may_be_right():
    either = ASKED | {"target": ["Nấc 4", "Nấc 5"], "do": "Chạm một nấc to hơn."}
    assert touches(either) == [Touch("home", "Chạm một nấc to hơn.", ("Nấc 4", "Nấc 5"), HINT)]


def test_parts_in_order_are_one_touch_each():
    asked = ASKED | {"target": ["Hình con mắt", "Kết nối"], "how": "in_order"}
    first, second = ("home", "Chạm Hình con mắt.", ("Hình con mắt",)), ("home", "Chạm Kết nối.", ("Kết nối",))
    assert touches(asked) == [Touch(*first, HINT), Touch(*second, HINT)]


def test_each_touch_may_have_a_screen_and_words_of_its_own():
    asked = {
        "screen": ["empty", "ticked"],
        "target": ["Ô", "Gửi"],
        "do": ["Đánh dấu.", "Gửi đi."],
        "hint": ["Ở dưới.", HINT],
    }
    first, second = Touch("empty", "Đánh dấu.", ("Ô",), "Ở dưới."), Touch("ticked", "Gửi đi.", ("Gửi",), HINT)
    assert touches(asked | {"how": "in_order"}) == [first, second]


def test_every_part_of_a_screen_is_a_place_and_the_target_is_right():
    (screen,) = practised(ASKED)
    assert [(place["name"], place["right"]) for place in screen["places"]] == [("Điện thoại", False), ("Cài đặt", True)]
    assert (screen["picture"], screen["words"], screen["wrong"]) == (
        "1.1 Màn hình chính",
        "Chạm Cài đặt.",
        "Tìm bánh răng.",
    )


def test_pressing_and_holding_is_another_action():
    assert [screen["action"] for screen in practised(ASKED, ASKED | {"action": "press"})] == ["tap", "press"]


def test_one_after_the_other_may_be_done_in_different_ways():
    asked = {"target": ["", "Cài đặt"], "do": ["Đừng chạm.", "Chạm."], "action": ["wait", "tap"], "how": "in_order"}
    wait, tap = practised(ASKED | asked)
    assert [(place["name"], place["right"]) for place in wait["places"]] == [("Điện thoại", False), ("Cài đặt", False)]
    assert (wait["action"], tap["action"], tap["places"][1]["right"]) == ("wait", "tap", True)


def test_of_a_table_no_more_cells_are_kept_than_a_picture_may_have_and_the_right_one_is_among_them():
    (screen,) = practised(ASKED | {"screen": "table", "target": "D11"})
    assert (len(screen["places"]), screen["places"][-1]["name"]) == (20, "D11")


def test_a_lesson_without_a_conversation_has_practice_and_task():
    blocks = demo_practice.blocks(LESSON | {"practice": [ASKED]}, lambda *picture: None)
    assert [kind for kind, _value in blocks] == ["practice", "task"]
