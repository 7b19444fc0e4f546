"""Many phones tap at once, and no tap is lost."""

from uuid import UUID

from courses.models.feedback import Difference, Tap, TapCount, count_taps, report_difference
from tests.courses.practising import practice
from tests.together import together


def test_every_tap_of_four_phones_is_counted(lasting, lesson_of):
    lesson = lesson_of(practice())
    block, on = UUID(lesson.body[0].id), UUID(lesson.body[0].value["screens"].bound_blocks[0].id)
    there = [Tap(on, share, share, False) for share in (5, 50, 95)]

    def phone(taps: list[Tap]):
        return lambda: count_taps(lesson.pk, block, taps)

    together(phone(there), phone(there[::-1]), phone(there), phone(there[::-1]))

    assert list(TapCount.objects.order_by("cell").values_list("count", flat=True)) == [4, 4, 4]


def test_everybody_who_says_that_it_differs_is_counted(lasting, lesson_of):
    lesson = lesson_of(practice())

    together(*[lambda: report_difference(lesson.pk, UUID(lesson.body[0].id), "")] * 4)

    assert Difference.objects.get().count == 4
