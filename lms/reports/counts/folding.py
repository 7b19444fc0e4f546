"""Folding: what has happened in the units is added up the tree, in the background, some seconds after it happened.

A batch is read, added and taken away in one transaction, by one folder at a time. So whoever is killed half way has
done nothing, and two at once count nothing twice. No screen waits for it: what is not folded yet is read along.
"""

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from lms.progress.reevaluation import requeue_lost
from lms.reports.counts import rollup
from lms.reports.counts.models import FIELDS, Counts, Delta, PendingFold

BATCH = 2000  # deltas
PAUSE = timedelta(seconds=5)  # what happens in it is folded at once


def fold() -> int:
    """Fold whatever waits; how many deltas that were."""
    folded = 0
    while batch := _fold_batch():
        folded += batch
    return folded


@transaction.atomic
def _fold_batch() -> int:
    rollup.lock_counts()
    waiting = list(Delta.objects.order_by("pk").values_list("pk", "unit__path", "course", *FIELDS)[:BATCH])
    sums: dict[rollup.By, Counts] = defaultdict(Counts)
    for _pk, path, course, *counts in waiting:
        sums[path, course] += Counts(*counts)
    rollup.add(rollup.along_ancestors(sums))
    Delta.objects.filter(pk__in=[row[0] for row in waiting]).delete()
    return len(waiting)


@task(priority=-5)  # clips come first: somebody is waiting for them
def fold_counts() -> None:
    fold()
    requeue_lost()


def ask() -> None:
    """Have it folded soon; called after each commit that changed a count, and asks once in a PAUSE."""
    now = timezone.now()
    if PendingFold.objects.filter(pk=1, due__gt=now).exists():
        return
    PendingFold.objects.get_or_create(pk=1)
    if PendingFold.objects.filter(pk=1, due__lte=now).update(due=now + PAUSE):
        fold_counts.using(run_after=now + PAUSE).enqueue()
