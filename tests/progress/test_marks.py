"""Without JavaScript a button says that something is done: with an account at once, without one when she signs in."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from lms.progress.models import LearningEvent
from tests.progress.acting import clip_block, mark, quiz_block, steps_block
from tests.quizzes.acting import sign_in, take


def marks() -> list[tuple]:
    return sorted(LearningEvent.objects.filter(kind="done").values_list("member", "lesson", "block"))


def left(client: Client, lesson) -> str:
    """What the bar at the bottom says."""
    bar = client.get(lesson.url).content.decode().split('class="todo-bar"')[1].split("</aside>")[0]
    return bar.split('class="left')[1].split(">")[1].split("<")[0]


def test_a_member_marks_the_steps(signed_in, thanh, lesson):
    browser = signed_in(thanh)

    answer = mark(browser, lesson, steps_block(lesson))

    assert answer.url == f"{lesson.url}#xong-{steps_block(lesson)}"
    assert marks() == [(thanh.pk, lesson.pk, steps_block(lesson))]
    assert left(browser, lesson) == "Còn 2 việc"


def test_pressing_twice_is_one_mark(signed_in, thanh, lesson):
    browser = signed_in(thanh)

    for _time in range(2):
        mark(browser, lesson, steps_block(lesson))

    assert len(marks()) == 1


def test_each_persons_mark_is_her_own(signed_in, thanh, lien, lesson):
    for person in (thanh, lien):
        mark(signed_in(person), lesson, steps_block(lesson))

    assert marks() == [(person.pk, lesson.pk, steps_block(lesson)) for person in (thanh, lien)]


def test_without_an_account_the_session_holds_it(client, lesson):
    mark(client, lesson, steps_block(lesson))
    mark(client, lesson, clip_block(lesson))
    mark(client, lesson, clip_block(lesson))

    assert left(client, lesson) == "Còn 1 việc"
    assert marks() == []
    assert left(Client(), lesson) == "Còn 3 việc"


def test_a_passed_quiz_counts_before_signing_in(client, lesson, quiz):
    take(client, quiz, lesson)

    assert left(client, lesson) == "Còn 2 việc"
    assert left(Client(), lesson) == "Còn 3 việc"


def test_everything_done_without_an_account_is_said(client, lesson, quiz):
    mark(client, lesson, steps_block(lesson))
    mark(client, lesson, clip_block(lesson))
    take(client, quiz, lesson)

    assert left(client, lesson) == "Chị đã xong bài này"


def test_signing_in_makes_the_marks_hers(client, thanh, lesson):
    mark(client, lesson, steps_block(lesson))
    mark(client, lesson, clip_block(lesson))

    sign_in(client, thanh)

    assert "marks" not in client.session
    assert marks() == sorted((thanh.pk, lesson.pk, block) for block in (steps_block(lesson), clip_block(lesson)))
    assert left(client, lesson) == "Còn 1 việc"


def test_the_whole_course_done_before_signing_in_gives_the_certificate(client, thanh, make_lesson, quiz):
    for lesson in (make_lesson("bai-1"), make_lesson("bai-2")):
        mark(client, lesson, steps_block(lesson))
        mark(client, lesson, clip_block(lesson))
        take(client, quiz, lesson)

    sign_in(client, thanh)

    assert thanh.certificates.get().course_title == "Làm chủ chiếc điện thoại"


def test_marks_are_claimed_by_the_first_who_signs_in_only(client, thanh, lien, lesson):
    mark(client, lesson, steps_block(lesson))
    sign_in(client, thanh)
    client.post(reverse("sign_out"))

    sign_in(client, lien)

    assert [member for member, *_what in marks()] == [thanh.pk]
    assert left(client, lesson) == "Còn 3 việc"


def test_a_mark_in_a_lesson_that_is_gone_does_not_stop_her_signing_in(client, thanh, lesson):
    mark(client, lesson, steps_block(lesson))
    lesson.delete()

    assert sign_in(client, thanh).url == "/"
    assert marks() == []


@pytest.fixture(params=["member", "nobody"])
def browser(request, signed_in, thanh) -> Client:
    return signed_in(thanh) if request.param == "member" else Client()


def refused(browser: Client, lesson, block) -> bool:
    """404, nothing recorded, nothing held."""
    answer = mark(browser, lesson, block)
    return answer.status_code == 404 and marks() == [] and "marks" not in browser.session


def test_a_quiz_cannot_be_marked(browser, lesson):
    assert refused(browser, lesson, quiz_block(lesson))


def test_a_block_of_another_lesson_cannot_be_marked(browser, make_lesson):
    assert refused(browser, make_lesson("bai-1"), steps_block(make_lesson("bai-2")))


def test_what_asks_for_nothing_or_is_not_there_cannot_be_marked(browser, lesson):
    assert refused(browser, lesson, lesson.body[2].id)
    assert refused(browser, lesson, uuid4())
    assert refused(browser, lesson, lesson.translation_key)


def test_a_draft_cannot_be_marked(browser, lesson):
    lesson.unpublish()

    assert refused(browser, lesson, steps_block(lesson))


def test_a_private_lesson_cannot_be_marked(browser, lesson):
    PageViewRestriction.objects.create(page=lesson, restriction_type="password", password="x")

    assert refused(browser, lesson, steps_block(lesson))


def test_a_forged_address_is_not_there(client, lesson):
    block = steps_block(lesson)

    for address in (f"0/{block}", f"999999/{block}", "9" * 30 + f"/{block}", f"-1/{block}", f"{lesson.pk}/not-a-uuid"):
        assert client.post(f"/ghi/danh-dau/{address}/").status_code == 404
    assert "marks" not in client.session


def test_opening_the_address_marks_nothing(client, lesson):
    address = reverse("progress:mark", args=[lesson.pk, steps_block(lesson)])

    assert client.get(address).status_code == 405
    assert "marks" not in client.session


def test_another_site_cannot_mark_for_her(thanh, lesson):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(thanh, backend="lms.accounts.backends.PinBackend")

    assert mark(strict, lesson, steps_block(lesson)).status_code == 403
    assert marks() == []


def test_a_lesson_that_asks_for_nothing_is_read(signed_in, thanh, lesson):
    lesson.body = [("callout", {"tone": "tip", "text": "Nhớ nhé."})]
    lesson.save_revision().publish()
    browser = signed_in(thanh)

    mark(browser, lesson, lesson.translation_key)

    assert left(browser, lesson) == "Chị đã xong bài này"
