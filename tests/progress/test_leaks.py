"""Nobody's progress shows for another, also on the phone that they share."""

import pytest
from django.test import Client
from django.urls import reverse

from lms.progress.queries import todo
from tests.progress.acting import as_json, finish, mark, send, steps_block
from tests.quizzes.acting import sign_in

HERS = [
    "Chị đang học dở",
    "bài đã xong",
    "Chị đã xong khóa học này",
    "Xem tiếp từ",
    "Xem giấy chứng nhận",
    "data-done>",
    "✓",
]


def shown(client: Client, *pages) -> list[str]:
    """What these pages say about somebody's progress."""
    html = "".join(client.get(page.url).content.decode() for page in pages)
    return [words for words in HERS if words in html.replace("data-done >", "data-done>")]


@pytest.fixture
def pages(home, course, make_lesson) -> list:
    return [home, course, make_lesson("bai-1"), make_lesson("bai-2")]


def learn(client: Client, pages: list) -> None:
    send(client, as_json(pages[2], 0, 30))
    mark(client, pages[2], steps_block(pages[2]))


def test_her_own_progress_shows_for_herself(client, thanh, pages, quiz):
    sign_in(client, thanh)
    learn(client, pages)
    assert shown(client, *pages) == ["Chị đang học dở", "bài đã xong", "Xem tiếp từ", "data-done>"]

    finish(thanh, pages[3], quiz)

    assert shown(client, *pages) == ["Chị đang học dở", "bài đã xong", "Xem tiếp từ", "data-done>", "✓"]


def test_a_finished_course_shows_for_herself(client, thanh, pages, quiz):
    sign_in(client, thanh)
    for lesson in pages[2:]:
        finish(thanh, lesson, quiz)

    assert shown(client, *pages) == ["Chị đã xong khóa học này", "Xem giấy chứng nhận", "data-done>", "✓"]


def test_after_signing_out_nothing_of_it_shows(client, thanh, pages, quiz):
    sign_in(client, thanh)
    learn(client, pages)
    finish(thanh, pages[3], quiz)

    client.post(reverse("sign_out"))

    assert shown(client, *pages) == []


def test_the_next_person_on_the_phone_sees_none_of_it(client, thanh, lien, pages, quiz):
    sign_in(client, thanh)
    learn(client, pages)
    finish(thanh, pages[3], quiz)
    client.post(reverse("sign_out"))

    sign_in(client, lien)

    assert shown(client, *pages) == []


def test_signing_in_over_another_shows_only_the_second(client, thanh, lien, pages):
    sign_in(client, thanh)
    learn(client, pages)

    sign_in(client, lien)

    assert shown(client, *pages) == []


def test_nobody_sees_it_in_her_own_browser(signed_in, thanh, pages, lien, mai, ngan, xuan, yen, hoa):
    learn(signed_in(thanh), pages)

    for person in (lien, mai, ngan, xuan, yen, hoa):
        assert shown(signed_in(person), *pages) == []


def test_the_page_names_its_reader_by_a_word_that_tells_nothing(signed_in, thanh, lien, lesson):
    words = [who(signed_in(person), lesson) for person in (thanh, lien, thanh)]

    assert words[0] == words[2] != words[1]
    assert not any(person.name in word or str(person.pk) == word for person in (thanh, lien) for word in words)
    assert who(Client(), lesson) == ""


def who(client: Client, lesson) -> str:
    return client.get(lesson.url).content.decode().split('data-who="')[1].split('"')[0]


def test_a_phone_keeps_no_copy_of_her_pages(signed_in, thanh, home, course, lesson):
    """Else the next person sees them by pressing "back"."""
    for page in (home, course, lesson):
        kept = signed_in(thanh).get(page.url)["Cache-Control"]
        assert kept == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_a_strangers_pages_may_be_kept_but_not_given_to_who_is_signed_in(client, home, course, lesson):
    for page in (home, course, lesson):
        answer = client.get(page.url)
        assert ("public" in answer["Cache-Control"], "Cookie" in answer["Vary"]) == (True, True)


def test_a_lesson_that_is_not_saved_yet_has_no_progress(rf, thanh, lesson):
    request = rf.get("/")
    request.user = thanh
    lesson.pk = None

    assert todo(request, lesson).left == 3
