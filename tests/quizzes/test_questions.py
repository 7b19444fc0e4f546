"""What holds for every kind of question."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from quizzes.kinds import KINDS
from quizzes.kinds.matching import Choice
from quizzes.questions import SoundBlock, mixed


@pytest.fixture(params=KINDS)
def question(request, ask, picture):
    """A question of each kind, as its preview shows it."""
    value = KINDS[request.param]().meta.preview_value
    return ask(request.param, **(value | ({"picture": picture} if request.param == "tap" else {})))


def test_the_best_answer_has_the_whole_point(question):
    grade = question.grade(question.best())

    assert (grade.score, grade.right, grade.complete) == (1.0, True, True)


def test_an_answer_can_be_told_in_words_to_the_author(question):
    assert set(question.spelt(question.best())) <= set(question.offers()) or not question.offers()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.django_db
def test_a_new_one_can_be_added_in_the_editor(kind):
    block = KINDS[kind]()

    assert set(block.get_form_state(block.get_default())) == set(block.child_blocks)


def test_the_order_of_an_attempt_is_its_own_and_stays():
    choices = [Choice(text) for text in "abcdef"]

    assert mixed(choices, "one", "text") == mixed(choices[::-1], "one", "text")
    assert len({tuple(mixed(choices, str(key), "text")) for key in range(30)}) > 20


@pytest.mark.parametrize(("name", "taken"), [("noi.mp3", True), ("NOI.M4A", True), ("giay.pdf", False)])
def test_a_recording_is_a_file_that_sounds(db, name, taken):
    document = get_document_model().objects.create(title="Ghi âm", file=ContentFile(b"ID3", name=name))

    if taken:
        assert SoundBlock().clean(document) == document
    else:
        with pytest.raises(ValidationError, match="MP3, M4A"):
            SoundBlock().clean(document)
