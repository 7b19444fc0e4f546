"""What a trainer sees when she brings questions in and takes them out, and what nobody else may do there."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quizzes.exchange.formats import FORMATS
from quizzes.exchange.importing import Into, bring_in
from quizzes.exchange.neutral import Question, tidied
from quizzes.models import Import, Quiz, Topic
from tests.quizzes.exchange.asking import picture
from tests.quizzes.exchange.conftest import GIFT
from tests.together import together

START = "/admin/questions/"


def confirm(trainer, kept: Import, numbers=(1, 2), **fields):
    sent = {"question": [str(number) for number in numbers], "into": "quiz", "title": "Từ GIFT"} | fields
    return trainer.post(f"/admin/questions/import/{kept.pk}/", sent)


def test_a_file_is_looked_into_before_anything_is_written(trainer, bring):
    kept = bring(GIFT)
    html = trainer.get(f"/admin/questions/import/{kept.pk}/").content.decode()

    assert "2 questions can come in." in html
    assert "Nghe nhỏ quá thì sao?" in html
    assert "The right answer: Bấm phím tăng tiếng" in html
    assert "<strong>Line 7:</strong>" in html
    assert "This is an essay: nobody could give points for it here." in html
    assert (Quiz.objects.count(), Topic.objects.count()) == (0, 0)


def test_what_is_ticked_comes_in_and_nothing_else(trainer, bring):
    answer = confirm(trainer, kept := bring(GIFT), numbers=[2])

    assert answer.url == f"/admin/questions/import/{kept.pk}/done/"
    assert [(quiz.title, [child.block_type for child in quiz.questions]) for quiz in Quiz.objects.all()] == [
        ("Từ GIFT", ["true_false"])
    ]


def test_two_taps_bring_the_questions_in_once(trainer, bring):
    kept = bring(GIFT)

    assert confirm(trainer, kept).url == confirm(trainer, kept).url
    assert [len(quiz.questions) for quiz in Quiz.objects.all()] == [2]


def test_questions_go_behind_those_of_a_quiz_that_is_there(trainer, bring, quiz):
    confirm(trainer, bring(GIFT), into=f"quiz:{quiz.pk}")

    quiz.refresh_from_db()
    assert [child.value["text"] for child in quiz.questions] == [
        "Nghe nhỏ quá thì sao?", "Chữ to làm hỏng máy.", "Nghe nhỏ quá thì sao?", "Chữ to hại máy.",
    ]  # fmt: skip
    assert quiz.latest_revision.user.name == "Trần Thu Hoa"


def test_questions_go_into_the_topics_that_the_file_names(trainer, bring):
    old = Topic.objects.create(title="Chữ to")
    confirm(trainer, bring(GIFT), into="topics")

    assert [(topic.pk, len(topic.questions)) for topic in Topic.objects.all()] == [(old.pk, 2)]


def test_what_a_file_brought_is_removed_again_and_what_was_there_stays(trainer, bring, quiz):
    before = list(quiz.questions.get_prep_value())
    confirm(trainer, kept := bring(GIFT), into=f"quiz:{quiz.pk}")

    for _tap in range(2):
        trainer.post(f"/admin/questions/import/{kept.pk}/undo/")

    quiz.refresh_from_db()
    assert list(quiz.questions.get_prep_value()) == before
    assert "has been removed" in trainer.get(f"/admin/questions/import/{kept.pk}/done/").content.decode()


def test_a_quiz_that_the_file_made_goes_with_it(trainer, bring):
    confirm(trainer, kept := bring(GIFT))
    trainer.post(f"/admin/questions/import/{kept.pk}/undo/")

    assert Quiz.objects.count() == 0


def test_a_quiz_that_a_lesson_uses_stays_when_its_questions_go(trainer, bring, make_lesson, quiz):
    confirm(trainer, kept := bring(GIFT))
    made = Quiz.objects.get(title="Từ GIFT")
    lesson = make_lesson()
    lesson.body = [("quiz", {"quiz": made})]
    lesson.save_revision().publish()
    trainer.post(f"/admin/questions/import/{kept.pk}/undo/")

    made.refresh_from_db()
    assert len(made.questions) == 0


def test_a_picture_comes_in_with_its_question_and_goes_with_it(trainer, bring):
    content = {"text": "Chạm đâu?", "options": [], "feedback": ""}
    content["options"] = [
        {"text": text, "right": text == "Đây", "feedback": "", "percent": None} for text in ("Đây", "Kia")
    ]
    kept = bring(FORMATS["moodle"].write([tidied(Question("single", content, picture()))]), "a.xml")
    confirm(trainer, kept, numbers=[1])
    image = Quiz.objects.get().questions[0].value["picture"]

    assert (image.title, image.width, image.height) == ("Chạm đâu?", 200, 100)
    assert image.file.storage.exists(image.file.name)
    trainer.post(f"/admin/questions/import/{kept.pk}/undo/")
    assert type(image).objects.count() == 0


def test_no_tick_or_no_name_is_asked_for_and_writes_nothing(trainer, bring):
    kept = bring(GIFT)
    none, nameless = confirm(trainer, kept, numbers=[]), confirm(trainer, kept, title=" ")

    assert (none.status_code, nameless.status_code) == (422, 422)
    assert "Please tick at least one question." in none.content.decode()
    assert "Please give it a name." in nameless.content.decode()
    assert Quiz.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "This file is empty."),
        (b"<quiz>\n<question>\n</quiz>", "<strong>Line 3:</strong>"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]>\n<quiz>&a;</quiz>', "DOCTYPE"),
        (b"PK\x03\x04 no zip at all", "This file is damaged"),
        (b"\xff\xfe\xff", "UTF-8"),
        (b"%PDF-1.7", "Questions cannot be read from a file of this kind."),
    ],
)
def test_a_file_that_cannot_be_read_is_kept_nowhere(trainer, data, said):
    answer = trainer.post(START, {"file": SimpleUploadedFile("a.xml", data)})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Import.objects.count() == 0


def test_a_file_of_another_trainer_is_not_there(trainer, bring, enrol, union):
    kept = bring(GIFT)
    other = enrol("Lý Thị Sen", union["dong_sen"], role="trainer", username="sen")
    other.groups.set(kept.by.groups.all())
    hers = Client()
    hers.force_login(other, backend="django.contrib.auth.backends.ModelBackend")

    for address in (f"{START}import/{kept.pk}/", f"{START}import/{kept.pk}/done/"):
        assert hers.get(address).status_code == 404
    assert hers.post(f"{START}import/{kept.pk}/undo/").status_code == 404


def test_who_may_not_add_quizzes_is_sent_away(client, lien, quiz):
    lien.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(lien, backend="django.contrib.auth.backends.ModelBackend")
    addresses = [START, f"{START}import/1/", f"{START}export/?source=quiz:{quiz.pk}&format=gift", f"{START}template/"]

    assert {client.get(address).url for address in addresses} == {"/admin/"}


@pytest.mark.parametrize("way", ["signed_out", "pin"])
def test_neither_a_stranger_nor_a_pin_gets_here(client, signed_in, hoa, way):
    visitor = signed_in(hoa) if way == "pin" else client

    assert "/admin/login/" in visitor.get(START).url or visitor.get(START).url == "/"


def test_the_export_says_what_is_lost_before_it_is(trainer, quiz):
    html = trainer.get(f"{START}export/?source=quiz:{quiz.pk}&format=aiken").content.decode()

    assert html.count("What is said to each answer is left out.") == 1
    assert html.count("It comes back as a question with one right answer.") == 1


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_ticked_is_in_the_file(trainer, quiz, name):
    [first, _second] = [child.id for child in quiz.questions]
    sent = {"source": f"quiz:{quiz.pk}", "format": name, "question": [first, "no-id"]}
    answer = trainer.post(f"{START}export/", sent)
    back = FORMATS[name].read(answer.content)

    assert [question.content["text"] for question in back.questions] == ["Nghe nhỏ quá thì sao?"]
    assert answer["Content-Disposition"] == f'attachment; filename="11.{FORMATS[name].extension}"'


@pytest.mark.parametrize(
    "query", ["", "?source=quiz:999&format=gift", "?source=x&format=gift", "?source=quiz:1&format=exe"]
)
def test_an_export_of_nothing_leads_back(trainer, query):
    assert trainer.get(f"{START}export/{query}").url == START


@pytest.mark.parametrize("rows", [1, 3])
def test_the_start_asks_the_database_the_same_for_one_import_and_for_three(
    trainer, bring, rows, django_assert_num_queries
):
    for number in range(rows):
        confirm(trainer, bring(GIFT), title=str(number))
    trainer.get(START)
    with django_assert_num_queries(13):
        trainer.get(START)


def test_the_table_to_fill_in_comes_back_whole(trainer, bring):
    kept = bring(trainer.get(f"{START}template/").content, "mau.xlsx")

    assert "8 questions can come in." in trainer.get(f"{START}import/{kept.pk}/").content.decode()


def test_two_taps_at_the_same_moment_bring_the_questions_in_once(lasting, hoa):
    kept = Import.objects.create(by=hoa, name="a.txt", format="gift", data=GIFT.encode())

    def tap() -> None:
        bring_in(kept.pk, {1, 2}, Into("quiz", title="Từ GIFT"), by=hoa)

    together(tap, tap)

    assert [len(quiz.questions) for quiz in Quiz.objects.all()] == [2]


def test_a_file_that_nobody_confirms_is_forgotten_after_a_day(trainer, bring):
    kept = bring(GIFT)
    Import.objects.update(at=kept.at - timedelta(hours=25))
    trainer.get(START)

    assert Import.objects.count() == 0


def test_no_more_than_five_files_of_hers_wait(trainer, bring):
    first = bring(GIFT)
    for _file in range(5):
        bring(GIFT)

    assert Import.objects.count() == 5
    assert not Import.objects.filter(pk=first.pk).exists()


def test_a_file_is_dropped_when_its_questions_have_come_in(trainer, bring):
    confirm(trainer, kept := bring(GIFT))

    kept.refresh_from_db()
    assert (bytes(kept.data), kept.count) == (b"", 2)


def test_what_the_editor_would_refuse_does_not_come_in(trainer, bring):
    kept = bring(f"{'dài ' * 300}{{T}}\n\nCó.{{T}}")
    html = trainer.get(f"{START}import/{kept.pk}/").content.decode()
    confirm(trainer, kept, numbers=[1, 2])

    assert "Statement: Ensure this value has at most 1000 characters (it has 1199)." in html
    assert [child.value["text"] for child in Quiz.objects.get().questions] == ["Có."]


def test_a_place_on_a_picture_leaves_and_comes_back(trainer, bring, picture):
    place = {"id": "p", "name": "Cài đặt", "x": 10, "y": 20, "w": 30, "h": 10, "right": True, "words": ""}
    quiz = Quiz.objects.create(
        title="Chạm", questions=[("tap", {"text": "Đâu?", "picture": picture, "places": [place]})]
    )
    sent = {"source": f"quiz:{quiz.pk}", "format": "qti30", "question": [quiz.questions[0].id]}
    confirm(trainer, bring(trainer.post(f"{START}export/", sent).content, "a.zip"), numbers=[1])
    back = Quiz.objects.get(title="Từ GIFT").questions[0].value

    assert (back["text"], back["picture"].width, back["picture"].height) == ("Đâu?", 90, 180)
    assert [(one.name, one.x, one.y, one.w, one.h) for one in back["places"]] == [("Cài đặt", 10, 20, 30, 10)]
