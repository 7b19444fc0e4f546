"""Files and the queue follow the rows: a new upload is queued, and what a row no longer needs is removed.

All of it waits for the commit, so a change that is rolled back removes nothing and queues nothing.
"""

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from django.utils import timezone

from media import tasks
from media.layout import clip_folder, remove_folder
from media.models import Clip, Status
from media.voices.fitting import remove_track
from media.voices.models import Voice


@receiver(pre_save, sender=Clip)
def expect_new_upload(instance: Clip, **kwargs) -> None:
    """Notice a new video, by whichever way it came: as an unsaved file, or as the name of one that is stored."""
    before = Clip.objects.filter(pk=instance.pk).values_list("media", flat=True).first()
    replaced = before is not None and before != instance.media.name
    awaits_work = before is None and instance.status == Status.QUEUED and bool(instance.media)
    instance._uploaded = instance.has_new_upload or replaced or awaits_work
    instance._replaced = before if replaced else None
    if instance._uploaded:
        instance.status, instance.percent, instance.lease, instance.recipe = Status.QUEUED, 0, "", 0
        instance.attempts, instance.locked_until = 0, timezone.now() + tasks.PATIENCE  # found if it is never queued


@receiver(post_save, sender=Clip)
def queue_new_upload(instance: Clip, **kwargs) -> None:
    if instance._uploaded:
        transaction.on_commit(partial(tasks.queue, instance.pk))
    if instance._replaced:
        Clip.objects.filter(pk=instance.pk).update(poster_second=None)  # that second shows something else now
        transaction.on_commit(partial(default_storage.delete, instance._replaced))


@receiver(post_delete, sender=Clip)
def remove_files(instance: Clip, **kwargs) -> None:
    if instance.media:
        transaction.on_commit(partial(default_storage.delete, instance.media.name))
    transaction.on_commit(partial(remove_folder, default_storage, clip_folder(instance.uuid)))


@receiver(post_delete, sender=Voice)
def remove_voice_files(instance: Voice, **kwargs) -> None:
    transaction.on_commit(partial(default_storage.delete, instance.sound.name or ""))
    if instance.track:
        transaction.on_commit(partial(remove_track, instance.clip, instance.track))
