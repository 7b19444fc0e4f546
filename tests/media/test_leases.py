"""Exactly one worker packages a clip, and a worker that died is replaced."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from media import tasks
from media.leases import LeaseLostError, claim, finish, renew
from media.models import Clip, Failure, Status
from media.packaging.pipeline import package


@pytest.fixture
def clip(make_clip) -> Clip:
    return make_clip(b"x")


def let_time_pass(clip: Clip) -> None:
    Clip.objects.filter(pk=clip.pk).update(locked_until=timezone.now() - timedelta(seconds=1))


def test_a_second_worker_finds_nothing_to_do(clip):
    assert claim(clip.pk)
    assert claim(clip.pk) is None


def test_a_second_worker_leaves_the_row_alone(clip):
    claim(clip.pk)
    before = Clip.objects.values().get()
    package(clip.pk)
    assert Clip.objects.values().get() == before


def test_a_heartbeat_tells_the_per_cent_and_keeps_the_lease(clip):
    lease = claim(clip.pk)
    let_time_pass(clip)
    renew(clip.pk, lease, 40)
    clip.refresh_from_db()
    assert (clip.percent, clip.locked_until > timezone.now()) == (40, True)


def test_a_clip_whose_worker_died_is_taken_up_again(clip):
    first = claim(clip.pk)
    let_time_pass(clip)
    assert claim(clip.pk) not in (first, None)
    assert Clip.objects.get().attempts == 2


def test_the_worker_that_was_thought_dead_cannot_write_any_more(clip):
    first = claim(clip.pk)
    let_time_pass(clip)
    claim(clip.pk)
    with pytest.raises(LeaseLostError):
        renew(clip.pk, first, 99)
    with pytest.raises(LeaseLostError):
        finish(clip.pk, first, status=Status.READY)


def test_a_deleted_clip_stops_its_worker(clip):
    lease = claim(clip.pk)
    clip.delete()
    with pytest.raises(LeaseLostError):
        renew(clip.pk, lease, 50)


def test_lost_clips_are_queued_again(clip, queued):
    claim(clip.pk)
    let_time_pass(clip)
    tasks.requeue_lost()
    tasks.requeue_lost()
    assert Clip.objects.get().status == Status.QUEUED
    assert queued() == [clip.pk]


def test_a_clip_whose_job_was_lost_is_queued_again(clip, queued):
    let_time_pass(clip)
    tasks.requeue_lost()
    assert queued() == [clip.pk]


def test_a_clip_that_is_being_made_is_left_in_peace(clip, queued):
    claim(clip.pk)
    tasks.requeue_lost()
    assert (Clip.objects.get().status, queued()) == (Status.WORKING, [])


def test_after_two_lost_attempts_the_trainer_is_told(clip):
    for _attempt in range(2):
        claim(clip.pk)
        let_time_pass(clip)
    tasks.requeue_lost()
    clip.refresh_from_db()
    assert (clip.status, clip.failure, claim(clip.pk)) == (Status.FAILED, Failure.LOST, None)


def test_trying_again_begins_anew(clip):
    Clip.objects.update(status=Status.FAILED, failure=Failure.LOST, attempts=2)
    tasks.queue(clip.pk)
    clip.refresh_from_db()
    assert (clip.status, clip.failure, bool(claim(clip.pk))) == (Status.QUEUED, "", True)


def test_the_job_packages_the_clip(make_clip, video):
    clip = make_clip(video)
    tasks.package_clip.func(clip.pk)
    clip.refresh_from_db()
    assert clip.status == Status.READY


def test_what_was_shown_before_is_tidied_away_a_day_later(clip):
    tasks.package_clip.func(clip.pk)
    assert not DBTaskResult.objects.filter(task_path="media.tasks.tidy").exists()
    Clip.objects.update(former_build="b0")
    tasks.package_clip.func(clip.pk)
    later = DBTaskResult.objects.get(task_path="media.tasks.tidy").run_after - timezone.now()
    assert timedelta(hours=23) < later <= timedelta(days=1)


def test_a_clip_that_was_saved_but_never_queued_is_found(clip, queued):
    clip.refresh_from_db()
    assert (queued(), clip.locked_until > timezone.now()) == ([], True)
    let_time_pass(clip)
    tasks.requeue_lost()
    assert queued() == [clip.pk]
