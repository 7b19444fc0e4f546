"""What went wrong while clips were played, counted by the day and without names, so that a trainer can see it.

A phone says it once for each kind and page. The counter of a clip stops at a number that already says enough, so a
flood of false reports fills nothing.
"""

from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from media.models import Clip, Trouble

MOST_A_DAY = 9999  # of one kind, for one clip
MOST_A_MINUTE = 20  # from one address: a whole branch may share it
KEPT = timedelta(days=90)
SHOWN = timedelta(days=30)


def count(clip: Clip, kind: str) -> None:
    today = timezone.localdate()
    of_today = Trouble.objects.filter(clip=clip, kind=kind, day=today)
    if _add_one(of_today) or of_today.exists():
        return
    try:
        with transaction.atomic():
            Trouble.objects.create(clip=clip, kind=kind, day=today, times=1)
    except IntegrityError:  # another phone was first
        _add_one(of_today)
    Trouble.objects.filter(day__lt=today - KEPT).delete()


def _add_one(counters: models.QuerySet) -> int:
    return counters.filter(times__lt=MOST_A_DAY).update(times=models.F("times") + 1)


def is_flood(request: HttpRequest) -> bool:
    """More than a room full of phones would say in a minute. The address is kept for that minute, and not in clear."""
    address = salted_hmac("media.playback.troubles", _address(request)).hexdigest()
    key = f"clip-troubles:{address}"
    cache.add(key, 0, 60)
    try:
        return cache.incr(key) > MOST_A_MINUTE
    except ValueError:  # the minute ended in between
        return False


def _address(request: HttpRequest) -> str:
    """Behind a proxy the one that it has seen: the last of the row; the others may be made up."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def with_troubles(clips: models.QuerySet) -> models.QuerySet:
    """Each clip with `troubles_lately`: how many times anything went wrong within the last thirty days, or None."""
    mine = _lately().filter(clip=models.OuterRef("pk")).order_by().values("clip")
    return clips.annotate(troubles_lately=models.Subquery(mine.annotate(sum=models.Sum("times")).values("sum")))


def recent(clip: Clip) -> list[tuple[str, int]]:
    """What went wrong within the last thirty days, and how many times; the most frequent first."""
    kinds = _lately().filter(clip=clip).values_list("kind").annotate(sum=models.Sum("times")).order_by("-sum", "kind")
    return [(str(Trouble.Kind(kind).label), times) for kind, times in kinds]


def _lately() -> models.QuerySet:
    return Trouble.objects.filter(day__gt=timezone.localdate() - SHOWN)
