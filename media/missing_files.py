"""Files that are gone, as after a half restored disk: the page does without them. Who looks after the installation is
told, in the log and on the first screen of Wagtail, until they are back."""

import logging

from django.core.files.storage import default_storage

from media.models import MissingFile

log = logging.getLogger(__name__)
SHOWN = 50


def note(path: str, what: str) -> None:
    log.error("Missing file %s: %s", path, what)
    MissingFile.objects.get_or_create(path=path[:255], defaults={"what": what[:255]})


def is_there(path: str, what: str) -> bool:
    """Whether the file is in the storage; if not, that is noted."""
    if default_storage.exists(path):
        return True
    note(path, what)
    return False


def still_missing() -> list[MissingFile]:
    """The latest; what is back is forgotten."""
    rows = list(MissingFile.objects.all()[:SHOWN])
    back = [row.pk for row in rows if default_storage.exists(row.path)]
    MissingFile.objects.filter(pk__in=back).delete()
    return [row for row in rows if row.pk not in back]
