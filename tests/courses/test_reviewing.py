"""What an author sees in Wagtail: lessons to look at again, and what learners say of one."""

import re
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.models import Lesson
from courses.models.feedback import Difference, Tap, TapCount, count_taps, report_difference
from courses.models.hotlines import Hotline
from courses.review_views import to_review
from tests.conftest import PASSWORD
from tests.courses.practising import practice, screen
from tests.reading import queries, texts


@pytest.fixture
def desk(hoa) -> Client:
    desk = Client()
    desk.login(username="hoa", password=PASSWORD)
    return desk


def words(page: HttpResponse) -> str:
    return " ".join(texts(page, "body"))


def due(lesson: Lesson, days: int) -> None:
    lesson.review_by = timezone.localdate() + timedelta(days=days)
    lesson.save_revision().publish()


def test_a_lesson_comes_up_when_its_day_is_near_or_its_screens_differ(make_lesson):
    late, soon, far, different = (make_lesson(f"bai-{n}", f"Bài {n}") for n in (1, 2, 3, 4))
    due(late, -1)
    due(soon, 30)
    due(far, 31)
    report_difference(different.pk, different.requirements[1].block, "")

    assert list(to_review()) == [different, late, soon]


def test_the_list_says_when_to_look_again_also_when_that_is_to_come(desk, make_lesson):
    lesson = make_lesson("bai-1", "Bài 1")
    lesson.verified_on = date(2026, 11, 1)
    due(lesson, 20)

    cells = texts(desk.get(reverse("lessons_to_review")), ".listing tbody td")
    assert cells[1:] == ["0", "01/11/2026", lesson.review_by.strftime("%d/%m/%Y")]


def test_the_list_costs_the_same_for_one_lesson_and_for_three(desk, make_lesson):
    address = reverse("lessons_to_review")
    lessons = [make_lesson(f"bai-{n}") for n in (1, 2, 3)]
    due(lessons[0], 0)
    one = queries(desk, address)
    due(lessons[1], 0)
    due(lessons[2], 0)

    assert queries(desk, address) == one
    assert words(desk.get(address)).count("Chữ to hơn, tiếng rõ hơn") == 3


def test_only_who_writes_lessons_sees_what_learners_say(client, signed_in, thanh, hoa, lesson):
    for address in (reverse("lessons_to_review"), reverse("lesson_feedback", args=[lesson.pk])):
        for browser in (client, signed_in(thanh), signed_in(hoa)):
            assert browser.get(address).status_code == 302


@pytest.fixture
def practised(lesson_of) -> Lesson:
    """Three taps beside the gear, one on it, and somebody whose screen is different."""
    lesson = lesson_of(practice(screen()), ("callout", {"tone": "tip", "text": "Nhớ."}))
    block, on = lesson.requirements[0].block, lesson.body[0].value["screens"].bound_blocks[0].id
    count_taps(lesson.pk, block, [Tap(UUID(on), 5, 5, False)] * 3 + [Tap(UUID(on), 70, 45, True)])
    report_difference(lesson.pk, block, "Không có bánh răng")
    return lesson


def test_the_author_sees_where_people_tapped(desk, practised):
    page = desk.get(reverse("lesson_feedback", args=[practised.pk]))

    assert "1. Chạm Cài đặt. Đúng: 1, chỗ khác: 3" in words(page)
    assert "1 người báo màn hình thật đã khác. “Không có bánh răng”" in words(page)
    cells = re.findall(r'<rect x="(\d+)" y="(\d+)" width="1" height="1" fill-opacity="([\d.]+)"', page.content.decode())
    assert cells == [("0", "1", "1.0"), ("8", "9", "0.33")]


def test_what_is_mended_is_over(desk, practised):
    answer = desk.post(reverse("lesson_mend", args=[practised.pk]), {"block": practised.body[0].id}, follow=True)

    assert "Chưa ai báo màn hình khác." in words(answer)
    assert (Difference.objects.count(), TapCount.objects.count()) == (0, 0)


@pytest.mark.parametrize("block", ["", "x", "7b0e5f3c-0000-4000-8000-000000000000"])
def test_a_forged_block_mends_nothing(desk, practised, block):
    assert desk.post(reverse("lesson_mend", args=[practised.pk]), {"block": block}).status_code == 400
    assert Difference.objects.count() == 1


def test_nobody_else_mends(client, signed_in, thanh, practised):
    for browser in (client, signed_in(thanh)):
        browser.post(reverse("lesson_mend", args=[practised.pk]), {"block": practised.body[0].id})

    assert Difference.objects.count() == 1


def test_a_learner_sees_source_and_day(lesson, read):
    lesson.source, lesson.verified_on, lesson.review_by = "Cổng Dịch vụ công", date(2026, 11, 1), date(2027, 5, 1)
    lesson.save_revision().publish()

    page = read(Lesson.objects.get(pk=lesson.pk))

    assert "Kiểm tra ngày 01/11/2026. Nguồn: Cổng Dịch vụ công" in page
    assert "2027" not in page


def test_the_trainer_keeps_the_table_of_hotlines(desk):
    typed = {"name": "Công an", "number": "113", "verified_on": "01/11/2026", "when": "", "source": "", "review_by": ""}

    desk.post(reverse("wagtailsnippets_courses_hotline:add"), typed)

    assert "Công an" in words(desk.get(reverse("wagtailsnippets_courses_hotline:list")))


def number(name: str, days: int | None) -> Hotline:
    today = timezone.localdate()
    day = None if days is None else today + timedelta(days=days)
    return Hotline.objects.create(name=name, number="113", verified_on=today, review_by=day)


def test_numbers_that_nobody_has_checked_stand_above_the_lessons(desk):
    soon, late = number("Công an", 30), number("Cấp cứu", -1)
    number("Cứu hỏa", 31)
    number("Tổng đài", None)

    told = texts(desk.get(reverse("lessons_to_review")), ".help-warning li")
    assert told == [f"{line} trước ngày {line.review_by:%d/%m/%Y}" for line in (late, soon)]


def test_nothing_is_said_of_numbers_while_none_is_due(desk):
    number("Cứu hỏa", 31)

    assert texts(desk.get(reverse("lessons_to_review")), ".help-warning") == []


def test_who_may_not_change_numbers_is_not_asked_to(desk, hoa):
    number("Cấp cứu", -1)
    for group in hoa.groups.all():
        group.permissions.remove(*group.permissions.filter(codename="change_hotline"))

    assert texts(desk.get(reverse("lessons_to_review")), ".help-warning") == []
