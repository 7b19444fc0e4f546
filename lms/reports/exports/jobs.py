"""Writing a listing into a file: at once for a branch, by a worker for a commune and above.

Exactly one worker writes an export: it holds a lease on the row, which runs out unless it is renewed, and notices at
its next word when the export was deleted or another worker has taken it over. The file lies in the storage under a
name that no address leads to; only `lms.reports.exports.views.file` hands it out, after asking the scope again.
"""

from collections.abc import Callable
from datetime import date, timedelta
from tempfile import TemporaryFile
from typing import IO
from uuid import UUID, uuid4

from django.core.files import File
from django.core.files.storage import default_storage
from django.db.models import F, Q
from django.db.models.signals import post_delete
from django.db.transaction import on_commit
from django.dispatch import receiver
from django.utils import timezone
from django.utils.text import slugify

from lms import names
from lms.members import access_log, scope
from lms.members.models import Member
from lms.reports import queries
from lms.reports.exports import csv_file, xlsx
from lms.reports.exports.listing import Listing
from lms.reports.models import Export, in_a_week
from lms.units.models import Unit

ATTEMPTS = 2
LEASE = timedelta(seconds=90)
BETWEEN = timedelta(seconds=1)  # two words on how far it is
WRITERS = {Export.Form.XLSX: xlsx.write, Export.Form.CSV: csv_file.write}


class LeaseLostError(Exception):
    """The export was deleted, or another worker has taken it over."""


class OutOfScopeError(Exception):
    """She no longer looks after this unit."""


def file_name(unit: Unit, form: str, day: date) -> str:
    """Such as danh-sach-chi-hoi-thon-ha-2026-11-22.xlsx."""
    return f"danh-sach-{slugify(names.fold(unit.name))[:80]}-{day}.{form}"


def write(listing: Listing, form: str, file: IO[bytes], beat: Callable[[int], None] = lambda rows: None) -> None:
    """Into the open file; who is named in it is told so in her log first."""
    note(listing.viewer, listing.unit)
    WRITERS[Export.Form(form)](listing, file, beat)


def note(viewer: Member, unit: Unit) -> None:
    """`viewer` is given the names of everybody in this unit and below it."""
    units = queries.roster(viewer, unit).values_list("unit_id", flat=True).distinct()
    access_log.note_rosters(viewer, units.iterator(), access_log.What.EXPORT)


def make(export_id: UUID) -> None:
    """Write the file of this export, unless somebody else does or there is nothing left to do."""
    export = claim(export_id)
    if not export:
        return
    try:
        _make(export)
    except LeaseLostError:
        return
    except OutOfScopeError:
        fail(export, Export.Failure.NOT_HERS)
    except OSError:
        fail(export, Export.Failure.NOT_STORED)
        raise
    except Exception:
        fail(export, Export.Failure.UNEXPECTED)
        raise


def claim(export_id: UUID) -> Export | None:
    """The export that the caller, and nobody else, is now to write; None when there is nothing to do."""
    now, lease = timezone.now(), uuid4().hex
    free = Q(status=Export.Status.QUEUED) | Q(status=Export.Status.WORKING, locked_until__lt=now)
    claimed = Export.objects.filter(free, pk=export_id, attempts__lt=ATTEMPTS).update(
        status=Export.Status.WORKING, percent=0, lease=lease, locked_until=now + LEASE, attempts=F("attempts") + 1
    )
    return Export.objects.select_related("asked_by", "unit").get(pk=export_id, lease=lease) if claimed else None


def fail(export: Export, why: str) -> None:
    Export.objects.filter(pk=export.pk, lease=export.lease).update(
        status=Export.Status.FAILED, failure=why, lease="", locked_until=None
    )


def _make(export: Export) -> None:
    if not scope.covers(export.asked_by, export.unit):
        raise OutOfScopeError
    listing = Listing(export.asked_by, export.unit)
    with TemporaryFile() as file:
        write(listing, export.form, file, _telling(export, listing.total))
        file.seek(0)
        _renew(export, percent=99)
        stored = default_storage.save(f"exports/{uuid4().hex}.{export.form}", File(file))
    try:
        _renew(
            export, status=Export.Status.READY, percent=100, file=stored, rows=listing.whole.roster, lease="",
            locked_until=None, expires_at=in_a_week(),
        )  # fmt: skip
    except LeaseLostError:
        default_storage.delete(stored)
        raise


def _telling(export: Export, total: int) -> Callable[[int], None]:
    """Keeps the lease and tells the per cent, about once a second."""
    told = timezone.now()

    def beat(rows: int) -> None:
        nonlocal told
        if timezone.now() - told > BETWEEN:
            told = timezone.now()
            _renew(export, percent=min(98, 100 * rows // (total or 1)))

    return beat


def _renew(export: Export, **changes) -> None:
    changes = {"locked_until": timezone.now() + LEASE} | changes
    if not Export.objects.filter(pk=export.pk, lease=export.lease).update(**changes):
        raise LeaseLostError


def remove_expired() -> None:
    Export.objects.filter(expires_at__lt=timezone.now()).exclude(status__in=Export.OPEN).delete()


@receiver(post_delete, sender=Export)
def remove_file(instance: Export, **kwargs) -> None:
    if instance.file:
        on_commit(lambda: default_storage.delete(instance.file))
