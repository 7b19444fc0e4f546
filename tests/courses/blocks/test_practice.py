"""Practice as it is saved and as a page without JavaScript shows it; tests/e2e walks it."""

import re

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.blocks.practice import Practice
from courses.requirements import Kind
from tests.courses.practising import place, practice, screen


def test_a_practice_is_to_be_done(lesson_of):
    lesson = lesson_of(practice())

    assert [(asked.kind, str(asked.block)) for asked in lesson.requirements] == [(Kind.PRACTISE, lesson.body[0].id)]


def test_without_javascript_the_screens_are_read_in_order(lesson_of, read):
    page = read(lesson_of(practice(screen("Chạm Cài đặt."), screen("Chạm Màn hình."))))

    assert page.index("Chạm Cài đặt.") < page.index("Chạm Màn hình.") < page.index("Tôi đã xem hết các màn hình")


def test_only_right_places_are_marked(lesson_of, client):
    html = client.get(lesson_of(practice()).url).content.decode()

    assert re.findall(r'<rect x="(\S+)" y="(\S+)" width="(\S+)" height="(\S+)"', html) == [
        ("60.0", "40.0", "20.0", "10.0")
    ]


def test_every_place_is_a_button_with_its_name(lesson_of, client):
    html = client.get(lesson_of(practice()).url).content.decode()

    names = re.findall(r'class="place".*?class="seen-only-by-readers">([^<]+)</span>', html, re.DOTALL)
    assert names == ["Cài đặt", "Zalo"]


def test_a_place_without_a_name_has_its_number(lesson_of, read):
    assert "Chỗ số 1" in read(lesson_of(practice(screen("Chạm.", place("")))))


def test_where_a_right_tap_leads_stands_at_its_place(lesson_of, client):
    choosing = screen("Chọn.", place("Một"), place("Hai"), ways=[{"place": 2, "leads_to": "end"}])
    html = client.get(lesson_of(practice(choosing, screen())).url).content.decode()

    assert re.findall(r'data-leads="(\w+)"', html) == ["1", "end", "end"]


def test_touching_nothing_is_offered_only_where_there_is_a_trap(lesson_of, read):
    assert "Tôi không chạm gì" not in read(lesson_of(practice()))


def test_touching_nothing_is_offered_on_every_screen_of_a_practice_with_a_trap(lesson_of, read, client):
    lesson = lesson_of(practice(screen(), screen("Tin lạ.", place("Đường dẫn"), action="wait")))

    assert read(lesson).count("Tôi không chạm gì") == 1
    assert "Tôi không chạm gì Nhắc tôi" in read(lesson)  # an answer comes before a hint
    assert client.get(lesson.url).content.decode().count("<rect") == 1


def test_what_is_to_be_typed_and_slid_is_said(lesson_of, read):
    typing = screen("Gõ tin.", action="type", typed="Mai họp", places=[])
    sliding = screen("Kéo.", action="slide", notches=5, least=4, places=[])

    page = read(lesson_of(practice(typing, sliding)))

    assert "Gõ: Mai họp" in page
    assert "Kéo đến nấc 4" in page


def test_saving_names_what_is_wrong(picture):
    block = Practice()
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python(practice(screen(leads_to="9", picture=picture().pk))[1]))

    told = refused.value.block_errors["screens"]
    assert list(told.non_block_errors) == ["Màn hình 1 dẫn đến một màn hình không có."]


def test_a_page_without_a_practice_loads_no_script_for_it(lesson_of, client):
    with_it = client.get(lesson_of(practice()).url).content.decode()

    assert re.findall(r'data-near="/static/courses/(\w+)', with_it) == ["practice", "aloud"]


def test_words_of_a_trainer_are_words(lesson_of, client):
    html = client.get(lesson_of(practice(screen('"><script>x</script>', wrong='" onclick="x'))).url).content.decode()

    assert "<script>x" not in html
    assert 'onclick="x' not in html
