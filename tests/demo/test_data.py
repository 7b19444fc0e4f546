"""The demo union: invented people whom nobody can ring, in units that hang together."""

import csv
import unicodedata
from collections import Counter
from pathlib import Path

DATA = Path(__file__).parents[2] / "lms/demo/data"


def rows(name: str) -> list[dict]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


UNITS, MEMBERS = rows("units.csv"), rows("members.csv")
FIRST_BRANCH = "99001-1"


def test_units_come_after_the_unit_they_belong_to():
    codes = [unit["code"] for unit in UNITS]
    assert [unit["parent"] for unit in UNITS if unit["parent"] not in codes[: codes.index(unit["code"])]] == [""]
    levels = {"central": 1, "province": 1, "commune": 2, "branch": 5, "group": 8}
    assert Counter(unit["level"] for unit in UNITS) == levels


def test_every_member_belongs_to_a_unit():
    assert {member["unit"] for member in MEMBERS} <= {unit["code"] for unit in UNITS}


def test_nobody_has_a_number_that_an_operator_could_give_out():
    assert [member for member in MEMBERS if member["phone"] and not member["phone"].startswith("0500 000 ")] == []
    assert len([member for member in MEMBERS if not member["phone"]]) == 42


def test_some_families_share_a_phone():
    numbers = Counter(member["phone"] for member in MEMBERS if member["phone"])
    assert sorted(count for count in numbers.values() if count > 1) == [2, 2, 2, 2, 3]
    assert [m["name"] for m in MEMBERS if m["phone"] == "0500 000 020"] == ["Nguyễn Thị Đào", "Lê Thị Hạnh"]


def test_the_cast_is_there():
    cast = {member["name"]: (member["unit"], member["role"], member["phone"]) for member in MEMBERS}
    assert cast["Nguyễn Thị Thanh"] == (FIRST_BRANCH, "member", "0500 000 001")
    assert cast["Phạm Thị Liên"] == (FIRST_BRANCH, "branch_head", "0500 000 002")
    assert cast["Trần Thu Hoa"] == ("99001", "trainer", "0500 000 003")
    assert cast["Hoàng Thị Mai"] == (FIRST_BRANCH, "helper", "0500 000 004")
    assert cast["Vũ Thị Ngân"] == ("99001", "officer", "0500 000 005")


def test_every_branch_has_one_head():
    heads = Counter(member["unit"] for member in MEMBERS if member["role"] == "branch_head")
    assert heads == {unit["code"]: 1 for unit in UNITS if unit["level"] == "branch"}


def test_only_who_signs_in_has_learnt_and_the_first_branch_shows_every_state():
    assert {bool(member["learnt"]) for member in MEMBERS if member["signs_in"] == "no"} == {False}
    learnt = Counter(m["learnt"] for m in MEMBERS if m["unit"].startswith(FIRST_BRANCH))
    assert learnt == {"": 12, "0": 9, "1": 2, "2": 1, "3": 3, "4": 2, "5": 8}


def test_names_are_composed():
    assert [m["name"] for m in MEMBERS if m["name"] != unicodedata.normalize("NFC", m["name"])] == []
