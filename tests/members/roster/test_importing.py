"""A list comes in once, whole, and goes away again whole; who has begun something since stays."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from lms.members.models import Import, Member, Membership
from lms.members.roster import importing
from lms.members.signals import placed
from lms.progress.models import CourseProgress
from tests.members.roster.conftest import names
from tests.together import together

FIVE = ["Nguyễn Thị Lan 1964", "Trần Thị Hoa 1970 0912345678", "Lê Thị Mai", "0912345679", "Đỗ Thị Tư 1960 tổ 1"]


@pytest.fixture
def moves():
    """(how many, before, after) of every change of places that is sent."""
    heard = []

    def hear(sender, members, before, after, **kwargs):
        heard.append((len(members), before, after))

    placed.connect(hear)
    yield heard
    placed.disconnect(hear)


def test_looking_writes_nobody(paste, union, lien):
    importing.look(paste(*FIVE), lien)
    assert names(union["ha"]) == ["Phạm Thị Liên"]


def test_who_can_be_read_comes_in_with_her_history_and_is_counted(paste, union, lien, moves):
    importing.bring_in(paste(*FIVE).pk, by=lien)
    assert names(union["ha"]) == ["Trần Thị Hoa", "Nguyễn Thị Lan", "Phạm Thị Liên", "Lê Thị Mai"]
    assert names(union["to_1"]) == ["Đỗ Thị Tư"]
    assert moves == [(3, None, union["ha"].pk), (1, None, union["to_1"].pk)]
    assert Membership.objects.filter(placed_by=lien, until=None).count() == 4
    hoa = Member.objects.get(name="Trần Thị Hoa")
    assert (hoa.birth_year, hoa.phone, hoa.search_key) == (1970, "+84912345678", "tran thi hoa")


def test_a_second_press_does_nothing_more(paste, union, lien):
    kept = paste(*FIVE)
    first, second = (importing.bring_in(kept.pk, by=lien) for _press in range(2))
    assert (first.made, union["ha"].members.count()) == (second.made, 4)


def test_the_same_list_again_brings_nobody(paste, union, lien):
    line = "Trần Thị Hoa 1970 0912345678"
    for _again in range(2):
        importing.bring_in(paste(line).pk, by=lien)
    assert names(union["ha"]) == ["Trần Thị Hoa", "Phạm Thị Liên"]


def test_what_is_still_a_question_stays_outside(paste, union, lien, thanh):
    kept = importing.bring_in(paste("Nguyễn Thị Thanh", "Lê Thị Mai").pk, by=lien)
    assert ([row["fate"] for row in kept.rows], kept.count("new")) == (["hoi", "them"], 1)


def test_all_of_it_can_be_undone(paste, union, lien, enrol, moves):
    be = enrol("Trần Thị Bé", union["ha"])
    kept = paste(*FIVE, "Trần Thị Bé 1970 tổ 1")
    importing.agree_to_all(kept.pk, by=lien)
    importing.bring_in(kept.pk, by=lien)
    be.refresh_from_db()
    assert (be.birth_year, be.unit) == (1970, union["to_1"])
    moves.clear()
    assert importing.take_back(kept.pk, by=lien)[1:] == (4, 0)
    be.refresh_from_db()
    assert (be.birth_year, be.unit, be.phone) == (None, union["ha"], "")
    assert (names(union["ha"]), names(union["to_1"])) == (["Trần Thị Bé", "Phạm Thị Liên"], [])
    ha, group = union["ha"].pk, union["to_1"].pk
    assert set(moves) == {(3, ha, None), (1, group, None), (1, group, ha)}


def test_undoing_deletes_the_rows_and_a_second_time_does_nothing(paste, lien):
    kept = paste(*FIVE)
    importing.bring_in(kept.pk, by=lien)
    importing.take_back(kept.pk, by=lien)
    kept.refresh_from_db()
    assert (kept.rows, kept.made) == ([], {"new": 4, "changed": 0})
    assert importing.take_back(kept.pk, by=lien)[1:] == (0, 0)


def learn(member, course, union):
    CourseProgress.objects.create(member=member, course=course)


def move(member, course, union):
    member.unit = union["thuong"]
    member.save()


def choose_pin(member, course, union):
    member.set_pin("246802")
    member.save()


def hold_office(member, course, union):
    member.roles.create(unit=union["ha"], kind="helper")


@pytest.mark.parametrize("deed", [learn, move, choose_pin, hold_office])
def test_who_has_begun_something_stays(paste, union, lien, course, deed):
    kept = importing.bring_in(paste("Nguyễn Thị Lan 1964", "Trần Thị Hoa 1970").pk, by=lien)
    deed(Member.objects.get(name="Trần Thị Hoa"), course, union)
    assert importing.take_back(kept.pk, by=lien)[1:] == (1, 1)
    assert list(Member.objects.exclude(pk=lien.pk).values_list("name", flat=True)) == ["Trần Thị Hoa"]


def test_a_field_that_was_changed_again_stays(paste, union, lien, thanh):
    kept = paste("Nguyễn Thị Thanh 1964 0912345678")
    importing.agree_to_all(kept.pk, by=lien)
    importing.bring_in(kept.pk, by=lien)
    Member.objects.filter(pk=thanh.pk).update(phone="+84987654321")
    assert importing.take_back(kept.pk, by=lien)[1:] == (0, 1)
    thanh.refresh_from_db()
    assert thanh.phone == "+84987654321"


def test_who_comes_back_by_a_list_leaves_again_when_it_is_undone(paste, lien, thanh):
    thanh.left_on, thanh.left_why = timezone.localdate(), "moved"
    thanh.save()
    kept = paste("Nguyễn Thị Thanh 1964")
    importing.agree_to_all(kept.pk, by=lien)
    importing.bring_in(kept.pk, by=lien)
    thanh.refresh_from_db()
    assert (thanh.left_on, thanh.left_why, thanh.place) == (None, "", thanh.unit_id)
    importing.take_back(kept.pk, by=lien)
    thanh.refresh_from_db()
    assert (thanh.left_on, thanh.left_why) == (timezone.localdate(), "moved")


def test_a_list_is_nobody_elses(paste, ngan):
    with pytest.raises(Import.DoesNotExist):
        importing.bring_in(paste("Nguyễn Thị Lan").pk, by=ngan)


def test_who_has_lost_her_role_brings_nobody_in(paste, lien):
    kept = paste("Nguyễn Thị Lan")
    lien.roles.all().delete()
    with pytest.raises(Import.DoesNotExist):
        importing.bring_in(kept.pk, by=Member.objects.get(pk=lien.pk))


def test_lists_are_forgotten_in_time(paste, lien):
    waiting, done = paste("Nguyễn Thị Lan"), paste("Trần Thị Hoa")
    importing.bring_in(done.pk, by=lien)
    Import.objects.filter(pk=waiting.pk).update(at=timezone.now() - timedelta(days=8))
    Import.objects.filter(pk=done.pk).update(done_at=timezone.now() - timedelta(days=31))
    importing.sweep_lists.func()
    done.refresh_from_db()
    assert (done.rows, done.count("new"), list(Import.objects.all())) == ([], 1, [done])
    assert importing.take_back(done.pk, by=lien)[1:] == (0, 0)


def test_each_list_asks_for_its_sweeping_on_its_day(paste, lien, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        importing.bring_in(paste("Lê Thị Sen 1961").pk, by=lien)
    jobs = DBTaskResult.objects.filter(task_path=importing.sweep_lists.module_path).order_by("run_after")
    assert [(job.run_after - timezone.now()).days for job in jobs] == [7, 30]


def test_no_more_than_a_few_lists_wait(paste):
    for number in range(8):
        paste(f"Trần Thị Hoa {1950 + number}")
    assert Import.objects.count() == importing.MOST_WAITING


def test_two_presses_at_once_bring_each_person_in_once(lasting, paste, union, lien):
    kept = paste("Nguyễn Thị Lan 1964", "Trần Thị Hoa 1970")
    together(*[lambda: importing.bring_in(kept.pk, by=lien)] * 3)
    assert union["ha"].members.count() == 3


def test_two_lists_with_the_same_person_at_once_bring_her_in_once(lasting, paste, union, lien):
    line = "Trần Thị Hoa 1970 0912345678"
    one, other = paste(line), paste(line)
    together(lambda: importing.bring_in(one.pk, by=lien), lambda: importing.bring_in(other.pk, by=lien))
    assert names(union["ha"]) == ["Trần Thị Hoa", "Phạm Thị Liên"]
