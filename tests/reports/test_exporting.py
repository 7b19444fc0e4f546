"""A long list is written in the background: once, by one worker, for one person at a time, and kept for a week."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from lms.members.models import Sighting
from lms.reports.exports import jobs as exports_jobs
from lms.reports.exports import tasks
from lms.reports.exports.jobs import LeaseLostError, claim, make
from lms.reports.models import Export
from tests.reports.opening import rows
from tests.together import together


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def export(union, lien, thanh, course) -> Export:
    """What Liên has asked for."""
    return tasks.ask(lien, union["ha"], "xlsx")


def let_time_pass(export: Export) -> None:
    Export.objects.filter(pk=export.pk).update(locked_until=timezone.now() - timedelta(seconds=1))


def fresh(export: Export) -> Export:
    return Export.objects.get(pk=export.pk)


def queued() -> list[str]:
    jobs = DBTaskResult.objects.filter(task_path="lms.reports.exports.tasks.make_export").order_by("enqueued_at")
    return [job.args_kwargs["args"][0] for job in jobs]


def test_the_worker_writes_the_file(export):
    tasks.make_export.func(str(export.pk))
    ready = fresh(export)
    assert (ready.status, ready.percent, ready.rows, ready.lease) == (Export.Status.READY, 100, 2, "")
    with default_storage.open(ready.file) as file:
        names = [row[1] for row in rows(BytesIO(file.read()).getvalue(), "Danh sách")]
    assert names == ["Họ và tên", "Phạm Thị Liên", "Nguyễn Thị Thanh"]


def test_asking_queues_it_when_it_is_committed(union, lien, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        export = tasks.ask(lien, union["ha"], "xlsx")
    assert queued() == [str(export.pk)]


def test_one_at_a_time(union, lien, export):
    assert tasks.ask(lien, union["to_1"], "csv") == export
    Export.objects.update(status=Export.Status.READY)
    assert tasks.ask(lien, union["to_1"], "csv") != export


def test_two_people_do_not_wait_for_each_other(union, ngan, export):
    assert tasks.ask(ngan, union["ha"], "xlsx") != export


def test_two_phones_at_once_ask_for_one(lasting, union, enrol):
    head = enrol("Phạm Thị Liên", union["ha"], role="branch_head")
    asked = together(*[lambda: tasks.ask(head, union["ha"], "xlsx")] * 2)
    assert asked[0] == asked[1] == Export.objects.get()


def test_a_second_worker_finds_nothing_to_do(export):
    assert claim(export.pk) == export
    assert claim(export.pk) is None
    assert claim(uuid4()) is None


def test_a_worker_has_it_for_ninety_seconds_and_another_one_after_that(export):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        claim(export.pk)
        clock.shift(timedelta(seconds=90))
        assert claim(export.pk) is None
        clock.shift(timedelta(seconds=1))
        assert claim(export.pk) == export


def test_a_worker_that_tells_how_far_it_is_has_it_for_ninety_seconds_more(export):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        beat = exports_jobs._telling(claim(export.pk), 1000)
        clock.shift(timedelta(seconds=60))
        beat(400)
        clock.shift(timedelta(seconds=90))
        assert claim(export.pk) is None
        clock.shift(timedelta(seconds=1))
        assert claim(export.pk) == export


def test_it_is_told_how_far_it_is_and_the_lease_is_kept(export, monkeypatch):
    monkeypatch.setattr(exports_jobs, "BETWEEN", timedelta(seconds=-1))
    claimed = claim(export.pk)
    let_time_pass(export)
    beat = exports_jobs._telling(claimed, 1000)
    beat(400)
    assert (fresh(export).percent, fresh(export).locked_until > timezone.now()) == (40, True)
    beat(1000)
    assert fresh(export).percent == 98


def test_a_deleted_export_stops_its_worker(export, monkeypatch):
    monkeypatch.setattr(exports_jobs, "BETWEEN", timedelta(seconds=-1))
    claimed = claim(export.pk)
    export.delete()
    with pytest.raises(LeaseLostError):
        exports_jobs._telling(claimed, 1000)(400)


def test_a_file_that_nobody_awaits_any_more_is_not_left_behind(export, monkeypatch, uploads):
    def write(listing, file, beat):
        Export.objects.update(lease="another worker")

    monkeypatch.setitem(exports_jobs.WRITERS, Export.Form.XLSX, write)
    make(export.pk)
    assert [path for path in uploads.rglob("*") if path.is_file()] == []


def test_who_lost_her_office_meanwhile_gets_no_file(export, lien):
    lien.roles.all().delete()
    make(export.pk)
    assert (fresh(export).status, fresh(export).failure) == (Export.Status.FAILED, Export.Failure.NOT_HERS)
    assert (fresh(export).file, Sighting.objects.count()) == ("", 0)


@pytest.mark.parametrize(
    ("trouble", "why"), [(OSError("full"), Export.Failure.NOT_STORED), (KeyError("x"), Export.Failure.UNEXPECTED)]
)
def test_what_goes_wrong_is_said_and_can_be_tried_again(export, monkeypatch, trouble, why):
    def write(listing, file, beat):
        raise trouble

    with monkeypatch.context() as broken, pytest.raises(type(trouble)):
        broken.setitem(exports_jobs.WRITERS, Export.Form.XLSX, write)
        make(export.pk)
    assert (fresh(export).status, fresh(export).failure, fresh(export).lease) == (Export.Status.FAILED, why, "")
    tasks.ask_again(fresh(export))
    make(export.pk)
    assert (fresh(export).status, fresh(export).failure) == (Export.Status.READY, "")


def test_trying_again_waits_for_the_other_one(union, lien, export):
    Export.objects.update(status=Export.Status.FAILED)
    other = tasks.ask(lien, union["to_1"], "csv")
    assert tasks.ask_again(export) == other
    assert fresh(export).status == Export.Status.FAILED


def test_what_has_not_failed_is_not_begun_anew(export):
    make(export.pk)
    assert tasks.ask_again(fresh(export)) == export
    assert fresh(export).status == Export.Status.READY


def test_an_export_whose_worker_was_killed_is_taken_up_again(export):
    claim(export.pk)
    tasks.requeue_lost()
    assert (fresh(export).status, queued()) == (Export.Status.WORKING, [])
    let_time_pass(export)
    tasks.requeue_lost()
    tasks.requeue_lost()
    assert (fresh(export).status, queued()) == (Export.Status.QUEUED, [str(export.pk)])
    make(export.pk)
    assert fresh(export).status == Export.Status.READY


def test_after_two_killed_workers_she_is_told(export):
    for _attempt in range(2):
        claim(export.pk)
        let_time_pass(export)
    tasks.requeue_lost()
    assert (fresh(export).status, fresh(export).failure) == (Export.Status.FAILED, Export.Failure.LOST)


def test_after_a_week_the_file_is_deleted_and_nothing_else(
    union, ngan, export, uploads, django_capture_on_commit_callbacks
):
    make(export.pk)
    other, waiting = Export.objects.create(asked_by=ngan, unit=union["ha"], form="csv"), None
    make(other.pk)
    waiting = Export.objects.create(asked_by=ngan, unit=union["ha"], form="csv", expires_at=timezone.now())
    Export.objects.filter(pk=export.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    with django_capture_on_commit_callbacks(execute=True):
        tasks.tidy.func()
    assert set(Export.objects.all()) == {other, waiting}
    assert [path.relative_to(uploads) for path in uploads.rglob("*.*")] == [type(uploads)(fresh(other).file)]


def test_the_job_sees_to_it_that_its_file_is_deleted(export):
    tasks.make_export.func(str(export.pk))
    later = DBTaskResult.objects.get(task_path="lms.reports.exports.tasks.tidy").run_after - timezone.now()
    assert timedelta(days=7) < later < timedelta(days=7, minutes=2)


def test_the_file_has_a_name_that_tells_nothing(export):
    make(export.pk)
    folder, _slash, name = fresh(export).file.partition("/")
    assert (folder, len(name), name.endswith(".xlsx")) == ("exports", 37, True)
