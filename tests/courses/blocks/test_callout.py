import pytest

from courses.requirements import Kind


@pytest.mark.parametrize(("tone", "title"), [("remember", "Ghi nhớ"), ("tip", "Mẹo nhỏ"), ("warning", "Cẩn thận")])
def test_it_says_what_kind_of_thing_it_is(lesson_of, read, tone, title):
    page = read(lesson_of(("callout", {"tone": tone, "text": "Bánh răng là Cài đặt."})))

    assert f"{title} Bánh răng là Cài đặt." in page


def test_it_asks_for_nothing(lesson_of):
    lesson = lesson_of(("callout", {"tone": "tip", "text": "Nhớ nhé."}))

    assert [asked.kind for asked in lesson.requirements] == [Kind.READ]
