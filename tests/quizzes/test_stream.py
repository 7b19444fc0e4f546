"""The stream field that keeps its blocks out of migrations, and still writes and reads them."""

from wagtail import blocks

from quizzes.models import Quiz
from quizzes.stream import BlockStreamField


def test_a_migration_sees_no_block():
    field = BlockStreamField([("words", blocks.TextBlock())], verbose_name="questions")

    assert field.deconstruct()[1:] == ("quizzes.stream.BlockStreamField", [[]], {"verbose_name": "questions"})


def test_what_is_written_is_read_again(quiz):
    again = Quiz.objects.get(pk=quiz.pk)

    assert [child.value["text"] for child in again.questions] == ["Nghe nhỏ quá thì sao?", "Chữ to làm hỏng máy."]
