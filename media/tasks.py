"""The queue of clips that wait to be packaged.

The queue itself forgets a job whose worker died, so nothing relies on it: the clip's row says what is still to be done,
and whoever starts a job, or looks at the list of clips, puts lost ones back (`requeue_lost`). A clip that is queued
twice does no harm, because only one worker can claim it.
"""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from media.leases import ATTEMPTS
from media.models import Clip, Failure, Status
from media.packaging.pipeline import GRACE, package, remove_former_builds
from media.voices.fitting import requeue_lost_voices

PATIENCE = timedelta(minutes=10)  # a job that was not begun by then may have been lost: queue it once more
NO_HURRY = timedelta(days=1)
AFTER_UPLOADS = -20  # the priority of a clip that is shown already
WHOLE = Q(status=Status.READY) | Q(status=Status.FAILED, recipe__gt=0)  # all of it is shown, if by an older recipe
ANEW = {"status": Status.QUEUED, "percent": 0, "failure": "", "failure_detail": "", "attempts": 0}


@task()
def package_clip(clip_id: int) -> None:
    requeue_lost()
    requeue_lost_voices()
    package(clip_id)
    if Clip.objects.filter(pk=clip_id).exclude(former_build="").exists():
        tidy.using(run_after=timezone.now() + GRACE).enqueue()


@task(priority=AFTER_UPLOADS)
def tidy() -> None:
    remove_former_builds()


def queue(clip_id: int) -> None:
    """Begin anew, forgetting earlier attempts; whoever still works on this clip has lost it."""
    Clip.objects.filter(pk=clip_id).update(**ANEW, recipe=0, **_waiting(PATIENCE))
    package_clip.enqueue(clip_id)


def queue_again(clip_id: int) -> bool:
    """Have a clip that is whole made by the present recipe: it is shown as it is until then, and uploads come first."""
    queued = Clip.objects.filter(WHOLE, pk=clip_id).update(**ANEW, **_waiting(NO_HURRY))
    if queued:
        package_clip.using(priority=AFTER_UPLOADS).enqueue(clip_id)
    return bool(queued)


def requeue_lost() -> None:
    """Take up again the clips whose worker died or whose job was lost; give up on those that failed so twice."""
    lost = Clip.objects.filter(Q(status=Status.WORKING) | Q(status=Status.QUEUED), locked_until__lt=timezone.now())
    if not lost.exists():  # asked by every page that waits: reading costs nobody anything, writing would
        return
    lost.filter(attempts__gte=ATTEMPTS).update(status=Status.FAILED, failure=Failure.LOST, lease="")
    for clip_id in list(lost.values_list("pk", flat=True)):
        if lost.filter(pk=clip_id).update(status=Status.QUEUED, **_waiting(PATIENCE)):
            package_clip.enqueue(clip_id)


def _waiting(patience: timedelta) -> dict:
    return {"lease": "", "locked_until": timezone.now() + patience}
