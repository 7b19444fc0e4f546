"""A unit's target: its own or the nearest above, how many that is, and how far the unit is from it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from lms.reports.branch import targets
from lms.reports.models import Target
from lms.reports.queries import Counts
from tests.reading import texts

UNTIL = timezone.localdate() + timedelta(days=97)  # a day to come, whenever this runs


@pytest.fixture
def aim(course):
    def aim(unit, share=70, until=UNTIL, course=course) -> Target:
        return Target.objects.create(unit=unit, course=course, share=share, until=until)

    return aim


@pytest.mark.parametrize(
    ("roster", "finished", "share", "needed", "missing"),
    [(52, 34, 70, 37, 3), (52, 37, 70, 37, 0), (3, 3, 100, 3, 0), (1, 0, 1, 1, 1), (200, 0, 50, 100, 100)],
)
def test_so_many_are_needed_and_so_many_missing(roster, finished, share, needed, missing):
    aim = targets.Aim(Target(share=share, until=UNTIL), Counts(roster, finished))
    assert (aim.needed, aim.missing) == (needed, missing)


def test_the_nearest_unit_above_gives_it(union, aim, course):
    far, near = aim(union["province"], 50), aim(union["dong_sen"], 60)
    held = [targets.of(union[key]).get(course.pk) for key in ("ha", "to_1", "dong_sen", "mot", "central")]
    assert held == [near, near, near, far, None]


def test_her_own_comes_before_it(union, aim, course):
    aim(union["dong_sen"], 60)
    own = aim(union["ha"], 90)
    assert [targets.of(union[key])[course.pk] == own for key in ("ha", "to_1", "thuong")] == [True, True, False]


def test_the_screen_says_it_and_marks_it_on_the_bar(union, aim, lien, thanh, mai, finish, signed_in):
    aim(union["dong_sen"], 60)
    finish(thanh)
    page = signed_in(lien).get("/chi-hoi/99001-1/")
    assert texts(page, "p.aim") == [f"Mục tiêu đến {UNTIL:%d/%m/%Y}: 2 chị (60%). Còn 1 chị nữa. Do Xã Đồng Sen đặt."]
    assert '<line class="aim" x1="2" x2="2"' in page.content.decode()


def test_reached_it_says_thank_you(union, aim, lien, finish, signed_in):
    aim(union["ha"], 100)
    finish(lien)
    said = f"Mục tiêu đến {UNTIL:%d/%m/%Y}: 1 chị (100%). Đã đạt. Cảm ơn cả chi hội!"
    assert texts(signed_in(lien).get("/chi-hoi/99001-1/"), "p.aim") == [said]


def test_the_course_with_a_target_comes_first(union, aim, lien, course, second_course, begin, signed_in):
    begin(lien)
    aim(union["ha"], course=second_course)
    page = signed_in(lien).get("/chi-hoi/99001-1/")
    assert (texts(page, "#khoa"), texts(page, "#cac-khoa h3")) == (["Nhận ra lừa đảo"], ["Làm chủ chiếc điện thoại"])


def test_without_one_the_course_that_most_are_learning(lien, thanh, course, second_course, begin, signed_in):
    begin(lien, thanh, course=second_course)
    begin(lien)
    assert texts(signed_in(lien).get("/chi-hoi/99001-1/"), "#khoa") == ["Nhận ra lừa đảo"]


def test_a_target_whose_day_is_over_waits_behind_one_to_come(union, aim, lien, course, second_course, signed_in):
    aim(union["ha"], until=date(2026, 1, 1))
    aim(union["ha"], course=second_course)
    assert texts(signed_in(lien).get("/chi-hoi/99001-1/"), "#khoa") == ["Nhận ra lừa đảo"]


def form(course) -> str:
    return f"/chi-hoi/99001-1/{course.pk}/muc-tieu/"


def test_the_head_sets_her_own_and_changes_it(lien, course, signed_in, union):
    for share in (80, 90):
        sent = signed_in(lien).post(form(course), {"share": share, "until": f"{UNTIL:%d/%m/%Y}"})
        assert (sent.status_code, sent.url) == (302, "/chi-hoi/99001-1/")
    assert list(Target.objects.values_list("unit", "share", "until", "set_by")) == [
        (union["ha"].pk, 90, UNTIL, lien.pk)
    ]


def test_taken_away_the_one_above_holds_again(union, aim, lien, course, signed_in):
    above = aim(union["dong_sen"])
    aim(union["ha"], 90)
    signed_in(lien).post(form(course), {"drop": ""})
    assert targets.of(union["ha"]) == {course.pk: above}


def test_the_form_starts_with_what_holds(union, aim, lien, course, signed_in):
    aim(union["dong_sen"], 60)
    page = signed_in(lien).get(form(course)).content.decode()
    assert ('value="60"' in page, f'value="{UNTIL}"' in page, "Bỏ mục tiêu" in page) == (True, True, False)


@pytest.mark.parametrize("share", ["", "0", "101", "-5", "abc", "7e1", "9" * 400, "50.5", "\0"])
def test_a_share_that_is_none_is_refused(lien, course, signed_in, share):
    sent = signed_in(lien).post(form(course), {"share": share, "until": str(UNTIL)})
    assert (sent.status_code, Target.objects.count(), len(texts(sent, "p.error"))) == (422, 0, 1)


def days() -> list[str]:
    today = timezone.localdate()
    return ["", "x", "31/02/2027", str(today - timedelta(1)), str(today + timedelta(2000)), f"{UNTIL}\0"]


@pytest.mark.parametrize("place", range(6))
def test_a_day_that_is_none_is_refused(lien, course, signed_in, place):
    sent = signed_in(lien).post(form(course), {"share": "70", "until": days()[place]})
    assert (sent.status_code, Target.objects.count(), len(texts(sent, "p.error"))) == (422, 0, 1)


def test_the_database_keeps_one_for_a_unit_and_a_course(union, aim):
    first = aim(union["ha"])
    Target.objects.update_or_create(unit=first.unit, course=first.course, defaults={"share": 5, "until": UNTIL})
    assert Target.objects.get().share == 5
