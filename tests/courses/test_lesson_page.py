"""A lesson as a stranger meets it: all of it, and what there is to do."""

import re

from courses.models import Lesson
from courses.requirements import Kind


def test_a_stranger_reads_the_whole_lesson_in_order(lesson, read):
    page = read(lesson)

    parts = ["Chữ to hơn, tiếng rõ hơn", "1:00", "Mở Cài đặt.", "Ghi nhớ", "2 câu hỏi.", "Việc trong bài này"]
    assert [page.index(part) for part in parts] == sorted(page.index(part) for part in parts)


def test_a_stranger_has_three_things_left_to_do(lesson, read):
    assert "Còn 3 việc" in read(lesson)


def test_the_things_to_do_are_in_the_lessons_order(lesson):
    assert [asked.kind for asked in lesson.requirements] == [Kind.WATCH, Kind.FOLLOW, Kind.PASS]
    assert [str(asked.block) for asked in lesson.requirements] == [lesson.body[number].id for number in (0, 1, 3)]


def test_every_thing_to_do_leads_to_its_place_in_the_page(lesson, client):
    html = client.get(lesson.url).content.decode()

    led_to = re.findall(r'<a href="#([0-9a-f-]{36})">', html)

    assert led_to == [str(asked.block) for asked in lesson.requirements]
    assert all(f'id="{id}"' in html for id in led_to)


def test_the_things_to_do_keep_their_ids_when_the_lesson_is_published_again(lesson):
    before = lesson.requirements

    lesson.title = "Tên mới"
    lesson.save_revision().publish()

    assert Lesson.objects.get(pk=lesson.pk).requirements == before


def test_a_lesson_that_asks_for_nothing_asks_to_be_read(lesson_of, read):
    lesson = lesson_of(("callout", {"tone": "tip", "text": "Nhớ nhé."}))

    assert [(asked.kind, asked.block) for asked in lesson.requirements] == [(Kind.READ, lesson.translation_key)]
    assert "Đọc bài" in read(lesson)
    assert "Còn 1 việc" in read(lesson)


def test_an_empty_lesson_says_its_goal(lesson_of, read):
    assert "Một bài Làm được." in read(lesson_of())


def test_the_next_lesson_is_led_to(make_lesson, read):
    first, second, third = (make_lesson(f"bai-{number}", f"Bài {number}") for number in (1, 2, 3))

    assert "Bài tiếp: Bài 2" in read(first)
    assert "Bài tiếp: Bài 3" in read(second)
    assert "Bài tiếp" not in read(third)
    assert "Về khóa học" in read(third)


def test_a_draft_is_not_led_to(make_lesson, read):
    first, second, _third = (make_lesson(f"bai-{number}", f"Bài {number}") for number in (1, 2, 3))
    second.unpublish()

    assert "Bài tiếp: Bài 3" in read(first)


def test_lessons_follow_the_trainers_order(make_lesson, course, read):
    first, second = make_lesson("bai-1", "Bài 1"), make_lesson("bai-2", "Bài 2")

    second.move(first, "left")

    assert [lesson.title for lesson in course.lessons()] == ["Bài 2", "Bài 1"]
    assert "Bài tiếp: Bài 1" in read(Lesson.objects.get(pk=second.pk))


def test_what_may_change_is_for_trainers_only(lesson, client):
    lesson.may_change = "Giá cước tháng 11"
    lesson.save_revision().publish()

    assert "Giá cước" not in client.get(lesson.url).content.decode()
