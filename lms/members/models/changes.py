"""Ai đã sửa: every write to a member's record leaves who wrote, when, and what stood there before and after.

`Member.save` writes it for one member, under the lock of her row, so that "before" is what the database held; the
few places that write many at once (`placing`) or beside her row (cards, uniting) say it themselves. Secrets are never
in it: of a PIN or a password only that it was chosen or emptied. The rows go with her record, and after twelve months.

Wagtail's log and django-auditlog keep their rows by a type and an id: they would outlive her record, be shown to
whoever may see the type instead of to who may see her, and know nothing of the writes that pass by `save`.
django-simple-history copies the whole row, the hash of the PIN with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.members import phones
from lms.units.models import Unit

KEPT = timedelta(days=365)
BATCH = 5000
FIELDS = ("name", "sort_name", "mark", "birth_year", "phone", "unit_id", "left_on", "left_why", "is_active", "username")
SECRETS = ("pin", "password")
LABELS = {
    "name": gettext_lazy("Full name"),
    "sort_name": gettext_lazy("Name for the alphabetical list"),
    "mark": gettext_lazy("Mark to tell her apart"),
    "birth_year": gettext_lazy("Year of birth"),
    "phone": gettext_lazy("Phone"),
    "unit_id": gettext_lazy("Unit"),
    "left_on": gettext_lazy("Left on"),
    "is_active": gettext_lazy("Record in use"),
    "username": gettext_lazy("Username"),
}
Values = dict[str, object]


class Person(Protocol):
    """What is asked here of a member (`lms.members.models.Member`)."""

    @property
    def pk(self) -> int: ...

    @property
    def merged(self) -> Any: ...


class ChangeQuerySet(models.QuerySet["Change"]):
    def note(self, members: Iterable[int], what: str, *, by: models.Model | None, **said: Values) -> None:
        """The same was done to all of these members (ids). One insert."""
        who = by.pk if by else None
        rows = [Change(member_id=pk, by_id=who, what=what, **said) for pk in members]
        Change.objects.bulk_create(rows, batch_size=1000)

    def without_words(self) -> None:
        """That something was changed stays; what it was is another woman's."""
        self.update(before={}, after={})


class Change(models.Model):
    """One write to a member's record. `before` and `after` hold the fields that it changed."""

    class What(models.TextChoices):
        ADDED = "added", gettext_lazy("written on the roster")
        CHANGED = "changed", gettext_lazy("changed")
        PIN_CHOSEN = "pin_chosen", gettext_lazy("a new PIN was chosen")
        PIN_RESET = "pin_reset", gettext_lazy("the PIN was emptied")
        PASSWORD = "password", gettext_lazy("the password was changed")
        CARD_MADE = "card_made", gettext_lazy("a learning card was printed")
        CARD_LOCKED = "card_locked", gettext_lazy("the learning cards were locked")
        CARD_FOUND = "card_found", gettext_lazy("a learning card works again")
        UNITED = "united", gettext_lazy("two records were made one")
        PARTED = "parted", gettext_lazy("two records were parted again")

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="changes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    at = models.DateTimeField(default=timezone.now)
    what = models.CharField(max_length=12, choices=What)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("change of a record")
        verbose_name_plural = gettext_lazy("changes of records")
        indexes = [models.Index(fields=["member", "-at"], name="changes_of_member")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.what}"


def concerns(update_fields: Iterable[str] | None) -> bool:
    """Whether a save of these fields can change what is logged."""
    watched = {*FIELDS, *SECRETS, "unit"}
    return update_fields is None or bool(watched & set(update_fields))


def held(model: type[Any], pk: int) -> Values:
    """What the database holds of her now; her row stays locked until the end of the transaction."""
    rows = model.objects.select_for_update(no_key=True, of=("self",)).filter(pk=pk).values(*FIELDS, *SECRETS)
    return rows.first() or {}


def note_saved(member: "Person", before: Values, *, by: models.Model | None) -> None:
    """After she was saved: what is other than before. Nothing before means that she is new."""
    if not before:
        Change.objects.note([member.pk], Change.What.ADDED, by=by)
        return
    now = held(type(member), member.pk)
    other = [name for name in FIELDS if now[name] != before[name]]
    if other:
        said = [{name: _plain(values[name]) for name in other} for values in (before, now)]
        Change.objects.note([member.pk], Change.What.CHANGED, by=by, before=said[0], after=said[1])
    if now["pin"] != before["pin"]:
        what = Change.What.PIN_CHOSEN if now["pin"] else Change.What.PIN_RESET
        Change.objects.note([member.pk], what, by=by)
    if now["password"] != before["password"]:
        Change.objects.note([member.pk], Change.What.PASSWORD, by=by)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


@dataclass(frozen=True)
class Told:
    """One change as it is read."""

    at: date
    by: models.Model | None
    what: str
    lines: list[tuple[str, str, str]]  # label, before, after


def of(member: "Person") -> models.QuerySet[Change]:
    """Her changes and those of the records that were merged into hers, the latest first."""
    records = [member.pk, *member.merged.values_list("pk", flat=True)]
    return Change.objects.filter(member__in=records).select_related("by").order_by("-at", "-pk")


def told(rows: Iterable[Change]) -> list[Told]:
    """The changes in words. One query, for the names of units."""
    rows = list(rows)
    ids = {values.get("unit_id") for row in rows for values in (row.before, row.after)} - {None}
    units = {unit.pk: unit.name for unit in Unit.objects.filter(pk__in=ids)}
    return [Told(row.at, row.by, row.get_what_display(), _lines(row, units)) for row in rows]


def _lines(row: Change, units: dict[int, str]) -> list[tuple[str, str, str]]:
    shown = [name for name in LABELS if name in row.after]
    return [
        (str(LABELS[name]), _shown(name, row.before.get(name), units), _shown(name, row.after[name], units))
        for name in shown
    ]


def _shown(name: str, value: object, units: dict[int, str]) -> str:
    if name == "is_active":
        return _("yes") if value else _("no")
    if value in (None, ""):
        return "—"
    match name:
        case "unit_id":
            return units.get(value, "—") if isinstance(value, int) else "—"
        case "phone":
            return phones.readable(str(value))
        case "left_on":
            return date.fromisoformat(str(value)).strftime("%d/%m/%Y")
    return str(value)


def forget_old() -> int:
    """Delete what is older than KEPT, a batch at a time; how many that were."""
    gone = 0
    while old := list(Change.objects.filter(at__lt=timezone.now() - KEPT).values_list("pk", flat=True)[:BATCH]):
        gone += Change.objects.filter(pk__in=old).delete()[0]
    return gone
