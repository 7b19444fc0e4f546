"""A draft keeps whatever a trainer has typed; only publishing asks for what is missing."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from courses.models import Lesson
from tests.conftest import PASSWORD
from tests.courses.test_writing import PUBLISH, address, streamfield_list

ANSWER = {"words": "Dạ", "good": "", "feedback": "", "leads_to": "again"}
NO_END = {"who": "Người lạ", "words": "Cô đọc mã nhé.", "answers": streamfield_list(ANSWER, ANSWER)}
UNFINISHED = {
    "clip": {"clip": ""},
    "steps": {"heading": "", "steps": streamfield_list({"text": "", "picture": ""})},
    "practice": {
        "heading": "Tập chạm",
        "intro": "",
        "screens": streamfield_list(
            {
                "picture": "",
                "words": "Chạm Cài đặt.",
                "action": "slide",
                "places": "[]",
                "wrong": "",
                "typed": "",
                "notches": "99",
                "least": "",
                "most": "",
                "leads_to": "7",
                "ways": streamfield_list({"place": "", "leads_to": ""}),
            }
        ),
    },
    "talk": {
        "heading": "Có người gọi",
        "form": "chat",
        "role": "herself",
        "intro": "",
        "turns": streamfield_list(NO_END),
        "debrief": "",
    },
    "task": {"text": "", "look": "Nhìn màn hình."},
    "callout": {"tone": "", "text": ""},
    "hotlines": {"heading": "", "lines": streamfield_list()},
    "quiz": {"quiz": ""},
}


@pytest.fixture
def desk(hoa) -> Client:
    desk = Client()
    assert desk.login(username="hoa", password=PASSWORD)
    return desk


def typed(*blocks: str, **fields: str) -> dict:
    """What the form of a lesson sends that has these unfinished parts."""
    lesson = {"title": "Một bài", "slug": "", "goal": "", "code": "", "may_change": "", "source": ""}
    body = streamfield([(block, UNFINISHED[block]) for block in blocks])
    return nested_form_data(lesson | fields | {"body": body, "comments": inline_formset([])})


def autosaved(desk: Client, at: str, sent: dict) -> dict:
    return desk.post(at, sent, headers={"accept": "application/json"}).json()


def kept() -> Lesson:
    return Lesson.objects.get().get_latest_revision_as_object()


@pytest.mark.parametrize("block", UNFINISHED)
def test_a_part_that_is_not_finished_is_saved(desk, course, block):
    answer = autosaved(desk, address("add", "lesson", course), typed(block))

    assert (answer["success"], [child.block_type for child in kept().body]) == (True, [block])


def test_every_word_of_an_unfinished_part_stays(desk, course):
    autosaved(desk, address("add", "lesson", course), typed("practice", "talk"))

    practice, talk = kept().body
    [screen] = practice.value["screens"]
    [turn] = talk.value["turns"]
    assert (screen["words"], screen["action"], screen["notches"], screen["picture"]) == (
        "Chạm Cài đặt.",
        "slide",
        99,
        None,
    )
    assert (turn["words"], [answer["words"] for answer in turn["answers"]]) == ("Cô đọc mã nhé.", ["Dạ", "Dạ"])


def test_a_lesson_is_saved_before_it_has_a_title(desk, course):
    autosaved(desk, address("add", "lesson", course), typed("task", title=""))

    assert (kept().title, kept().slug) == ("Chưa có tên", "chua-co-ten")


def test_a_draft_with_the_title_of_another_lesson_gets_an_address_of_its_own(desk, lesson):
    answer = autosaved(desk, address("add", "lesson", lesson.course), typed("task", slug=lesson.slug))

    assert (answer["success"], Lesson.objects.latest("pk").slug) == (True, f"{lesson.slug}-2")


@pytest.mark.parametrize("block", UNFINISHED)
def test_an_unfinished_draft_opens_and_can_be_looked_at(desk, course, block):
    pk = autosaved(desk, address("add", "lesson", course), typed(block))["pk"]
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[pk])

    assert desk.post(preview, typed(block, title="Một bài", slug="mot-bai")).json()["is_valid"]
    screens = [
        desk.get(reverse("wagtailadmin_pages:edit", args=[pk])),
        desk.get(preview, {"mode": "", "in_preview_panel": "true"}),
        desk.get(reverse("wagtailadmin_pages:view_draft", args=[pk])),
    ]
    assert [screen.status_code for screen in screens] == [200, 200, 200]


@pytest.mark.parametrize("block", UNFINISHED)
def test_publishing_asks_for_what_is_missing(desk, course, block):
    pk = autosaved(desk, address("add", "lesson", course), typed(block))["pk"]

    edit = reverse("wagtailadmin_pages:edit", args=[pk])
    answer = desk.post(edit, typed(block, slug="mot-bai", goal="Làm được.") | PUBLISH)

    assert (answer.status_code, Lesson.objects.get().live) == (200, False)
    assert "Chưa xuất bản được" in answer.content.decode()


def test_publishing_many_at_once_names_what_is_not_finished(desk, course):
    pk = autosaved(desk, address("add", "lesson", course), typed("talk"))["pk"]
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    answer = desk.post(f"{bulk}?id={pk}&next=/admin/", {"include_descendants": ""}, follow=True)
    page = unescape(answer.content.decode())

    assert not Lesson.objects.get().live
    assert "“Một bài” chưa xuất bản được: còn chỗ chưa xong." in page


def test_the_first_publishing_finds_a_free_address_as_well(desk, lesson):
    sent = typed(slug=lesson.slug, goal="Làm được.") | nested_form_data(
        {"body": streamfield([("callout", {"tone": "tip", "text": "Kéo lại."})])}
    )

    desk.post(address("add", "lesson", lesson.course), sent | PUBLISH)

    new = Lesson.objects.latest("pk")
    assert (new.slug, new.live) == (f"{lesson.slug}-2", True)
