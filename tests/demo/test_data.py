"""The demo union and its courses: invented people whom nobody can ring, lessons that lack nothing."""

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from lms.demo import data_files
from quizzes import conversations

DATA = Path(__file__).parents[2] / "lms/demo/data"


def rows(name: str) -> list[dict]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


UNITS, MEMBERS = rows("units.csv"), rows("members.csv")
FIRST_BRANCH = "99001-1"
COURSES = [data_files.course(name) for name in data_files.courses().values()]
LESSONS = [lesson for course in COURSES for lesson in course["lessons"]]
SIZES = {  # practice screens and questions of each lesson: 77 and 83 in all
    "K1": ([4, 4, 5, 4, 4], [4, 4, 4, 4, 4]),
    "K2": ([4, 5, 5, 5, 4], [4, 4, 4, 5, 4]),
    "K3": ([3, 3, 3, 3, 3], [4, 4, 4, 4, 4]),
    "K4": ([3, 4, 3, 3, 5], [5, 4, 4, 4, 5]),
}


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


def test_a_hotline_is_the_demo_s_own_says_so_and_is_shown():
    lines = rows("hotlines.csv")
    taken = {member["phone"] for member in MEMBERS}
    assert [line for line in lines if not line["number"].startswith("0500 000 ") or line["number"] in taken] == []
    assert [line["name"] for line in lines if not line["name"].endswith("(số mẫu)")] == []
    assert {code for lesson in LESSONS for code in lesson.get("hotlines", [])} == {line["code"] for line in lines}


def test_no_lesson_claims_to_have_been_checked_on_a_real_phone():
    assert [
        lesson["code"] for lesson in LESSONS if "verified_on" in lesson or "máy thật" in lesson.get("source", "")
    ] == []


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
    assert [m["name"] for m in MEMBERS if m["signs_in"] == "no" and any(m[code] for code in SIZES)] == []
    learnt = Counter(m["K1"] for m in MEMBERS if m["unit"].startswith(FIRST_BRANCH))
    assert learnt == {"": 12, "0": 9, "1": 2, "2": 1, "3": 3, "4": 2, "5": 8}


def test_names_are_composed():
    assert [m["name"] for m in MEMBERS if m["name"] != unicodedata.normalize("NFC", m["name"])] == []


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course["code"])
def test_a_course_has_all_its_lessons_screens_and_questions(course: dict):
    lessons = course["lessons"]
    assert [lesson["code"] for lesson in lessons] == [f"{course['code'][1:]}.{number}" for number in range(1, 6)]
    practised, asked = SIZES[course["code"]]
    assert [len(lesson["practice"]) for lesson in lessons] == practised
    assert [len(lesson["questions"]) for lesson in lessons] == asked


@pytest.mark.parametrize("name", data_files.courses().values())
def test_a_course_leads_nowhere_and_gives_nobody_s_number_away(name: str):
    written = (DATA / name).read_text(encoding="utf-8")
    assert written == unicodedata.normalize("NFC", written)
    assert re.findall(r"https?:|www\.|(?<!\d)0\d{9}(?!\d)", written) == []
    addresses = set(re.findall(r"[\w.-]+\.(?:vn|com|net|org|info|example)\b", written))
    assert {one for one in addresses if not one.endswith(".example")} <= {
        "dichvucong.gov.vn",
        ".gov.vn",
        "tinnhiemmang.vn",
    }


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson["code"])
def test_every_answer_is_told_something(lesson: dict):
    for asked in lesson["questions"]:
        options = [option for part in [asked, *asked.get("turns", [])] for option in part.get("options", [])]
        assert [text for text, _right, words in options if not words] == []
        assert options or asked.get("feedback") or (asked["right_feedback"] and asked["wrong_feedback"])


def turn(said: dict) -> dict:
    """A turn of the data file as the conversation's block holds it."""
    answers = [dict(zip(("words", "good", "feedback", "leads_to"), one, strict=True)) for one in said["answers"]]
    return {"who": said["who"], "words": said["words"], "answers": answers}


@pytest.mark.parametrize("lesson", [one for one in LESSONS if "talk" in one], ids=lambda lesson: lesson["code"])
def test_a_conversation_can_be_walked_well_to_its_end(lesson: dict):
    turns = conversations.TurnsBlock().to_python([turn(said) for said in lesson["talk"]["turns"]])
    assert conversations.faults(conversations.turns_of(turns)) == []
