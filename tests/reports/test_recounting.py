"""Counting again from the facts: what is right is said to be right, what is wrong is named and mended."""

import pytest
from django.core.management import CommandError, call_command

from lms.members.models import Member
from lms.progress import recording
from lms.reports import queries
from lms.reports.counts import folding, recounting
from lms.reports.counts.models import Counts, Delta, Tally
from tests.progress.acting import watched


@pytest.fixture
def learning(thanh, lien, xuan, lesson):
    """One of three learns, and nothing waits."""
    recording.record(thanh, [watched(lesson, 0, 10)])
    folding.fold()


def test_figures_that_are_right_are_said_to_be_right(learning, xuan, lesson, capsys):
    recording.record(xuan, [watched(lesson, 0, 10)])
    call_command("recount")
    assert capsys.readouterr().out == "Every figure is as the facts say.\n"


def test_a_wrong_figure_is_named_with_its_unit_and_course(learning, union, course, capsys):
    Tally.objects.filter(unit=union["dong_sen"], course=course).update(finished=7)
    Tally.objects.filter(unit=union["ha"], course=None).delete()
    with pytest.raises(CommandError, match="2 figures differ"):
        call_command("recount")
    assert capsys.readouterr().out.splitlines() == [
        "99001 Xã Đồng Sen, Làm chủ chiếc điện thoại: finished -7",
        "99001-1 Chi hội thôn Hạ, roster: roster +2",
    ]


def test_it_is_mended_when_asked_and_not_before(learning, union, lien, course, capsys):
    Tally.objects.all().delete()
    assert len(recounting.differences()) == len(recounting.differences(mend=True)) == 9
    assert (recounting.differences(), queries.counts_by_course(lien, union["ha"])) == ({}, [(course, Counts(2, 0, 1))])


def test_what_waits_to_be_folded_is_no_difference(thanh, lesson):
    recording.record(thanh, [watched(lesson, 0, 10)])
    assert (Delta.objects.count(), recounting.differences()) == (2, {})


def test_rows_written_past_every_door_are_found(union, learning):
    Member.objects.bulk_create([Member(name="Lê Thị Na", unit=union["to_1"])])
    assert recounting.differences() == {
        (union[unit].path, None): Counts(1) for unit in ("central", "province", "dong_sen", "ha", "to_1")
    }
