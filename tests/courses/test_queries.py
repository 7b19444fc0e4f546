"""What a page costs does not grow with what is on it."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from courses.models import Course, Lesson
from lms.progress import recording
from tests.courses.practising import practice, screen, talk, task
from tests.pages import lay
from tests.progress.acting import watched


@pytest.fixture(params=["stranger", "member"])
def browser(request, signed_in, thanh) -> Client:
    return signed_in(thanh) if request.param == "member" else Client()


@pytest.fixture
def cost(browser) -> Callable[[Page], int]:
    """Queries of a page at a later visit: pictures are made and sites looked up at the first."""

    def cost(page: Page) -> int:
        browser.get(page.url)
        Site.clear_site_root_paths_cache()
        with CaptureQueriesContext(connection) as queries:
            browser.get(page.url)
        return len(queries)

    return cost


def test_home_costs_the_same_for_one_course_and_for_three(home, course, picture, cost):
    course.cover = picture()
    course.save()
    one = cost(home)
    for number in (2, 3):
        lay(home, Course(title=f"Khóa {number}", slug=f"k{number}", summary="Ngắn.", cover=picture()))

    assert cost(home) == one


def test_a_course_costs_the_same_for_one_lesson_and_for_three(course, make_lesson, cost):
    make_lesson("bai-1")
    one = cost(course)
    make_lesson("bai-2")
    make_lesson("bai-3")

    assert cost(course) == one


def test_a_lesson_costs_the_same_in_a_course_of_one_and_of_three(make_lesson, cost):
    lesson = make_lesson("bai-1")
    make_lesson("bai-2")
    two = cost(lesson)
    make_lesson("bai-3")
    make_lesson("bai-4")

    assert cost(lesson) == two


def with_steps(course: Course, count: int, picture) -> Lesson:
    steps = [{"text": "Mở Cài đặt.", "picture": picture()} for _step in range(count)]
    lesson = Lesson(title="Bài", slug=f"bai-{count}", goal="Làm.", body=[("steps", {"heading": "", "steps": steps})])
    return lay(course, lesson)


def test_a_lesson_costs_the_same_for_two_steps_with_pictures_and_for_ten(course, picture, cost):
    ten = with_steps(course, 10, picture)  # first, so that both have a place to go on to
    two = with_steps(course, 2, picture)
    last = with_steps(course, 1, picture)

    assert cost(ten) == cost(two)
    assert cost(last) <= cost(two)


def test_a_lesson_costs_the_same_for_one_clip_and_quiz_and_for_three(lesson_of, course, clip, quiz, cost):
    def lesson(slug: str, times: int) -> Lesson:
        body = [("clip", {"clip": clip}), ("quiz", {"quiz": quiz})] * times
        return lay(course, Lesson(title="Bài", slug=slug, goal="Làm.", body=body))

    one, three, _last = lesson("mot", 1), lesson("ba", 3), lesson("cuoi", 1)

    assert cost(three) == cost(one)


def test_a_lesson_costs_the_same_for_one_of_each_hands_on_block_and_for_three(course, picture, cost):
    def lesson(slug: str, times: int) -> Lesson:
        steps = {"heading": "", "steps": [{"text": "Mở Cài đặt.", "picture": picture()}]}
        blocks = [("steps", steps), practice(screen(picture=picture()), screen(picture=picture())), talk(), task()]
        return lay(course, Lesson(title="Bài", slug=slug, goal="Làm.", body=blocks * times))

    one, three, _last = lesson("mot", 1), lesson("ba", 3), lesson("cuoi", 1)

    assert cost(three) == cost(one)


def test_what_she_has_learnt_makes_her_pages_no_dearer(signed_in, thanh, home, course, make_lesson):
    lessons = [make_lesson(f"bai-{number}") for number in (1, 2, 3)]
    browser = signed_in(thanh)

    def costs() -> list[int]:
        counted = []
        for page in (home, course, lessons[0]):
            browser.get(page.url)
            with CaptureQueriesContext(connection) as queries:
                browser.get(page.url)
            counted.append(len(queries))
        return counted

    recording.record(thanh, [watched(lessons[0], 0, 10)])
    little = costs()
    recording.record(thanh, [watched(lesson, start, start + 1) for lesson in lessons for start in range(0, 60, 3)])

    assert costs() == little
