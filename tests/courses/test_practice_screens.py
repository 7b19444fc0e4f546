"""A practice that is saved can be walked: every screen is met, and from each there is a way to the end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.blocks.practice import ScreensBlock, screens_of
from courses.practice_screens import faults, same_words
from tests.courses.practising import place, screen


def told(*raw: dict) -> list[str]:
    return faults(screens_of(ScreensBlock().to_python(list(raw))))


def test_one_screen_after_the_other_is_in_order():
    assert told(screen(), screen(), screen()) == []


def test_a_practice_may_branch_and_come_together_again():
    choosing = screen("Chọn.", place("Một"), place("Hai"), ways=[{"place": 2, "leads_to": "3"}])

    assert told(choosing, screen(leads_to="4"), screen(), screen()) == []


def test_where_a_place_leads_is_followed():
    choosing = screen("Chọn.", place("Một"), place("Hai"), ways=[{"place": 2, "leads_to": "end"}], leads_to="2")
    first = screens_of(ScreensBlock().to_python([choosing, screen()]))[0]

    assert [first.follows(one) for one in first.places] == [1, None]


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        ([screen(leads_to="3"), screen(), screen()], "Không có lối nào dẫn đến màn hình 2."),
        ([screen(), screen(leads_to="1")], "Từ màn hình 1 không có lối đến cuối."),
        ([screen(leads_to="7")], "Màn hình 1 dẫn đến một màn hình không có."),
        ([screen("Chạm.", place("Zalo", right=False))], "Ở màn hình 1, mời chị khoanh ít nhất một chỗ cần chạm."),
        ([screen(action="press", places=[])], "Ở màn hình 1, mời chị khoanh ít nhất một chỗ cần chạm."),
        ([screen(action="type", typed=" ")], "Ở màn hình 1, mời chị ghi câu cần gõ."),
        ([screen(action="slide", notches=5)], "Ở màn hình 1, mời chị ghi nấc nào của thanh trượt là đúng."),
        ([screen(action="slide", notches=3, least=4)], "Ở màn hình 1, mời chị ghi nấc nào của thanh trượt là đúng."),
    ],
)
def test_what_is_wrong_is_said_in_words(raw, fault):
    assert fault in told(*raw)


def test_every_kind_of_action_can_be_right():
    typing = screen(action="type", typed="Mai họp", places=[])
    sliding = screen(action="slide", notches=5, least=4, most=5, places=[])
    trap = screen("Tin lạ có đường dẫn.", place("Đường dẫn"), action="wait")

    assert told(screen(action="press"), typing, sliding, trap) == []


def test_where_nothing_is_to_be_touched_no_place_is_right():
    trap = screens_of(ScreensBlock().to_python([screen("Bẫy.", place("Đường dẫn"), action="wait")]))[0]

    assert trap.targets == []


@given(st.lists(st.sampled_from(["", "1", "2", "3", "4", "9", "end"]), min_size=1, max_size=4))
def test_without_a_fault_every_walk_ends(targets):
    raw = [screen(leads_to=target) for target in targets]
    if told(*raw):
        return
    screens, now, met = screens_of(ScreensBlock().to_python(raw)), 0, set()
    while now is not None and now not in met:
        met.add(now)
        now = screens[now].leads_to

    assert (now, met) == (None, set(range(len(raw))))


@pytest.mark.parametrize("typed", ["Mai họp 8 giờ", "mai hop 8 gio", " MAI  HỌP 8 GIỜ ", "maihop8giờ"])
def test_typing_without_marks_is_right_too(typed):
    assert same_words(typed, "Mai họp 8 giờ")


def test_typing_something_else_is_not():
    assert not same_words("Mai họp 18 giờ", "Mai họp 8 giờ")
    assert same_words("đi đường", "di duong")
