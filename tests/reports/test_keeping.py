"""The kept counts: what happens is noted where it happened, and folded up the tree."""

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from lms.members.memberships import place
from lms.members.models import Member
from lms.progress import recording
from lms.progress.models import LearningEvent
from lms.progress.vouching import take_back, vouch
from lms.reports import queries
from lms.reports.counts import folding, recounting
from lms.reports.counts.models import Counts, Delta, Tally
from lms.units.signals import reshaped
from tests.progress.acting import finish as finish_lesson
from tests.progress.acting import watched

UP = ["central", "province", "dong_sen", "ha"]


@pytest.fixture
def folded(union, course):
    """The tallies of a unit: its roster, how many have finished the course, how many learn."""

    def folded(unit: str) -> tuple[int, int, int]:
        rows = Tally.objects.filter(unit=union[unit])
        return tuple(sum(getattr(row.counts, field) for row in rows) for field in ("roster", "finished", "in_progress"))

    return folded


def waiting() -> list[tuple]:
    return sorted(Delta.objects.values_list("unit__code", "roster", "finished", "in_progress"))


def test_what_happens_is_noted_where_it_happens_and_nowhere_else(thanh, lesson, quiz):
    recording.record(thanh, [watched(lesson, 0, 10)])
    finish_lesson(thanh, lesson, quiz)

    assert waiting() == [("99001-1", 0, 0, 1), ("99001-1", 0, 1, -1), ("99001-1", 1, 0, 0)]


def test_folding_takes_it_to_every_unit_above(thanh, xuan, lesson, quiz, folded):
    finish_lesson(thanh, lesson, quiz)

    assert (folding.fold(), Delta.objects.count()) == (4, 0)
    assert [folded(unit) for unit in UP] == [(2, 1, 0), (2, 1, 0), (2, 1, 0), (1, 1, 0)]
    assert [folded(unit) for unit in ("thuong", "to_1", "ben_truc")] == [(1, 0, 0), (0, 0, 0), (0, 0, 0)]


def test_folding_again_changes_nothing(thanh, lesson, quiz, folded):
    finish_lesson(thanh, lesson, quiz)
    folding.fold()

    assert (folding.fold(), folded("central")) == (0, (1, 1, 0))


def test_a_screen_says_the_same_before_and_after_folding(lien, thanh, mai, lesson, quiz, union):
    recording.record(mai, [watched(lesson, 0, 10)])
    folding.fold()
    finish_lesson(thanh, lesson, quiz)

    def said():
        below = queries.counts_below(lien, union["ha"], lesson.course)
        return queries.counts_by_course(lien, union["ha"]), below

    before = said()
    folding.fold()
    assert before == said()
    assert before[0] == [(lesson.course, Counts(3, 1, 1, 1))]


def test_learning_more_is_no_news(thanh, lesson):
    recording.record(thanh, [watched(lesson, 0, 10)])
    folding.fold()

    recording.record(thanh, [watched(lesson, 10, 20)])

    assert waiting() == []


def test_who_moves_takes_along_what_she_has_learnt(thanh, mai, union, lesson, quiz, folded):
    finish_lesson(thanh, lesson, quiz)
    recording.record(mai, [watched(lesson, 0, 10)])
    folding.fold()

    place([thanh.pk, mai.pk], union["mot"], by=None)

    assert waiting() == [("99001-1", -2, 0, 0), ("99001-1", 0, -1, -1), ("99002-1", 0, 1, 1), ("99002-1", 2, 0, 0)]
    folding.fold()
    assert [folded(unit) for unit in ("province", "dong_sen", "ben_truc")] == [(2, 1, 1), (0, 0, 0), (2, 1, 1)]


@pytest.mark.parametrize("change", [{"left_on": timezone.localdate()}, {"is_active": False}, {"unit": None}])
def test_who_is_on_no_roster_counts_nowhere_until_she_is_back(thanh, lesson, quiz, union, folded, change):
    finish_lesson(thanh, lesson, quiz)
    for field, value in change.items():
        setattr(thanh, field, value)
    thanh.save()
    folding.fold()
    assert folded("central") == (0, 0, 0)

    thanh.left_on, thanh.is_active, thanh.unit = None, True, union["thuong"]
    thanh.save()
    folding.fold()
    assert [folded(unit) for unit in ("central", "thuong", "ha")] == [(1, 1, 0), (1, 1, 0), (0, 0, 0)]


def test_who_learns_while_on_no_roster_counts_when_she_joins(enrol, union, lesson, folded):
    guest = enrol("Nguyễn Thị Khách", None)
    recording.record(guest, [watched(lesson, 0, 10)])
    assert waiting() == []

    guest.unit = union["ha"]
    guest.save()
    folding.fold()
    assert folded("ha") == (1, 0, 1)


def test_she_counts_where_she_is_by_now_not_where_her_phone_thinks(thanh, union, lesson, folded):
    stale = Member.objects.get(pk=thanh.pk)
    place([thanh.pk], union["thuong"], by=None)

    recording.record(stale, [watched(lesson, 0, 10)])

    folding.fold()
    assert [folded(unit) for unit in ("thuong", "ha")] == [(1, 0, 1), (0, 0, 0)]


def test_what_is_taken_back_counts_no_more(thanh, lien, make_lesson):
    lessons = [make_lesson("bai-1"), make_lesson("bai-2")]
    [course] = {lesson.course for lesson in lessons}
    vouch(lien, [thanh], lessons, timezone.localdate())
    counted = [queries.counts_by_course(lien, thanh.unit)]
    for event in LearningEvent.objects.all():
        take_back(event, by=lien, reason="Nhầm người")
        folding.fold()
        counted.append(queries.counts_by_course(lien, thanh.unit))

    steps = [Counts(2, 1, 0, 2, 1), Counts(2, 0, 1, 1, 1), Counts(2, 0, 0, 0, 0)]
    assert (counted, thanh.course_progress.exists()) == ([[(course, counts)] for counts in steps], False)


def test_a_record_that_is_deleted_counts_no_more(thanh, lesson, folded):
    recording.record(thanh, [watched(lesson, 0, 10)])
    thanh.delete()
    folding.fold()
    assert folded("central") == (0, 0, 0)


def test_a_unit_that_moves_takes_its_figures_along_those_that_wait_too(thanh, lien, lesson, union, folded):
    recording.record(thanh, [watched(lesson, 0, 10)])
    folding.fold()
    recording.record(lien, [watched(lesson, 0, 10)])

    union["ha"].refresh_from_db()
    union["ha"].move(union["ben_truc"], "last-child")
    union["ha"].refresh_from_db()
    reshaped.send(None, unit=union["ha"], before=union["dong_sen"].path, after=union["ben_truc"].path)

    assert recounting.differences() == {}
    folding.fold()
    assert [folded(unit) for unit in ("province", "dong_sen", "ben_truc")] == [(2, 0, 2), (0, 0, 0), (2, 0, 2)]


def test_a_unit_that_goes_leaves_no_figure_behind(enrol, union, folded):
    enrol("Lê Thị Na", union["to_1"]).delete()
    enrol("Lê Thị An", union["ha"])
    union["to_1"].refresh_from_db()

    union["to_1"].delete()

    assert (recounting.differences(), folded("central"), Tally.objects.filter(unit__code="99001-1-1").count()) == (
        {},
        (1, 0, 0),
        0,
    )


def test_a_thousand_changes_ask_for_one_fold(union, enrol, django_capture_on_commit_callbacks):
    asked = DBTaskResult.objects.filter(task_path=folding.fold_counts.module_path)
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(5):
            enrol(f"Lê Thị {number}", union["ha"])

    assert (asked.count(), asked.get().run_after > timezone.now()) == (1, True)
    folding.fold_counts.call()
    assert Delta.objects.count() == 0


def test_an_officer_of_a_part_sees_no_more_than_her_part(union, ngan, thanh, yen, lesson):
    recording.record(thanh, [watched(lesson, 0, 10)])
    assert queries.counts_by_course(ngan, union["province"]) == [(lesson.course, Counts(2, 0, 1))]
    folding.fold()
    assert queries.counts_by_course(ngan, union["province"]) == [(lesson.course, Counts(2, 0, 1))]
    below = queries.counts_below(ngan, union["province"], lesson.course)
    assert below == [(union["dong_sen"], Counts(2, 0, 1))]


def test_who_looks_after_two_parts_one_within_the_other_counts_nobody_twice(union, lien, thanh, ngan, lesson):
    ngan.roles.create(unit=union["ha"], kind="branch_head")
    assert queries.counts_by_course(ngan, union["central"]) == [(lesson.course, Counts(3))]
