"""Home and course as a stranger meets them."""

import re

from django.test import Client
from wagtail.models import PageViewRestriction

from courses.models import Course
from tests.pages import lay


def test_home_shows_the_courses(home, course, read):
    assert read(home) == (
        "Học cùng chị em Bài ngắn, dễ làm theo. Xem không cần đăng nhập. "
        "Các khóa học Làm chủ chiếc điện thoại Năm bài ngắn."
    )


def test_home_without_courses_asks_to_come_back(home, read):
    assert "Chưa có khóa học nào" in read(home)


def test_home_shows_neither_drafts_nor_private_courses(home, course, read):
    private = lay(home, Course(title="Khóa kín", slug="k2", summary="Kín."))
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    course.unpublish()

    assert "Chưa có khóa học nào" in read(home)


def test_a_course_shows_its_lessons_in_order(course, make_lesson, read):
    make_lesson("bai-1", "Chữ to")
    make_lesson("bai-2", "Tiếng rõ")

    assert "Các bài học 1 Chữ to Tự chỉnh cỡ chữ. 2 Tiếng rõ Tự chỉnh cỡ chữ." in read(course)


def test_a_course_without_lessons_asks_to_come_back(course, read):
    assert "Bài học đang được soạn. Mời chị quay lại sau." in read(course)


def test_drafts_are_hidden(course, make_lesson, read, client):
    make_lesson("bai-1", "Chữ to")
    draft = make_lesson("bai-2", "Tiếng rõ")
    draft.unpublish()

    assert [lesson.title for lesson in course.lessons()] == ["Chữ to"]
    assert "Tiếng rõ" not in read(course)
    assert client.get(draft.url).status_code == 404


def test_a_change_that_is_not_published_is_hidden(lesson, read):
    lesson.title = "Tên mới"
    lesson.save_revision()

    assert "Tên mới" not in read(lesson)


def test_a_trainers_codes_are_not_shown(course, client):
    course.framework, course.audience = "DLGF 0.1", "Hội viên lớn tuổi"
    course.save_revision().publish()

    html = client.get(course.url).content.decode()

    assert "DLGF" not in html
    assert "Hội viên lớn tuổi" in html


def test_pages_that_are_not_there_are_said_kindly(home, client):
    answer = client.get("/khong-co/")

    assert answer.status_code == 404
    assert "Không có trang này" in answer.content.decode()


def test_a_trainer_sees_her_lessons_on_a_small_phone_first(home, course, lesson):
    for page in (home, course, lesson):
        assert page.default_preview_size == "phone"
        assert [(size["name"], size["device_width"]) for size in page.preview_sizes] == [
            ("phone", 360),
            ("desktop", 1280),
        ]


def test_every_page_is_read_without_an_account_and_leaves_no_cookie(home, course, lesson):
    browser = Client()

    for page in (home, course, lesson):
        browser.get(page.url)

    assert list(browser.cookies) == []


def test_the_home_page_says_its_name_once_and_has_a_link_preview(client, course, picture):
    course.cover = picture()
    course.save()

    page = client.get("/").content.decode()

    assert re.findall("<title>(.*?)</title>", page) == ["Học cùng chị em"]
    assert re.findall(r'property="og:(\w+)"', page) == ["site_name", "title", "description", "image"]
