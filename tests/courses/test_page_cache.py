"""A page is made once for all strangers, and never shows one person what belongs to another."""

import gzip
from datetime import timedelta

import brotli
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from courses.models import Course, Lesson, versions
from courses.models.versions import ContentVersion, forget_old
from courses.page_cache import KeptFirst
from lms.members.models import Member
from lms.progress import recording
from media.models import Clip
from tests.courses.practising import practice, screen
from tests.pages import lay
from tests.progress.acting import watched

DJANGO = b"left to Django"


def words(browser: Client, page: Page) -> str:
    return browser.get(page.url).content.decode()


def cost(browser: Client, page: Page) -> int:
    with CaptureQueriesContext(connection) as queries:
        browser.get(page.url)
    return len(queries)


@pytest.fixture
def pages(home, course, make_lesson) -> list[Page]:
    lesson = make_lesson("bai-1")
    make_lesson("bai-2", "Bài sau")
    return [home, course, lesson]


def test_strangers_get_the_same_bytes_without_cookie_or_token(pages):
    for page in pages:
        first, second = Client().get(page.url), Client(HTTP_USER_AGENT="other").get(page.url)
        assert first.content == second.content
        assert (list(first.cookies), "csrf" in first.content.decode()) == ([], False)
        assert first["Cache-Control"] == "public, max-age=0, s-maxage=60, stale-while-revalidate=60"
        assert first["Vary"] == "Accept-Encoding, Cookie"


def test_a_page_has_no_blank_lines_and_no_indents(pages):
    for page in pages:
        lines = Client().get(page.url).content.decode().splitlines()
        assert [line for line in lines if line != line.strip() or not line] == []


def test_who_has_the_page_already_is_told_so_and_each_encoding_has_its_own_tag(lesson):
    plain, zipped = Client().get(lesson.url), Client().get(lesson.url, headers={"Accept-Encoding": "gzip"})
    again = Client().get(lesson.url, headers={"Accept-Encoding": "gzip", "If-None-Match": zipped["ETag"]})
    assert gzip.decompress(zipped.content) == plain.content
    assert zipped["ETag"] != plain["ETag"] and not plain["ETag"].startswith("W/")
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", zipped["ETag"])
    assert again["Cache-Control"] == plain["Cache-Control"]


def test_a_warm_page_costs_a_stranger_one_query_and_a_cold_one_twelve(pages):
    for page in pages:
        words(Client(), page)  # pictures are made, sites looked up
        versions.changed([versions.TREE])
        assert cost(Client(), page) <= 12
        assert cost(Client(), page) == 1


def test_a_kept_page_costs_a_member_eight_queries(pages, signed_in, lien):
    browser = signed_in(lien)
    recording.record(lien, [watched(pages[2], 0, 10)])
    for page in pages:
        words(browser, page)
        assert cost(browser, page) <= 8


def test_a_browser_that_reads_brotli_gets_the_smallest_page(lesson):
    said = {"Accept-Encoding": "gzip, deflate, br, zstd"}
    small, zipped = (
        Client().get(lesson.url, headers=said),
        Client().get(lesson.url, headers={"Accept-Encoding": "gzip"}),
    )
    assert (small["Content-Encoding"], zipped["Content-Encoding"]) == ("br", "gzip")
    assert brotli.decompress(small.content) == gzip.decompress(zipped.content)
    assert len(small.content) < len(zipped.content)


def test_what_an_address_carries_besides_changes_nothing(lesson):
    words(Client(), lesson)
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(f"{lesson.url}?zarsrc=30&fbclid=1").status_code == 200
    assert len(queries) == 1


def test_each_member_reads_her_own_and_strangers_nobodys(pages, signed_in, thanh, lien):
    lesson = pages[2]
    recording.record(lien, [watched(lesson, 0, 30)])
    recording.record(thanh, [watched(lesson, 0, 60)])
    browsers = [signed_in(lien), signed_in(thanh), Client()]
    for _time in range(2):  # laid, then kept
        read = [words(browser, lesson) for browser in browsers]
        assert [("Chị Liên" in page, "Chị Thanh" in page) for page in read] == [
            (True, False),
            (False, True),
            (False, False),
        ]
        assert ["Xem tiếp từ 0:30" in page for page in read] == [True, False, False]
        assert ["Chị đã xem clip này" in page for page in read] == [False, True, False]


def test_what_a_member_is_shown_nothing_may_keep(pages, signed_in, thanh):
    for page in pages:
        answer = signed_in(thanh).get(page.url)
        assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]
        assert "ETag" not in answer


def test_on_a_shared_phone_the_page_is_whose_session_it_is(lesson, signed_in, thanh, lien):
    phone = Client()
    stranger = phone.get(lesson.url)
    for member in (thanh, lien):
        phone.cookies = signed_in(member).cookies
        answer = phone.get(lesson.url, headers={"If-None-Match": stranger["ETag"]})  # as after "back"
        assert (answer.status_code, f"Chị {member.get_short_name()}" in answer.content.decode()) == (200, True)
    phone.cookies.clear()
    assert phone.get(lesson.url).content == stranger.content


def test_marks_of_a_session_without_a_name_are_its_own(lesson):
    phone = Client()
    words(phone, lesson)
    phone.post(f"/ghi/danh-dau/{lesson.pk}/{lesson.body[1].id}/")
    assert "Còn 2 việc" in words(phone, lesson)
    assert "no-store" in phone.get(lesson.url)["Cache-Control"]
    assert "Còn 3 việc" in words(Client(), lesson)


def test_what_just_happened_is_said_to_her_alone(lesson_of, picture):
    lesson = lesson_of(practice(screen(picture=picture())))
    phone = Client()
    words(phone, lesson)
    told = phone.post(f"/bai/{lesson.pk}/man-hinh-khac/{lesson.body[0].id}/", follow=True).content.decode()
    assert "Cảm ơn chị" in told
    assert "Cảm ơn chị" not in words(Client(), lesson)


def test_each_language_is_kept_by_itself(lesson):
    english = Client()
    english.cookies["django_language"] = "en"
    for _time in range(2):
        assert ('lang="en"' in words(english, lesson), 'lang="vi"' in words(Client(), lesson)) == (True, True)


def test_a_members_only_clip_is_not_in_a_strangers_page(lesson, clip, signed_in, thanh):
    clip.members_only = True
    clip.save()
    for _time in range(2):
        assert "master.m3u8" in words(signed_in(thanh), lesson)
        assert "master.m3u8" not in words(Client(), lesson)


def test_a_restricted_lesson_is_never_kept(lesson, signed_in, thanh):
    words(Client(), lesson)
    PageViewRestriction.objects.create(page=lesson, restriction_type="login")
    assert "Tự chỉnh" not in Client().get(lesson.url, follow=True).content.decode().split("<main")[1]
    assert "Mở Cài đặt." in words(signed_in(thanh), lesson)
    assert Client().get(lesson.url).status_code == 302


@pytest.fixture(params=["stranger", "member"])
def browser(request, signed_in, thanh) -> Client:
    return signed_in(thanh) if request.param == "member" else Client()


def test_a_page_that_is_published_anew_is_shown_at_once(browser, lesson):
    words(browser, lesson)
    lesson.title = "Tên mới"
    lesson.save_revision().publish()
    assert "<h1>Tên mới</h1>" in words(browser, lesson)


def test_a_new_title_reaches_the_course_and_the_lesson_before_it(browser, course, make_lesson):
    first, second = make_lesson("bai-1", "Một"), make_lesson("bai-2", "Hai")
    words(browser, course), words(browser, first)
    second.title = "Hai mới"
    second.save_revision().publish()
    assert "Hai mới" in words(browser, course) and "Bài tiếp: Hai mới" in words(browser, first)


def test_a_new_text_leaves_the_other_pages_kept(course, make_lesson):
    first, second = make_lesson("bai-1", "Một"), make_lesson("bai-2", "Hai")
    words(Client(), course), words(Client(), first)
    del second.body[0]
    second.save_revision().publish()
    assert (cost(Client(), course), cost(Client(), first)) == (1, 1)


def test_a_clip_that_is_ready_or_renamed_changes_its_lesson_and_no_other(browser, lesson_of, course, clip):
    lesson = lesson_of(("clip", {"clip": clip}))
    other = lay(course, Lesson(title="Khác", slug="khac", goal="Làm.", body=[]))
    Clip.objects.filter(pk=clip.pk).update(build="", status=Clip.Status.WORKING)
    assert "Clip đang được xử lý" in words(browser, lesson)
    words(browser, other)
    before = cost(browser, other)
    Clip.objects.filter(pk=clip.pk).update(build="b2", status=Clip.Status.READY)
    assert "/b2/" in words(browser, lesson)
    clip.refresh_from_db()
    clip.title = "Tên khác"
    clip.save()
    assert "Tên khác" in words(browser, lesson)
    assert cost(browser, other) == before


def test_a_quiz_a_hotline_and_a_picture_change_what_shows_them(browser, lesson, quiz, course, picture):
    assert "2 câu hỏi." in words(browser, lesson)
    del quiz.questions[1]
    quiz.save()
    assert "1 câu hỏi." in words(browser, lesson)
    cover = picture()
    Course.objects.get(pk=course.pk)
    course.cover = cover
    course.save()
    before = words(browser, course)
    cover.delete()
    assert words(browser, course) != before


def test_a_contest_is_over_when_it_is_over(lesson, quiz, monkeypatch):
    quiz.closes_at = timezone.now() + timedelta(seconds=1)
    quiz.save()
    words(Client(), lesson)
    later = timezone.now() + timedelta(seconds=2)
    monkeypatch.setattr("time.time", later.timestamp)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert "Cuộc thi đã kết thúc" in words(Client(), lesson)


def test_another_process_sees_the_change_by_the_stamp_alone(lesson):
    """Its own memory still holds the page; what another process wrote into the database says that it is old."""
    words(Client(), lesson)
    assert cost(Client(), lesson) == 1
    stamp = ContentVersion.objects.get(key=f"wagtailcore.page:{lesson.pk}")
    ContentVersion.objects.filter(pk=stamp.pk).update(stamp="of another process")
    assert cost(Client(), lesson) > 1
    assert cost(Client(), lesson) == 1


def test_stamps_are_forgotten_after_two_days(lesson):
    ContentVersion.objects.update(at=timezone.now() - timedelta(days=3))
    kept = ContentVersion.objects.create(key="now", stamp="1", at=timezone.now())
    forget_old()
    assert list(ContentVersion.objects.all()) == [kept]


def test_a_shell_bears_nobody(pages, signed_in, thanh: Member):
    """Laid for her, kept for all: nothing in the cache names her."""
    browser = signed_in(thanh)
    for page in pages:
        words(browser, page)
    assert [key for key, value in cache._cache.items() if b"Thanh" in value] == []


def ask_server(page: Page, **said: str) -> bytes:
    """What the WSGI application answers before Django, as a web server asks it; DJANGO: it has left that to Django."""
    environ = {"REQUEST_METHOD": "GET", "wsgi.url_scheme": "http", "SCRIPT_NAME": "", "PATH_INFO": page.url} | said
    return b"".join(KeptFirst(lambda *_asked: [DJANGO])(environ, lambda status, headers: None))


@pytest.fixture
def _one_connection(monkeypatch):
    """The transaction of a test must not be closed, as an old connection is before each request."""
    monkeypatch.setattr("courses.page_cache.close_old_connections", lambda: None)


@pytest.mark.usefixtures("_one_connection")
def test_a_kept_page_is_handed_out_before_django_and_is_the_same(lesson):
    assert ask_server(lesson) == DJANGO
    page = Client().get(lesson.url).content
    with CaptureQueriesContext(connection) as queries:
        assert ask_server(lesson) == page
    assert len(queries) == 1


@pytest.mark.usefixtures("_one_connection")
def test_before_django_nobody_with_a_cookie_is_answered_and_no_changed_page(lesson):
    words(Client(), lesson)
    assert ask_server(lesson, HTTP_COOKIE="sessionid=1") == DJANGO
    assert ask_server(lesson, HTTP_COOKIE="django_language=en") == DJANGO
    assert ask_server(lesson, REQUEST_METHOD="POST") == DJANGO
    assert ask_server(lesson, HTTP_HOST="evil.example") == DJANGO
    assert ask_server(lesson, HTTP_X_FORWARDED_PROTO="https") == DJANGO
    lesson.title = "Tên mới"
    lesson.save_revision().publish()
    assert ask_server(lesson) == DJANGO
