"""The queue of exports. The queue itself forgets a job whose worker died, so nothing relies on it: the row says what is
still to be done, and whoever starts a job or looks at an export puts lost ones back."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from lms.members import access_log
from lms.members.models import Member, changes
from lms.members.models.merges import Merge
from lms.reports.exports import jobs
from lms.reports.models import KEPT, Export, in_a_week
from lms.units.models import Unit

PATIENCE = timedelta(minutes=10)  # a job that was not begun by then may have been lost: queue it once more
AFTER_ALL_ELSE = -30


@task()
def make_export(export_id: str) -> None:
    requeue_lost()
    jobs.make(UUID(export_id))
    tidy.using(run_after=timezone.now() + KEPT + timedelta(minutes=1)).enqueue()


@task(priority=AFTER_ALL_ELSE)
def tidy() -> None:
    """What nobody needs any more: files after a week, the logs of who looked and who changed what after a year."""
    jobs.remove_expired()
    access_log.forget_old()
    changes.forget_old()
    Merge.objects.forget_old()


@transaction.atomic
def ask(viewer: Member, unit: Unit, form: str) -> Export:
    """Have a file written; the one that is being written for her already, if there is one. The lock on her row makes a
    second phone wait for the first."""
    return _open_one(viewer) or _queued(Export.objects.create(asked_by=viewer, unit=unit, form=form))


@transaction.atomic
def ask_again(export: Export) -> Export:
    """Begin anew an export that has failed; the one that is being written for her meanwhile, if there is one."""
    other = _open_one(export.asked_by)
    if other or not Export.objects.filter(pk=export.pk, status=Export.Status.FAILED).exists():
        return other or export
    Export.objects.filter(pk=export.pk).update(
        status=Export.Status.QUEUED, percent=0, failure="", attempts=0, expires_at=in_a_week()
    )
    return _queued(export)


def _open_one(viewer: Member) -> Export | None:
    Member.objects.select_for_update(no_key=True).get(pk=viewer.pk)
    return Export.objects.filter(asked_by=viewer, status__in=Export.OPEN).first()


def _queued(export: Export) -> Export:
    Export.objects.filter(pk=export.pk).update(lease="", locked_until=timezone.now() + PATIENCE)
    transaction.on_commit(partial(make_export.enqueue, str(export.pk)))
    return export


def requeue_lost() -> None:
    """Take up again the exports whose worker died or whose job was lost; give up on those that failed so twice."""
    waiting = Q(status=Export.Status.WORKING) | Q(status=Export.Status.QUEUED)
    lost = Export.objects.filter(waiting, locked_until__lt=timezone.now())
    if not lost.exists():  # asked by every page that waits: reading costs nobody anything, writing would
        return
    lost.filter(attempts__gte=jobs.ATTEMPTS).update(
        status=Export.Status.FAILED, failure=Export.Failure.LOST, lease="", locked_until=None
    )
    for export_id in list(lost.values_list("pk", flat=True)):
        anew = {"status": Export.Status.QUEUED, "lease": "", "locked_until": timezone.now() + PATIENCE}
        if lost.filter(pk=export_id).update(**anew):
            make_export.enqueue(str(export_id))
