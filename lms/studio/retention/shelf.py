"""Taking content out of use, putting it into the bin, and bringing it back.

A page out of use is unpublished with all below it. Anything else stays where it is shown, and is offered to trainers no
more. What is in the bin can be brought back for 30 days; then it is deleted, unless something hangs on it by now.
"""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from lms.studio.models import Shelved
from lms.studio.retention import dependents

KEPT = timedelta(days=30)
Kind = Shelved.Kind
RETIRE, BIN, RESTORE = "lms.retire", "lms.bin", "lms.restore"  # in Wagtail's history
User = get_user_model()


class InUseError(Exception):
    """Something hangs on the content; it does not go into the bin."""


def key(content: Model) -> dict:
    """How a `Shelved` row names this content; a page as the page that it is, whatever its kind."""
    model = Page if isinstance(content, Page) else type(content)
    return {"content_type": ContentType.objects.get_for_model(model), "object_id": content.pk}


def hidden(model: type[Model]) -> QuerySet:
    """Ids of what is offered no more of this model."""
    model = Page if issubclass(model, Page) else model
    return Shelved.objects.filter(content_type=ContentType.objects.get_for_model(model)).values("object_id")


def is_shelved(content: Model) -> bool:
    return Shelved.objects.filter(**key(content)).exists()


def binned_pages() -> Q:
    """Pages in the bin, with all below them."""
    rows = Shelved.objects.filter(kind=Kind.BINNED, content_type=ContentType.objects.get_for_model(Page))
    paths = Page.objects.filter(pk__in=rows.values("object_id")).values_list("path", flat=True)
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(path__startswith=path)
    return found


@transaction.atomic
def retire(content: Model, *, by) -> None:
    """Offered no more; records stay readable. Doing it twice is doing it once."""
    if isinstance(content, Page):
        _unpublish(content, by)
    else:
        _shelve(content, Kind.RETIRED, by, [])
    log(content, RETIRE, user=by)


@transaction.atomic
def bin(content: Model, *, by) -> None:
    """Into the bin. Raises InUseError where something hangs on it."""
    if dependents.of(content):
        raise InUseError
    live = _unpublish(content, by) if isinstance(content, Page) else []
    _shelve(content, Kind.BINNED, by, live)
    log(content, BIN, user=by)


@transaction.atomic
def restore(shelved: Shelved, *, by) -> None:
    """Offered again; pages that were live are published as they were."""
    content = shelved.content
    pages = Page.objects.in_bulk([page for page, _revision in shelved.was_live])
    shelved.delete()
    for page, revision in shelved.was_live:
        kept = Revision.objects.filter(pk=revision).first()
        if page in pages:
            (kept or pages[page].specific.save_revision(user=by)).publish(user=by)
    if content:
        log(content, RESTORE, user=by)


def sweep() -> int:
    """Delete what has been in the bin for 30 days; how much. What something hangs on by now is kept, out of use."""
    gone = 0
    for row in Shelved.objects.filter(kind=Kind.BINNED, at__lt=timezone.now() - KEPT):
        with transaction.atomic():
            content = row.content
            if content and dependents.of(content):
                row.kind = Kind.RETIRED
                row.save(update_fields=["kind"])
                continue
            if content:
                content.delete()
                gone += 1
            row.delete()
    return gone


def _unpublish(page: Page, by) -> list[list[int | None]]:
    """Unpublish the page and all below it; [page, its live revision] of those that were live."""
    live = page.get_descendants(inclusive=True).filter(live=True)
    was_live = [list(row) for row in live.values_list("pk", "live_revision")]
    if was_live:
        action = UnpublishPageAction(page.specific, user=by, include_descendants=True)
        action.execute(skip_permission_checks=True)
    return was_live


def _shelve(content: Model, kind: Kind, by, was_live: list) -> None:
    values = {"kind": kind, "title": str(content)[:255], "by": by, "at": timezone.now(), "was_live": was_live}
    Shelved.objects.update_or_create(**key(content), defaults=values)
