"""The demo's people: one invented province with its communes, branches and groups, and some 120 members.

Nobody in it is real, and its phone numbers begin with 0500, which no operator has.
"""

from datetime import date

from django.contrib.auth.models import Group
from django.db import transaction

from lms.demo.data_files import rows
from lms.members import phones, pins
from lms.members.models import Member, Role
from lms.studio.founding import TRAINERS
from lms.units.models import Unit

TRAINER = "hoa"
OFFICER, OFFICERS_UNIT = "ngan", "99001"
PIN = "246802"
PASSWORD = "hoc-cung-chi-em"  # of the demo's trainer and keeper; the demo prints both
SINCE = date(2026, 1, 1)


@transaction.atomic
def load() -> None:
    """Units, members, their roles and sign-ins. Again changes nothing."""
    for row in rows("units.csv"):
        _unit(row)
    pin = pins.hashed(PIN)  # one hash for all of them: it is printed on the screen anyway
    units = {unit.code: unit for unit in Unit.objects.all()}
    for row in rows("members.csv"):
        _member(row, units[row["unit"]], pin)
    _keeper()


def _unit(row: dict[str, str]) -> None:
    if Unit.objects.filter(code=row["code"]).exists():
        return
    unit = Unit(name=row["name"], code=row["code"], level=row["level"], valid_from=date(2025, 7, 1))
    if row["parent"]:
        Unit.objects.get(code=row["parent"]).add_child(instance=unit)
    else:
        Unit.add_root(instance=unit)


def _member(row: dict[str, str], unit: Unit, pin: str) -> None:
    if row["role"] == Role.Kind.TRAINER and Member.objects.filter(username=TRAINER).exists():
        return  # whoever looks after the demo may have renamed her
    member, new = Member.objects.get_or_create(
        name=row["name"],
        birth_year=row["birth_year"] or None,
        unit=unit,
        defaults={
            "phone": phones.e164(row["phone"]) if row["phone"] else "",
            "pin": pin if row["signs_in"] == "yes" else "",
        },
    )
    if new and row["role"] != "member":
        Role.objects.create(member=member, unit=unit, kind=row["role"], since=SINCE)
    if new and row["role"] == Role.Kind.OFFICER and row["unit"] == OFFICERS_UNIT:
        _account(member, OFFICER)
    if new and row["role"] == Role.Kind.TRAINER:
        _account(member, TRAINER)
        member.groups.add(Group.objects.get(name=TRAINERS))


def _account(member: Member, username: str) -> None:
    member.username = username
    member.set_password(PASSWORD)
    member.save()


def _keeper() -> None:
    """Who looks after the installation: everything in Wagtail."""
    if not Member.objects.filter(username="quantri").exists():
        Member.objects.create_superuser("quantri", PASSWORD, name="Người quản trị")
