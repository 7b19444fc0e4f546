"""A helper confirms what she saw: on her own phone by a code, or on the learner's with her number and PIN."""

import re
from html import unescape
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import Lesson
from lms.members import scope
from lms.members.models import Role
from lms.progress import rebuilding
from lms.progress.models import LearningEvent
from tests.conftest import PIN
from tests.courses.practising import practice, task
from tests.pages import lay


@pytest.fixture
def lesson(course) -> Lesson:
    lesson = Lesson(title="Tập", slug="tap", goal="Làm được.", body=[task(), practice()])
    lay(course, lesson)
    return Lesson.objects.get(pk=lesson.pk)


def ask(lesson: Lesson, block: object = None) -> str:
    return reverse("progress:ask", args=[lesson.pk, block or lesson.body[0].id])


def code(browser: Client, lesson: Lesson) -> str:
    """The path that the learner's page shows as a code."""
    html = unescape(browser.get(ask(lesson)).content.decode())
    return "/" + re.search(r'data-url="https?://[^/]+/([^"]+)"', html)[1]


def confirmed() -> list[tuple]:
    events = LearningEvent.objects.filter(kind="confirmed")
    return [(event.member.name, event.by.name, str(event.block)) for event in events]


def typed(browser: Client, lesson: Lesson, phone: str, pin: str = PIN):
    return browser.post(ask(lesson), {"phone": phone, "pin": pin})


def test_a_helper_confirms_on_her_own_phone(signed_in, thanh, mai, lesson):
    path = code(signed_in(thanh), lesson)
    phone = signed_in(mai)

    assert "Nguyễn Thị Thanh" in phone.get(path).content.decode()
    phone.post(path)

    assert confirmed() == [("Nguyễn Thị Thanh", "Hoàng Thị Mai", lesson.body[0].id)]
    assert rebuilding.differences() == []


def test_a_helper_confirms_on_the_learners_phone_and_stays_a_guest_there(signed_in, thanh, mai, lesson):
    browser = signed_in(thanh)

    answer = typed(browser, lesson, mai.phone)

    assert answer.url == f"{lesson.url}#{lesson.body[0].id}"
    assert confirmed() == [("Nguyễn Thị Thanh", "Hoàng Thị Mai", lesson.body[0].id)]
    page = browser.get(lesson.url).content.decode()
    assert "Chị Thanh" in page.split("<main")[0]
    assert "Chị Mai đã xác nhận ngày" in page
    assert "Còn 1 việc" in page


def test_the_first_who_confirms_stands(signed_in, thanh, mai, lien, lesson):
    path = code(signed_in(thanh), lesson)

    for person in (mai, lien, mai):
        signed_in(person).post(path)

    assert [by for _member, by, _block in confirmed()] == ["Hoàng Thị Mai"]


def test_her_own_word_stays_beside_the_confirmation(signed_in, thanh, mai, lesson):
    browser = signed_in(thanh)
    browser.post(reverse("progress:mark", args=[lesson.pk, lesson.body[0].id]))
    typed(browser, lesson, mai.phone)

    assert sorted(LearningEvent.objects.values_list("kind", flat=True)) == ["confirmed", "done"]


def test_heads_and_officers_above_her_may_confirm_and_nobody_else(union, enrol, thanh, lien, mai, ngan, xuan, yen, hoa):
    may = [person for person in (lien, mai, ngan, xuan, yen, hoa, thanh) if scope.may_help(person, thanh)]

    assert may == [lien, mai, ngan]
    assert list(scope.members(mai)) == []


def test_a_pin_does_not_speak_for_an_officer_or_a_trainer(settings, signed_in, union, thanh, mai, ngan, lesson):
    settings.SECOND_FACTOR = True
    Role.objects.create(member=mai, unit=union["ha"], kind=Role.Kind.TRAINER)
    browser = signed_in(thanh)
    path = code(browser, lesson)

    assert [typed(browser, lesson, person.phone).status_code for person in (mai, ngan)] == [422, 422]
    for person in (mai, ngan):
        phone = signed_in(person)
        assert phone.get(path).url == phone.post(path).url == f"/dang-nhap/can-bo/?next={quote(path)}"
    assert confirmed() == []


def test_a_helpers_pin_is_enough_and_officers_are_told_their_way(settings, signed_in, thanh, mai, lien, lesson):
    settings.SECOND_FACTOR = True
    browser = signed_in(thanh)

    assert "Cán bộ Hội và người soạn bài thì xác nhận trên máy của mình." in browser.get(ask(lesson)).content.decode()
    assert typed(browser, lesson, mai.phone).status_code == 302
    signed_in(lien).post(code(browser, lesson))
    assert [by for _member, by, _block in confirmed()] == ["Hoàng Thị Mai"]


def test_nobody_confirms_herself(signed_in, mai, lien, lesson):
    for person in (mai, lien):
        browser = signed_in(person)
        assert browser.post(code(browser, lesson)).status_code == 404
        assert typed(browser, lesson, person.phone).status_code == 422

    assert confirmed() == []


def test_a_helper_of_elsewhere_learns_nothing(signed_in, thanh, yen, hoa, lesson):
    path = code(signed_in(thanh), lesson)

    for person in (yen, hoa):
        assert signed_in(person).get(path).status_code == 404
        assert signed_in(person).post(path).status_code == 404
        assert typed(signed_in(thanh), lesson, person.phone).status_code == 422
    assert confirmed() == []


def test_five_wrong_pins_rest_the_helpers_account(signed_in, thanh, mai, lesson):
    browser = signed_in(thanh)

    answers = [typed(browser, lesson, mai.phone, "111222").status_code for _try in range(6)]

    assert answers == [422] * 5 + [429]
    assert typed(browser, lesson, mai.phone).status_code == 429
    assert confirmed() == []


@pytest.mark.parametrize(
    ("phone", "pin"), [("", PIN), ("x", PIN), ("0500 000 004", ""), ("0500 000 099", PIN), ("\0", "\0")]
)
def test_what_is_no_number_or_pin_is_refused(signed_in, thanh, mai, lesson, phone, pin):
    assert typed(signed_in(thanh), lesson, phone, pin).status_code == 422
    assert confirmed() == []


def test_a_stranger_signs_in_first(client, thanh, lesson, signed_in):
    for address in (ask(lesson), code(signed_in(thanh), lesson)):
        assert client.get(address).url.startswith(reverse("sign_in"))


def test_a_forged_or_old_code_is_over(signed_in, thanh, mai, lesson, monkeypatch):
    path = code(signed_in(thanh), lesson)
    assert signed_in(mai).get(path[:-3] + "x/").status_code == 410

    monkeypatch.setattr("django.core.signing.time.time", lambda: 4_000_000_000)
    assert signed_in(mai).post(path).status_code == 410
    assert confirmed() == []


def test_only_a_task_can_be_confirmed(signed_in, thanh, lesson):
    browser = signed_in(thanh)

    for block in (lesson.body[1].id, uuid4()):
        assert browser.get(ask(lesson, block)).status_code == 404
    lesson.unpublish()
    assert browser.get(ask(lesson)).status_code == 404
