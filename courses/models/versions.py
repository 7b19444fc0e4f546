"""What has changed, for who keeps pages: a stamp for each page, clip, quiz, hotline and picture that changed lately.

Whatever changes one of them writes a new stamp in the same database, so every process of every machine sees it, and
none before the change itself. A kept page names what it was made of and the stamps of that moment; as long as they are
the same, it is right. An object that has not changed lately has no row. `courses.receivers` writes the stamps.
"""

from collections.abc import Collection
from datetime import timedelta
from uuid import uuid4

from django.db import connection, models
from django.utils import timezone

LASTS = timedelta(days=2)  # longer than any page is kept (courses.page_cache)
TREE = "tree"  # addresses and who may see what: every page depends on it


class ContentVersion(models.Model):
    key = models.CharField(primary_key=True, max_length=120, help_text="label of the model and id of the object")
    stamp = models.CharField(max_length=32)
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "content version"
        verbose_name_plural = "content versions"

    def __str__(self) -> str:
        return self.key


def key(model: type[models.Model], pk: object) -> str:
    return f"{model._meta.label_lower}:{pk}"


def in_list(parent_id: int) -> str:
    """The key of what a page's children show of themselves elsewhere: title, address, order."""
    return f"list:{parent_id}"


def changed(keys: Collection[str]) -> None:
    """Give each a new stamp, in the transaction of the change. One query; always in one order, so that none waits in a
    circle."""
    now = timezone.now()
    rows = [ContentVersion(key=each, stamp=uuid4().hex, at=now) for each in sorted(set(keys))]
    if rows:
        ContentVersion.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["key"], update_fields=["stamp", "at"]
        )


def everything() -> dict[str, str]:
    """All stamps, to be read before what is kept is read: what changes meanwhile counts as a change. One query."""
    return dict(ContentVersion.objects.values_list("key", "stamp"))


def stamps(keys: Collection[str]) -> dict[str, str]:
    """The stamps of these, where they have one. One query, without the ORM: every visit of a kept page asks this."""
    marks = ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT key, stamp FROM courses_contentversion WHERE key IN ({marks})", [*keys])
        return dict(cursor.fetchall())


def forget_old() -> int:
    """Delete the stamps that no kept page can have seen otherwise; how many."""
    return ContentVersion.objects.filter(at__lt=timezone.now() - LASTS).delete()[0]
