"""Bringing a list in: it is kept, looked through, mended, confirmed, and can be taken back whole.

Reading writes nobody. Confirming is one transaction under the lock of the unit and of the import, so that two presses,
or two heads with the same list, write each person once. What nobody confirmed is forgotten after a week; of what has
come in the rows are deleted after 30 days or when it is undone, and only the figures stay. Each list asks for its own
sweeping on its day; `manage.py forget_old` does it as well, should the queue have lost that.
"""

from datetime import date, timedelta
from functools import partial
from itertools import islice
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from lms.members import memberships, scope
from lms.members.models import Import, Member
from lms.members.roster import identity_numbers
from lms.members.roster.files import opened
from lms.members.roster.matching import Fate, Judged, judged
from lms.members.roster.parsing import read_sheets, read_text
from lms.members.roster.rows import Listed, Row
from lms.members.signals import remembered
from lms.units.models import Unit
from quizzes.exchange.neutral import line

WAITS, KEPT, MOST_WAITING = timedelta(days=7), timedelta(days=30), 5
AFTER_ALL_ELSE = -30
AT_ONCE = 1000  # rows that are written while she waits
PART = 400  # rows of a longer list that are written in one go
PATIENCE = timedelta(minutes=2)  # without a sign of life the job of a long list was lost
SAMPLES = 5
WRITES = (Fate.ADD, Fate.CHANGE)


def keep_text(text: str, unit: Unit, *, by: Member) -> Import:
    """Keep a pasted list. Raises UnreadableFileError, and then keeps nothing."""
    return _keep(read_text(text), "", unit, by)


def keep_file(upload: UploadedFile, unit: Unit, *, by: Member) -> Import:
    """Keep the rows of a file, never the file. Raises UnreadableFileError, and then keeps nothing."""
    return _keep(read_sheets(opened(upload)), identity_numbers.without(line(upload.name))[:200], unit, by)


@transaction.atomic
def _keep(listed: Listed, name: str, unit: Unit, by: Member) -> Import:
    waiting = Import.objects.filter(by=by, done_at=None, writing_at=None).values_list("pk", flat=True)[
        MOST_WAITING - 1 :
    ]
    Import.objects.filter(pk__in=list(waiting)).delete()
    for number, row in enumerate(listed.rows, 1):
        row.remarks = row.remarks[:5]
        if row.sheet:  # numbers name a row only where there is one sheet
            row.text, row.number = f"{row.sheet}, {row.number}: {row.text}", number
    _sweep_after(WAITS)
    return Import.objects.create(
        unit=unit,
        by=by,
        name=name,
        rows=[row.as_json() for row in listed.rows],
        remarks=listed.remarks,
        font=listed.font,
    )


@task(priority=AFTER_ALL_ELSE)
def sweep_lists() -> None:
    sweep()


def _sweep_after(while_kept: timedelta) -> None:
    sweep_lists.using(run_after=timezone.now() + while_kept + timedelta(minutes=1)).enqueue()


def sweep() -> int:
    """Forget what waited too long, and the rows of what has been here long enough; how many lists that were."""
    now = timezone.now()
    forgotten = Import.objects.filter(done_at=None, at__lt=now - WAITS).delete()[0]
    for kept in Import.objects.filter(done_at__lt=now - KEPT).exclude(rows=[]).defer("remarks").iterator(50):
        _forget(kept)
        forgotten += 1
    return forgotten


def _forget(kept: Import) -> None:
    kept.made = {what: kept.count(what) for what in ("new", "changed")}
    kept.rows, kept.remarks = [], []
    kept.save(update_fields=["rows", "remarks", "made", "undone_at", "writing_at"])


def look(kept: Import, viewer: Member) -> list[Judged]:
    """What each row becomes. What was read out of an old font comes in when she has said that it was read rightly."""
    rows = [Row.from_json(row) for row in kept.rows]
    for row in rows:
        if kept.font and row.old_font and not row.nobody:
            row.why = row.why or _("Written in an old font: please say above whether it was read rightly.")
    return judged(rows, kept.unit, viewer)


def read_from_font(kept: Import) -> list[tuple[str, str]]:
    """A few of the names that were read out of an old font: (as written, as read)."""
    found = (row for row in kept.rows if row.get("old_font") and row.get("name"))
    return [(row["text"], row["name"]) for row in islice(found, SAMPLES)]


@transaction.atomic
def agree_to_font(pk: int, right: bool, *, by: Member) -> None:
    """She has looked at what was read out of an old font. If it is wrong, those rows cannot be read."""
    kept = Import.objects.select_for_update(no_key=True).get(pk=pk, by=by)
    if kept.done_at or not kept.font:
        return
    if not right:
        unread = {"why": _("It is written in an old font. Please type the name here."), "name": ""}
        kept.rows = [row | unread if row.get("old_font") and not row.get("nobody") else row for row in kept.rows]
    kept.font = ""
    kept.save(update_fields=["rows", "font"])


@transaction.atomic
def change_row(pk: int, number: int, *, by: Member, **said) -> None:
    """Keep what she said to one row of a list that waits. Nothing happens to a row that is not there."""
    kept = Import.objects.select_for_update(no_key=True).get(pk=pk, by=by)
    if not kept.done_at and not kept.writing_at:
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
    if kept.done_at or kept.writing_at:
        return kept
    looked = look(kept, by)
    kept.rows = [one.row.as_json() | {"fate": one.fate} for one in looked]
    kept.made = {"new": [], "changed": []}
    if len(looked) > AT_ONCE:
        kept.writing_at = timezone.now()
        kept.save()
        transaction.on_commit(partial(write_list.enqueue, kept.pk))
        return kept
    _write(kept, looked, by)
    kept.done_at = timezone.now()
    kept.save()
    _sweep_after(KEPT)
    return kept


def _write(kept: Import, looked: list[Judged], by: Member) -> None:
    new = [
        Member(name=one.row.name, birth_year=one.row.year, phone=one.row.phone, unit=one.unit)
        for one in looked
        if one.fate == Fate.ADD
    ]
    memberships.enrol(new, by=by)
    kept.made["new"] += [member.pk for member in new]
    kept.made["changed"] += [_change(one, by) for one in looked if one.fate == Fate.CHANGE]


@task()
def write_list(pk: int) -> None:
    """Write a long list, some rows at a time. It may be begun twice, or again after a worker died: each part is one
    transaction under the lock of the list, and begins where the last one ended."""
    while write_some(pk):
        pass


def take_up_again(kept: Import) -> None:
    """Who looks at a list whose worker has died has it go on."""
    if kept.writing_at and timezone.now() - kept.writing_at > PATIENCE:
        (undo_list if kept.done_at else write_list).enqueue(kept.pk)


@transaction.atomic
def write_some(pk: int) -> bool:
    """The next rows of a long list; False when there are no more. A row whose fate is another by now stays outside."""
    by = Import.objects.select_related("by").get(pk=pk).by
    kept = _locked(pk, by)
    if kept.done_at or not kept.writing_at:
        return False
    part = [Row.from_json(row) for row in kept.rows[kept.written : kept.written + PART] if row["fate"] in WRITES]
    fates = {row["number"]: row["fate"] for row in kept.rows[kept.written : kept.written + PART]}
    looked = judged(part, kept.unit, by)
    _write(kept, [one for one in looked if one.fate == fates[one.row.number]], by)
    others = {one.row.number for one in looked if one.fate != fates[one.row.number]}
    if others:
        kept.rows = [row | {"fate": Fate.ASK} if row["number"] in others else row for row in kept.rows]
    kept.written = min(kept.written + PART, len(kept.rows))
    kept.writing_at = timezone.now()
    if kept.written == len(kept.rows):
        kept.done_at, kept.writing_at = timezone.now(), None
        _sweep_after(KEPT)
    kept.save(update_fields=["made", "written", "writing_at", "done_at", *(["rows"] if others else [])])
    return not kept.done_at


def _locked(pk: int, by: Member) -> Import:
    kept = Import.objects.select_related("unit").get(pk=pk, by=by, unit__in=scope.units(by))
    Unit.objects.select_for_update(no_key=True).get(pk=kept.unit_id)
    return Import.objects.select_related("unit").select_for_update(no_key=True, of=("self",)).get(pk=pk)


def _change(one: Judged, by: Member) -> list:
    """[her id, the fields before, the fields after]."""
    assert one.member is not None  # a row without one makes a new member
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
    if kept.undone_at or kept.writing_at or not kept.done_at or not kept.rows:
        return kept, 0, 0
    if kept.count("new") > AT_ONCE:
        kept.writing_at, kept.written = timezone.now(), 0
        kept.save(update_fields=["writing_at", "written"])
        transaction.on_commit(partial(undo_list.enqueue, kept.pk))
        return kept, 0, 0
    gone = _strike_out(kept, kept.made["new"])
    return kept, len(gone), kept.count("new") - len(gone) + _end_undoing(kept, by)


def _end_undoing(kept: Import, by: Member) -> int:
    """The fields that it changed return. How many members stay as it made them."""
    stay = sum(not _put_back(pk, before, after, by) for pk, before, after in kept.made["changed"])
    kept.undone_at, kept.writing_at = timezone.now(), None
    _forget(kept)
    return stay


@task()
def undo_list(pk: int) -> None:
    """Take a long list back, some members at a time, as it was written."""
    while undo_some(pk):
        pass


@transaction.atomic
def undo_some(pk: int) -> bool:
    """The next members of a long list that is taken back; False when there are no more."""
    by = Import.objects.select_related("by").get(pk=pk).by
    kept = _locked(pk, by)
    if kept.undone_at or not kept.done_at or not kept.writing_at:
        return False
    _strike_out(kept, kept.made["new"][kept.written : kept.written + PART])
    kept.written, kept.writing_at = kept.written + PART, timezone.now()
    if kept.written >= kept.count("new"):
        _end_undoing(kept, by)
        return False
    kept.save(update_fields=["written", "writing_at"])
    return True


def _strike_out(kept: Import, members: list[int]) -> list[int]:
    """Delete whom it wrote and who left no trace since; who has moved, signs in, learns or holds an office stays."""
    untouched = Member.objects.filter(
        pk__in=members, unit__path__startswith=kept.unit.path, is_active=True, left_on=None,
        pin="", username=None, last_login=None, roles=None, merged=None,
    )  # fmt: skip
    pks = list(untouched.select_for_update(no_key=True, of=("self",)).order_by("pk").values_list("pk", flat=True))
    told: list[tuple[Any, Any]] = remembered.send(Member, members=pks)
    busy: set[int] = set().union(*(found for _receiver, found in told))
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
