"""The forms on which the head writes down what was learnt beside her, and takes back a mistake."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from lms.certificates.models import Certificate
from lms.progress import vouching
from lms.progress.models import CourseProgress, LearningEvent, Reversal
from tests.reading import figures, texts


@pytest.fixture
def write(lien, thanh, lesson, signed_in):
    """Liên sends the form of Thanh's page."""

    def write(**changed):
        sent = {"lessons": [lesson.pk], "day": "2026-10-03"} | changed
        return signed_in(lien).post(f"/hoi-vien/{thanh.pk}/ghi/", sent)

    return write


def test_she_writes_it_down_and_comes_back_to_the_page(write, lien, thanh, lesson):
    assert write().url == f"/hoi-vien/{thanh.pk}/"
    event = LearningEvent.objects.get()
    assert (event.member, event.lesson, event.by, timezone.localdate(event.happened_at)) == (
        thanh, lesson, lien, date(2026, 10, 3),
    )  # fmt: skip


def test_sent_twice_it_is_there_once(write):
    assert [write().status_code, write(lessons=[]).status_code] == [302, 422]
    assert LearningEvent.objects.count() == 1


def test_the_lesson_asked_for_is_ticked_and_the_day_is_today(lien, thanh, lesson, make_lesson, signed_in):
    make_lesson("bai-2")
    page = signed_in(lien).get(f"/hoi-vien/{thanh.pk}/ghi/?bai={lesson.pk}").content.decode()
    assert (page.count("checked"), f'value="{timezone.localdate()}"' in page) == (1, True)


@pytest.mark.parametrize("lessons", [[], ["x"], ["0"], ["9" * 400], [""], ["\0"]])
def test_a_lesson_that_is_none_is_refused(write, lessons):
    answer = write(lessons=lessons)
    assert (answer.status_code, LearningEvent.objects.count(), len(texts(answer, "p.error"))) == (422, 0, 1)


def test_a_lesson_that_is_not_published_is_refused(write, lesson):
    lesson.unpublish()
    assert (write().status_code, LearningEvent.objects.count()) == (422, 0)


@pytest.mark.parametrize("day", ["", "hôm qua", "31/02/2026", "2026-13-01", "0001-01-01", "2020-01-01", "9999-12-31"])
def test_a_day_that_is_none_is_refused(write, day):
    answer = write(day=day)
    assert (answer.status_code, LearningEvent.objects.count(), len(texts(answer, "p.error"))) == (422, 0, 1)


def test_tomorrow_has_not_come(write):
    answer = write(day=str(timezone.localdate() + timedelta(1)))
    assert (answer.status_code, texts(answer, "p.error")) == (422, ["Ngày này chưa tới."])


@pytest.mark.parametrize("day", ["3/10/2026", "03-10-2026", "3.10.2026"])
def test_a_day_may_be_written_as_people_write_it(write, day):
    write(day=day)
    assert timezone.localdate(LearningEvent.objects.get().happened_at) == date(2026, 10, 3)


@pytest.mark.parametrize("who", ["xuan", "yen", "thanh", "mai", "hoa"])
def test_nobody_else_can_send_it(request, signed_in, thanh, lesson, who):
    sent = {"lessons": [lesson.pk], "day": "2026-10-03"}
    answer = signed_in(request.getfixturevalue(who)).post(f"/hoi-vien/{thanh.pk}/ghi/", sent)
    assert (answer.status_code, LearningEvent.objects.count()) == (404, 0)


def test_for_herself_there_is_no_form(lien, lesson, signed_in):
    assert signed_in(lien).get(f"/hoi-vien/{lien.pk}/ghi/").status_code == 404


@pytest.fixture
def meeting(lien, course, lesson, signed_in):
    def meeting(*people, **changed):
        sent = {"lessons": [lesson.pk], "people": people, "day": "2026-10-03"} | changed
        return signed_in(lien).post(f"/chi-hoi/99001-1/{course.pk}/ghi/", sent)

    return meeting


def test_a_whole_meeting_at_once(meeting, thanh, mai, enrol, union):
    enrol("Lê Thị Vắng", union["ha"])
    assert meeting(thanh.pk, mai.pk).status_code == 302
    assert set(LearningEvent.objects.values_list("member", flat=True)) == {thanh.pk, mai.pk}


@pytest.mark.parametrize("who", ["lien", "xuan", "yen"])
def test_who_is_not_on_the_list_cannot_be_written_in(request, meeting, thanh, who):
    answer = meeting(thanh.pk, request.getfixturevalue(who).pk)
    assert (answer.status_code, LearningEvent.objects.count()) == (422, 0)


@pytest.mark.parametrize("odd", ["", "x", "9" * 400, "-1", "1.5", "\0", "٣"])
def test_an_odd_number_is_nobody(meeting, odd):
    assert (meeting(odd).status_code, LearningEvent.objects.count()) == (422, 0)


def test_nobody_ticked_is_said(meeting, thanh):
    assert texts(meeting(), "p.error") == ["Chị chọn những ai đã học."]


def test_the_list_holds_who_has_not_finished_but_not_herself(lien, thanh, mai, xuan, course, lesson, finish, signed_in):
    finish(mai)
    page = signed_in(lien).get(f"/chi-hoi/99001-1/{course.pk}/ghi/")
    assert texts(page, "#ai label") == ["Nguyễn Thị Thanh 1964"]


@pytest.mark.parametrize("who", ["xuan", "yen", "thanh", "mai"])
def test_a_meeting_of_another_branch_is_not_found(request, signed_in, course, lesson, who):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(f"/chi-hoi/99001-1/{course.pk}/ghi/").status_code == 404


def test_counted_and_shown_beside_the_others(write, lien, thanh, course, signed_in):
    write()
    page = signed_in(lien).get(f"/chi-hoi/99001-1/{course.pk}/?ai=da-xong")
    assert figures(page, "p.figure") == [[1, 2]]
    assert texts(page, "main p.vouched") == ["Trong đó 1 chị có bài học cùng nhóm, do chi hội ghi."]
    assert texts(page, "ul.names .vouched") == ["có bài học cùng nhóm"]


def test_people_and_attendances_are_counted_apart(lien, thanh, mai, course, make_lesson, signed_in):
    lessons = [make_lesson("bai-1"), make_lesson("bai-2")]
    vouching.vouch(lien, [thanh], lessons, date(2026, 10, 3))
    vouching.vouch(lien, [mai], lessons[:1], date(2026, 10, 3))
    page = signed_in(lien).get(f"/chi-hoi/99001-1/{course.pk}/")
    assert figures(page, "p.figure") == [[1, 3]]
    assert texts(page, "p.attendances") == ["Lượt học xong bài của tất cả các chị: 3"]


@pytest.fixture
def mistaken(write, thanh) -> str:
    """The address of what was written by mistake."""
    write()
    return f"/hoi-vien/{thanh.pk}/ghi/{LearningEvent.objects.get().pk}/thu-hoi/"


def test_a_mistake_is_taken_back_with_its_reason(mistaken, lien, thanh, signed_in):
    answer = signed_in(lien).post(mistaken, {"why": "person", "words": "chị Thanh thôn Thượng"})
    assert answer.url == f"/hoi-vien/{thanh.pk}/"
    assert Reversal.objects.get().reason == "Ghi nhầm người: chị Thanh thôn Thượng"
    assert CourseProgress.objects.count() == 0
    assert Certificate.objects.get().revoked_because == "Ghi nhầm người: chị Thanh thôn Thượng"


def test_the_holder_reads_why_her_certificate_is_valid_no_more(mistaken, lien, thanh, signed_in):
    signed_in(lien).post(mistaken, {"why": "lesson"})
    page = signed_in(thanh).get(f"/giay-chung-nhan/{Certificate.objects.get().number}/")
    day = timezone.localdate().strftime("%d/%m/%Y")
    assert texts(page, ".notice.error p")[1:] == [f"Thu hồi ngày {day}: Ghi nhầm bài"]


@pytest.mark.parametrize("sent", [{}, {"why": "x"}, {"why": "other"}, {"why": "person", "words": "x" * 121}])
def test_without_a_reason_nothing_is_taken_back(mistaken, lien, signed_in, sent):
    answer = signed_in(lien).post(mistaken, sent)
    assert (answer.status_code, Reversal.objects.count(), len(texts(answer, "p.error"))) == (422, 0, 1)


def test_taken_back_again_it_only_leads_back(mistaken, lien, thanh, signed_in):
    client = signed_in(lien)
    assert [client.post(mistaken, {"why": "day"}).url for _again in range(2)] == [f"/hoi-vien/{thanh.pk}/"] * 2
    assert (Reversal.objects.count(), client.get(mistaken).status_code) == (1, 302)


@pytest.mark.parametrize("who", ["xuan", "yen", "thanh", "mai", "hoa"])
def test_nobody_else_takes_it_back(request, mistaken, signed_in, who):
    answer = signed_in(request.getfixturevalue(who)).post(mistaken, {"why": "person"})
    assert (answer.status_code, Reversal.objects.count()) == (404, 0)


def test_under_another_members_name_it_is_not_found(mistaken, lien, thanh, mai, signed_in):
    wrong = mistaken.replace(f"/{thanh.pk}/", f"/{mai.pk}/", 1)
    assert signed_in(lien).post(wrong, {"why": "person"}).status_code == 404
