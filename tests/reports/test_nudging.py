"""Whom to encourage today: three, by turns, never in the order of who is furthest behind."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lms.members.models import Member
from lms.progress.models import CourseProgress, LessonProgress
from lms.reports import queries
from lms.reports.branch import nudges
from tests.reading import texts


@pytest.fixture
def rest(course, begin):
    """This member began the lesson and has rested for so many days."""

    def rest(member: Member, lesson, days: int) -> Member:
        begin(member)
        LessonProgress.objects.create(member=member, lesson=lesson)
        LessonProgress.objects.filter(member=member).update(updated_at=timezone.now() - timedelta(days))
        return member

    return rest


@pytest.fixture
def called(union, lien, course):
    def called(members=None) -> list[str]:
        members = queries.roster(lien, union["ha"]).exclude(pk=lien.pk) if members is None else members
        return [nudge.member.name for nudge in nudges.today(members, course)]

    return called


def women(enrol, unit, *names: str) -> list[Member]:
    return [enrol(name, unit) for name in names]


def test_three_are_named_and_not_herself(called, enrol, union):
    women(enrol, union["ha"], "Lê Thị A", "Lê Thị B", "Lê Thị C", "Lê Thị D")
    assert (len(called()), "Phạm Thị Liên" in called()) == (3, False)


def test_who_began_and_rests_comes_before_who_has_not_started(called, rest, enrol, union, lesson):
    a, b, c, d, e = women(enrol, union["ha"], "Lê Thị Cúc", "Lê Thị Bưởi", "Lê Thị Đào", "Lê Thị An", "Lê Thị Mơ")
    for days, member in enumerate((a, b, c), 10):
        rest(member, lesson, days)
    assert called() == ["Lê Thị Bưởi", "Lê Thị Cúc", "Lê Thị Đào"]


def test_who_learnt_these_days_or_has_finished_needs_no_nudge(called, rest, finish, enrol, union, lesson):
    a, b, c = women(enrol, union["ha"], "Lê Thị A", "Lê Thị B", "Lê Thị C")
    rest(a, lesson, 1)
    finish(b)
    assert called() == ["Lê Thị C"]


@pytest.mark.parametrize(("hours", "names"), [(71, []), (73, ["Lê Thị A"])])
def test_she_is_named_when_she_has_rested_for_three_days(called, rest, enrol, union, lesson, hours, names):
    (a,) = women(enrol, union["ha"], "Lê Thị A")
    rest(a, lesson, hours / 24)
    assert called() == names


def test_they_stand_in_the_order_of_the_roster_not_of_how_long(called, rest, enrol, union, lesson):
    long, short = women(enrol, union["ha"], "Lê Thị Yên", "Lê Thị An")
    rest(long, lesson, 100)
    rest(short, lesson, 5)
    assert called() == ["Lê Thị An", "Lê Thị Yên"]


def test_everybody_has_her_turn(called, enrol, union, monkeypatch):
    women(enrol, union["ha"], *(f"Lê Thị {letter}" for letter in "ABCDEF"))
    today = timezone.localdate()
    seen = []
    for day in range(2):
        monkeypatch.setattr(timezone, "localdate", lambda day=day: today + timedelta(day))
        seen.append(called())
    assert sorted(seen[0] + seen[1]) == [f"Lê Thị {letter}" for letter in "ABCDEF"]


def test_the_whole_day_they_are_the_same(called, enrol, union):
    women(enrol, union["ha"], *(f"Lê Thị {letter}" for letter in "ABCDEF"))
    assert called() == called()


def test_where_all_have_finished_nobody_is_named(called, lien, thanh, finish, signed_in):
    finish(thanh)
    page = signed_in(lien).get("/chi-hoi/99001-1/")
    assert (called(), texts(page, "ul.names a"), texts(page, "textarea")) == ([], [], [])


def test_the_message_is_for_these_three_alone(lien, thanh, mai, xuan, yen, lesson, signed_in):
    page = signed_in(lien).get("/chi-hoi/99001-1/")
    assert texts(page, "ul.names a") == ["Hoàng Thị Mai", "Nguyễn Thị Thanh"]
    assert texts(page, "textarea")[0].startswith("Mời các chị Mai, Thanh, Chi hội thôn Hạ đang cùng học")


def test_it_says_how_far_she_is_kindly(lien, thanh, mai, course, signed_in, begin):
    begin(thanh)
    CourseProgress.objects.filter(member=thanh).update(lessons_done=2)
    page = signed_in(lien).get("/chi-hoi/99001-1/")
    assert texts(page, "ul.names .quiet") == ["chưa bắt đầu", "đã xong 2 bài"]


def test_the_officer_sees_branches_and_no_names(ngan, thanh, course, signed_in):
    page = signed_in(ngan).get("/chi-hoi/99001/")
    assert (texts(page, "ul.names a"), "Thanh" in page.content.decode()) == ([], False)
    assert texts(page, "#don-vi h3")[:2] == ["Chi hội thôn Hạ", "Chi hội thôn Thượng"]


@pytest.mark.parametrize("who", ["anonymous", "thanh", "yen"])
def test_nobody_else_reads_the_names(request, who, lien, mai, course, signed_in):
    client = Client() if who == "anonymous" else signed_in(request.getfixturevalue(who))
    answer = client.get("/chi-hoi/99001-1/")
    assert (answer.status_code, "Hoàng Thị Mai" in answer.content.decode()) == (404, False)
