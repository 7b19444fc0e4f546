"""Bringing a list in: it is kept, looked through, mended, confirmed, and can be taken back whole.

Reading writes nobody. Confirming is one transaction under the lock of the unit and of the import, so that two presses,
or two heads with the same list, write each person once. What nobody confirmed is forgotten after a week; of what has
come in the rows are deleted after 30 days or when it is undone, and only the figures stay. Each list asks for its own
sweeping on its day; `manage.py forget_old` does it as well, should the queue have lost that.
"""

from datetime import date, timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from lms.members import memberships, scope
from lms.members.models import Import, Member
from lms.members.roster.files import opened
from lms.members.roster.matching import Fate, Judged, judged
from lms.members.roster.parsing import read_sheets, read_text
from lms.members.roster.rows import Listed, Row
from lms.members.signals import remembered
from lms.units.models import Unit
from quizzes.exchange.neutral import line

WAITS, KEPT, MOST_WAITING = timedelta(days=7), timedelta(days=30), 5
AFTER_ALL_ELSE = -30


def keep_text(text: str, unit: Unit, *, by: Member) -> Import:
    """Keep a pasted list. Raises UnreadableFileError, and then keeps nothing."""
    return _keep(read_text(text), "", unit, by)


def keep_file(upload: UploadedFile, unit: Unit, *, by: Member) -> Import:
    """Keep the rows of a file, never the file. Raises UnreadableFileError, and then keeps nothing."""
    return _keep(read_sheets(opened(upload)), line(upload.name)[:200], unit, by)


@transaction.atomic
def _keep(listed: Listed, name: str, unit: Unit, by: Member) -> Import:
    waiting = Import.objects.filter(by=by, done_at=None).values_list("pk", flat=True)[MOST_WAITING - 1 :]
    Import.objects.filter(pk__in=list(waiting)).delete()
    for number, row in enumerate(listed.rows, 1):
        row.remarks = row.remarks[:5]
        if row.sheet:  # numbers name a row only where there is one sheet
            row.text, row.number = f"{row.sheet}, {row.number}: {row.text}", number
    _sweep_after(WAITS)
    return Import.objects.create(
        unit=unit, by=by, name=name, rows=[row.as_json() for row in listed.rows], remarks=listed.remarks
    )


@task(priority=AFTER_ALL_ELSE)
def sweep_lists() -> None:
    sweep()


def _sweep_after(while_kept: timedelta) -> None:
    sweep_lists.using(run_after=timezone.now() + while_kept + timedelta(minutes=1)).enqueue()


def sweep() -> int:
    """Forget what waited too long, and the rows of what has been here long enough; how many lists that were."""
    now = timezone.now()
    forgotten, _each = Import.objects.filter(done_at=None, at__lt=now - WAITS).delete()
    for kept in Import.objects.filter(done_at__lt=now - KEPT).exclude(rows=[]).defer("remarks").iterator(50):
        _forget(kept)
        forgotten += 1
    return forgotten


def _forget(kept: Import) -> None:
    kept.made = {what: kept.count(what) for what in ("new", "changed")}
    kept.rows, kept.remarks = [], []
    kept.save(update_fields=["rows", "remarks", "made", "undone_at"])


def look(kept: Import, viewer: Member) -> list[Judged]:
    return judged([Row.from_json(row) for row in kept.rows], kept.unit, viewer)


@transaction.atomic
def change_row(pk: int, number: int, *, by: Member, **said) -> None:
    """Keep what she said to one row of a list that waits. Nothing happens to a row that is not there."""
    kept = Import.objects.select_for_update(no_key=True).get(pk=pk, by=by)
    if not kept.done_at:
        kept.rows = [row | said if row["number"] == number else row for row in kept.rows]
        kept.save(update_fields=["rows"])


@transaction.atomic
def agree_to_all(pk: int, *, by: Member) -> None:
    """Every row that may be exactly one person is that person."""
    kept = Import.objects.select_related("unit").select_for_update(no_key=True, of=("self",)).get(pk=pk, by=by)
    if kept.done_at:
        return
    answers = {one.row.number: _only(one) for one in look(kept, by) if one.fate == Fate.ASK}
    kept.rows = [row | {"answer": answers.get(row["number"]) or row.get("answer", "")} for row in kept.rows]
    kept.save(update_fields=["rows"])


def _only(one: Judged) -> str:
    if len(one.people) == 1:
        return str(one.people[0].pk)
    return f"line:{one.twin.number}" if one.twin and not one.people else ""


@transaction.atomic
def bring_in(pk: int, *, by: Member) -> Import:
    """Write the list: who is new, and what the roster did not know. What is still a question stays outside; a second
    time does nothing more. Raises Import.DoesNotExist for an import that is not hers."""
    kept = _locked(pk, by)
    if kept.done_at:
        return kept
    looked = look(kept, by)
    new = [
        Member(name=one.row.name, birth_year=one.row.year, phone=one.row.phone, unit=one.unit)
        for one in looked
        if one.fate == Fate.ADD
    ]
    memberships.enrol(new, by=by)
    changed = [_change(one, by) for one in looked if one.fate == Fate.CHANGE]
    kept.rows = [one.row.as_json() | {"fate": one.fate} for one in looked]
    kept.made = {"new": [member.pk for member in new], "changed": changed}
    kept.done_at = timezone.now()
    kept.save()
    _sweep_after(KEPT)
    return kept


def _locked(pk: int, by: Member) -> Import:
    kept = Import.objects.select_related("unit").get(pk=pk, by=by, unit__in=scope.units(by))
    Unit.objects.select_for_update(no_key=True).get(pk=kept.unit_id)
    return Import.objects.select_related("unit").select_for_update(no_key=True, of=("self",)).get(pk=pk)


def _change(one: Judged, by: Member) -> list:
    """[her id, the fields before, the fields after]."""
    member = Member.objects.select_for_update(no_key=True).get(pk=one.member.pk)
    before = {name: _plain(getattr(member, name)) for name in one.changes}
    _set(member, one.changes, by)
    return [member.pk, before, {name: _plain(value) for name, value in one.changes.items()}]


def _set(member: Member, fields: dict[str, object], by: Member | None) -> None:
    for name, value in fields.items():
        setattr(member, name, value)
    member.placed_by = by
    member.save(update_fields=[*fields])


def _plain(value: object) -> object:
    """A field as JSON."""
    if isinstance(value, Unit):
        return value.pk
    return value.isoformat() if isinstance(value, date) else value


@transaction.atomic
def take_back(pk: int, *, by: Member) -> tuple[Import, int, int]:
    """Undo an import: (it, how many members went, how many stay). Whoever it wrote and has done nothing since goes;
    fields that it changed return where nobody has changed them again. Raises Import.DoesNotExist."""
    kept = _locked(pk, by)
    if kept.undone_at or not kept.done_at or not kept.rows:
        return kept, 0, 0
    gone = _strike_out(kept)
    stay = kept.count("new") - len(gone)
    for pk_of_one, before, after in kept.made["changed"]:
        stay += not _put_back(pk_of_one, before, after, by)
    kept.undone_at = timezone.now()
    _forget(kept)
    return kept, len(gone), stay


def _strike_out(kept: Import) -> list[int]:
    """Delete whom it wrote and who left no trace since; who has moved, signs in, learns or holds an office stays."""
    untouched = Member.objects.filter(
        pk__in=kept.made["new"], unit__path__startswith=kept.unit.path, is_active=True, left_on=None,
        pin="", username=None, last_login=None, roles=None, merged=None,
    )  # fmt: skip
    pks = list(untouched.select_for_update(no_key=True, of=("self",)).order_by("pk").values_list("pk", flat=True))
    busy = set().union(*(found for _receiver, found in remembered.send(Member, members=pks)))
    gone = [pk for pk in pks if pk not in busy]
    memberships.strike_out(gone)
    return gone


def _put_back(pk: int, before: dict, after: dict, by: Member) -> bool:
    """Whether the fields could be given back: all of them still are what the import made them."""
    member = Member.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if not member or any(_plain(getattr(member, name)) != value for name, value in after.items()):
        return False
    fields = {"unit_id" if name == "unit" else name: value for name, value in before.items()}
    if fields.get("left_on"):
        fields["left_on"] = date.fromisoformat(fields["left_on"])
    _set(member, fields, by)
    return True
