"""A whole meeting that was written down by mistake is taken back with one press."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from lms.certificates.models import Certificate
from lms.members import memberships
from lms.progress.models import CourseProgress, LearningEvent, LessonProgress, Meeting, Reversal
from tests.reading import queries, texts
from tests.together import together

DAY = "2026-10-03"


@pytest.fixture
def at(course) -> str:
    return f"/chi-hoi/99001-1/{course.pk}/"


@pytest.fixture
def write(lien, thanh, mai, lesson, signed_in, at):
    """Liên writes down that Thanh and Mai did the lesson beside her."""

    def write(*people, by=lien):
        sent = {"lessons": [lesson.pk], "day": DAY, "people": [member.pk for member in people or (thanh, mai)]}
        signed_in(by).post(f"{at}ghi/", sent)
        return Meeting.objects.latest("pk")

    return write


@pytest.fixture
def press(signed_in, at):
    def press(meeting, by):
        return signed_in(by).post(f"{at}ghi/{meeting.pk}/thu-hoi/", follow=True)

    return press


def standing() -> tuple[int, int, int]:
    return LearningEvent.objects.standing().count(), LessonProgress.objects.count(), CourseProgress.objects.count()


def test_the_meeting_stands_on_the_page_of_the_course(write, lien, signed_in, at):
    meeting = write()
    assert (meeting.day, meeting.by, meeting.unit.code) == (date(2026, 10, 3), lien, "99001-1")
    said = texts(signed_in(lien).get(at), f'form[action$="/{meeting.pk}/thu-hoi/"] p')
    assert said == ["03/10/2026: 2 chị, 1 bài, chị Liên ghi"]


def test_one_press_takes_all_of_it_back(write, press, lien):
    meeting = write()
    assert (standing(), Certificate.objects.filter(revoked_at=None).count()) == ((2, 2, 2), 2)
    assert texts(press(meeting, lien), ".notice")[:1] == ["Đã thu hồi: 2 bài."]
    assert (standing(), Certificate.objects.filter(revoked_at=None).count()) == ((0, 0, 0), 0)
    assert set(Reversal.objects.values_list("by", "reason")) == {(lien.pk, "Ghi nhầm cả buổi")}


def test_a_second_press_takes_nothing_more_back(write, press, lien):
    meeting = write()
    press(meeting, lien)
    press(meeting, lien)
    assert Reversal.objects.count() == 2


def test_two_presses_at_once(lasting, write, press, lien):
    meeting = write()
    together(lambda: press(meeting, lien), lambda: press(meeting, lien))
    assert (Reversal.objects.count(), standing()) == (2, (0, 0, 0))


def test_what_was_written_in_another_meeting_or_for_one_alone_stays(write, press, lien, thanh, mai):
    other, meeting = write(thanh), write(thanh, mai)
    assert (other.events.count(), meeting.events.count()) == (1, 1)
    press(meeting, lien)
    assert list(LearningEvent.objects.standing().values_list("member", flat=True)) == [thanh.pk]


def test_a_meeting_in_which_nothing_was_new_is_none(write, thanh):
    first = write(thanh)
    assert write(thanh) == first


def test_who_has_moved_out_of_sight_keeps_hers_and_that_is_said(write, press, lien, mai, union):
    meeting = write()
    memberships.place([mai.pk], union["mot"], by=None)
    page = press(meeting, lien)
    assert "1 bài giữ nguyên: chị em ấy nay thuộc đơn vị khác." in page.content.decode()
    assert list(LearningEvent.objects.standing().values_list("member", flat=True)) == [mai.pk]


def test_after_thirty_days_it_stays(write, press, lien, signed_in, at):
    meeting = write()
    Meeting.objects.update(written_at=timezone.now() - timedelta(days=31))
    press(meeting, lien)
    assert (standing()[0], texts(signed_in(lien).get(at), 'form[action$="/thu-hoi/"]')) == (2, [])


def test_the_officer_above_takes_it_back_too_and_an_outsider_finds_nothing(write, press, ngan, xuan, yen, thanh):
    meeting = write()
    assert [press(meeting, other).status_code for other in (xuan, yen, thanh)] == [404, 404, 404]
    assert standing()[0] == 2
    press(meeting, ngan)
    assert standing()[0] == 0


def test_a_link_takes_nothing_back(write, lien, signed_in, at):
    meeting = write()
    assert signed_in(lien).get(f"{at}ghi/{meeting.pk}/thu-hoi/").status_code == 405


def test_however_many_meetings_the_page_costs_the_same(write, lien, enrol, union, signed_in, at):
    client, counts = signed_in(lien), []
    for upto in (1, 3):
        for n in range(Meeting.objects.count(), upto):
            write(enrol(f"Lê Thị {'ABC'[n]}", union["ha"]))
        counts.append(queries(client, at))
    assert counts == [counts[0]] * 2
