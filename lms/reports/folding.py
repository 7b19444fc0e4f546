"""Folding: what has happened in the units is added up the tree, in the background, some seconds after it happened.

A batch is read, added and taken away in one transaction, by one folder at a time. So whoever is killed half way has
done nothing, and two at once count nothing twice. No screen waits for it: what is not folded yet is read along.
"""

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from lms.reports import tallying
from lms.reports.kept import FIELDS, Counts, Delta, Folding

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
    tallying.take_turn()
    waiting = list(Delta.objects.order_by("pk").values_list("pk", "unit__path", "course", *FIELDS)[:BATCH])
    sums = defaultdict(Counts)
    for _pk, path, course, *counts in waiting:
        sums[path, course] += Counts(*counts)
    tallying.add(tallying.lifted(sums))
    Delta.objects.filter(pk__in=[row[0] for row in waiting]).delete()
    return len(waiting)


@task(priority=-5)  # clips come first: somebody is waiting for them
def fold_counts() -> None:
    fold()


def ask() -> None:
    """Have it folded soon; called after each commit that changed a count, and asks once in a PAUSE."""
    now = timezone.now()
    if Folding.objects.filter(pk=1, due__gt=now).exists():
        return
    Folding.objects.get_or_create(pk=1)
    if Folding.objects.filter(pk=1, due__lte=now).update(due=now + PAUSE):
        fold_counts.using(run_after=now + PAUSE).enqueue()
