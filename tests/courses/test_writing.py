"""A trainer writes a course and a lesson in Wagtail's own forms, looks at it as her learners will, and publishes it."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.images.models import Image
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from courses.models import Course, Lesson
from courses.requirements import Kind
from lms.progress import recording
from quizzes.models import Quiz
from tests.conftest import PASSWORD
from tests.progress.acting import watched


@pytest.fixture
def desk(hoa) -> Client:
    """Hoa at her laptop, signed in by name and password."""
    desk = Client()
    assert desk.login(username="hoa", password=PASSWORD)
    return desk


@pytest.fixture
def written(clip, quiz, picture) -> dict:
    """What she typed into the form of a lesson, with every kind of block."""
    steps = {
        "heading": "Chữ to",
        "steps": streamfield_list(
            {"text": "Mở Cài đặt.", "picture": picture().pk}, {"text": "Chạm Màn hình.", "picture": ""}
        ),
    }
    blocks = [
        ("clip", {"clip": clip.pk}),
        ("steps", steps),
        ("callout", {"tone": "tip", "text": "Kéo lại nếu chưa vừa."}),
        ("text", rich_text("<p>Chị đọc chậm.</p>", features=["bold"])),
        ("quiz", {"quiz": quiz.pk}),
    ]
    typed = {"title": "Chữ to hơn", "slug": "chu-to", "goal": "Tự chỉnh cỡ chữ.", "code": "1.1", "may_change": ""}
    return nested_form_data(typed | {"body": streamfield(blocks), "comments": inline_formset([])})


def streamfield_list(*items: dict) -> dict:
    """A ListBlock's items as its form sends them."""
    rows = {str(n): {"value": item, "deleted": "", "order": str(n), "id": ""} for n, item in enumerate(items)}
    return {"count": str(len(items))} | rows


def address(verb: str, model: str, parent) -> str:
    return reverse(f"wagtailadmin_pages:{verb}", args=["courses", model, parent.pk])


PUBLISH = {"action-publish": "1"}
SEEN = [
    "Chữ to hơn",
    "1:00",
    "Mở Cài đặt.",
    "Mẹo nhỏ Kéo lại nếu chưa vừa.",
    "Chị đọc chậm.",
    "2 câu hỏi.",
    "Còn 3 việc",
]


def test_a_trainer_writes_a_course(desk, home, read):
    typed = {"title": "Khóa mới", "slug": "khoa-moi", "summary": "Năm bài.", "cover": "", "code": "", "audience": ""}
    typed = nested_form_data(typed | {"framework": "", "comments": inline_formset([])})

    desk.post(address("add", "course", home), typed | PUBLISH)

    assert read(Course.objects.get(slug="khoa-moi")).startswith("Tất cả khóa học Khóa mới Năm bài.")


def test_a_trainer_writes_a_lesson_with_every_block(desk, course, written, read):
    desk.post(address("add", "lesson", course), written | PUBLISH)

    lesson = Lesson.objects.get(slug="chu-to")
    page = read(lesson)
    assert [words for words in SEEN if words not in page] == []
    assert [asked.kind for asked in lesson.requirements] == [Kind.WATCH, Kind.FOLLOW, Kind.PASS]


def test_what_she_saves_is_a_draft(desk, course, written, client):
    desk.post(address("add", "lesson", course), written)

    lesson = Lesson.objects.get(slug="chu-to")
    assert (lesson.live, client.get("/k1/chu-to/").status_code) == (False, 404)


def seen(desk: Client, address: str, typed: dict) -> list[str]:
    """What the preview lacks of what learners will see."""
    assert desk.post(address, typed).json()["is_valid"]
    html = desk.get(address, {"mode": "", "in_preview_panel": "true"}).content.decode()
    return [words for words in SEEN if words.split(" ", 2)[-1] not in html]


def test_she_previews_a_lesson_before_it_is_saved(desk, course, written):
    missing = seen(desk, address("preview_on_add", "lesson", course), written)

    assert missing == ["2 câu hỏi."]  # they need a page to lead back to
    assert not Lesson.objects.exists()


def test_she_previews_a_saved_lesson(desk, course, written):
    desk.post(address("add", "lesson", course), written)
    lesson = Lesson.objects.get(slug="chu-to")

    assert seen(desk, reverse("wagtailadmin_pages:preview_on_edit", args=[lesson.pk]), written) == []


def test_she_previews_a_course_before_it_is_saved(desk, home):
    typed = {"title": "Khóa mới", "slug": "khoa-moi", "summary": "Năm bài.", "cover": "", "code": "", "audience": ""}
    typed = nested_form_data(typed | {"framework": "", "comments": inline_formset([])})
    preview = address("preview_on_add", "course", home)

    desk.post(preview, typed)

    assert "Năm bài." in desk.get(preview, {"mode": ""}).content.decode()


def test_she_looks_at_her_draft(desk, course, written):
    desk.post(address("add", "lesson", course), written)
    lesson = Lesson.objects.get(slug="chu-to")

    html = desk.get(reverse("wagtailadmin_pages:view_draft", args=[lesson.pk])).content.decode()

    assert "Kéo lại nếu chưa vừa." in html


def test_a_lesson_without_its_goal_is_not_published(desk, course, written):
    answer = desk.post(address("add", "lesson", course), written | PUBLISH | {"goal": ""})

    assert not Lesson.objects.exists()
    assert answer.context["form"].errors.keys() == {"goal"}


def test_blocks_keep_their_ids_when_she_edits(desk, thanh, lesson, clip, quiz):
    """What members have done in them still counts."""
    recording.record(thanh, [watched(lesson, 0, 60)])
    before = lesson.requirements
    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    blocks = streamfield([("clip", {"clip": clip.pk}), ("quiz", {"quiz": quiz.pk})])
    blocks["0"]["id"], blocks["1"]["id"] = lesson.body[0].id, lesson.body[3].id
    typed = {"title": "Tên mới", "slug": "bai-1", "goal": "Mới.", "code": "", "may_change": "", "body": blocks}

    desk.post(edit, nested_form_data(typed | {"comments": inline_formset([])}) | PUBLISH)

    lesson = Lesson.objects.get()
    assert (lesson.title, lesson.requirements) == ("Tên mới", [before[0], before[2]])


def test_only_trainers_write(course, written, thanh, lien, signed_in):
    for person in (thanh, lien):
        signed_in(person).post(address("add", "lesson", course), written | PUBLISH)
    Client().post(address("add", "lesson", course), written | PUBLISH)

    assert not Lesson.objects.exists()


def test_a_pin_opens_no_editor_even_for_a_trainer(course, written, hoa, signed_in):
    signed_in(hoa).post(address("add", "lesson", course), written | PUBLISH)

    assert not Lesson.objects.exists()


def quiz_form(questions: list) -> dict:
    """What she typed into the form of a quiz."""
    typed = {"title": "1.9", "pass_mark": "70", "tell": "each", "draws": streamfield([])}
    return nested_form_data(typed | {"questions": streamfield(questions)})


def test_a_trainer_writes_a_quiz(desk):
    options = streamfield_list({"text": "Zalo", "right": "on", "feedback": "Đúng."}, {"text": "Ví", "feedback": ""})
    questions = [
        ("single", {"text": "Gì?", "options": options, "feedback": ""}),
        ("several", {"text": "Những gì?", "options": options, "feedback": ""}),
        ("true_false", {"text": "Đúng không?", "answer": "false", "feedback": ""}),
    ]
    typed = quiz_form(questions)

    desk.post(reverse("wagtailsnippets_quizzes_quiz:add"), typed)

    quiz = Quiz.objects.get(title="1.9")
    assert [[option.right for option in child.value.options()] for child in quiz.questions] == [
        [True, False], [True, False], [False, True],
    ]  # fmt: skip


def test_she_previews_a_quiz(desk):
    questions = [("true_false", {"text": "Chữ to làm hỏng máy.", "answer": "false", "feedback": ""})]
    typed = quiz_form(questions)
    preview = reverse("wagtailsnippets_quizzes_quiz:preview_on_add")

    desk.post(preview, typed)

    assert "Chữ to làm hỏng máy." in desk.get(preview, {"mode": ""}).content.decode()


def test_pictures_of_the_steps_are_there(desk, course, written):
    desk.post(address("add", "lesson", course), written | PUBLISH)

    steps = Lesson.objects.get().body[1].value["steps"]
    assert [step["picture"] for step in steps] == [Image.objects.get(), None]
