"""Hotlines stand in one table; a lesson shows them by reference."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from courses.models import Lesson
from courses.models.hotlines import Hotline
from courses.requirements import Kind


@pytest.fixture
def police(db) -> Hotline:
    return Hotline.objects.create(
        name="Công an", number="113", when="Khi bị lừa mất tiền", verified_on=date(2026, 11, 1)
    )


def test_a_hotline_is_shown_with_the_day_it_was_checked(lesson_of, police, client, read):
    lesson = lesson_of(("hotlines", {"heading": "", "lines": [police]}))

    assert "Gọi cho ai Công an Khi bị lừa mất tiền Gọi 113 Kiểm tra ngày 01/11/2026." in read(lesson)
    assert 'href="tel:113"' in client.get(lesson.url).content.decode()


def test_changed_once_it_is_changed_everywhere(lesson_of, police, read):
    lesson = lesson_of(("hotlines", {"heading": "", "lines": [police]}))

    Hotline.objects.update(number="1900 969 680")

    assert "Công an Khi bị lừa mất tiền Gọi 1900 969 680" in read(lesson)


def test_a_hotline_that_is_gone_leaves_the_others(lesson_of, police, read):
    other = Hotline.objects.create(name="Hội", number="0500 000 000", verified_on=date(2026, 11, 1))
    lesson = lesson_of(("hotlines", {"heading": "", "lines": [police, other]}))
    police.delete()

    page = read(Lesson.objects.get(pk=lesson.pk))

    assert "Công an" not in page
    assert "Hội Gọi 0500 000 000" in page


def test_it_asks_for_nothing(lesson_of, police):
    lesson = lesson_of(("hotlines", {"heading": "", "lines": [police]}))

    assert [asked.kind for asked in lesson.requirements] == [Kind.READ]


@pytest.mark.parametrize("number", ["", "1", "javascript:x", "113;x", "abc", "1" * 21])
def test_only_what_a_phone_can_dial_is_a_number(number):
    with pytest.raises(ValidationError) as refused:
        Hotline(name="Công an", number=number, verified_on=date(2026, 11, 1)).full_clean()

    assert refused.value.message_dict.keys() == {"number"}
