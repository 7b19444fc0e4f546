"""What a row will become: nobody is written twice without a question, and nobody is asked about outside the scope."""

import pytest
from django.utils import timezone

from lms.members.roster import importing
from tests.members.roster.conftest import fates


def test_a_name_that_is_not_there_will_be_added(look, union):
    [one] = look("Nguyễn Thị Lan 1964")
    assert (one.fate.name, one.unit) == ("ADD", union["ha"])


def test_name_year_and_phone_together_are_certain(look, thanh):
    [one] = look("NGUYỄN THỊ THANH 1964 0500 000 001")
    assert (one.fate.name, one.member, one.changes) == ("SAME", thanh, {})


@pytest.mark.parametrize(
    "line", ["Nguyễn Thị Thanh 1964", "nguyen thi thanh", "Nguyễn Thị Thành 1964", "Nguyễn Thị Thanh"]
)
def test_the_same_name_and_perhaps_the_same_year_is_a_question(look, thanh, line):
    [one] = look(line)
    assert (one.fate.name, one.people) == ("ASK", [thanh])


def test_another_year_is_another_person_unless_the_phone_is_hers(look, thanh):
    assert fates(look("Nguyễn Thị Thanh 1970", "Nguyễn Thị Thanh 1971 0500000001")) == ["ADD", "ASK"]


def test_a_family_shares_a_phone(look, thanh):
    assert fates(look("Trần Thị Hoa 1990 0500000001")) == ["ADD"]


def test_who_lives_nearby_is_asked_about_only_where_she_may_be_seen(union, lien, ngan, enrol, paste):
    enrol("Trần Thị Bé", union["thuong"], birth_year=1970)
    assert fates(importing.look(paste("Trần Thị Bé 1970"), lien)) == ["ADD"]
    assert fates(importing.look(paste("Trần Thị Bé 1970", by=ngan), ngan)) == ["ASK"]


def test_who_has_left_may_be_coming_back(look, thanh):
    thanh.left_on = timezone.localdate()
    thanh.save()
    [one] = look("Nguyễn Thị Thanh 1964 0500000001")
    assert (one.fate.name, one.people) == ("ASK", [thanh])


def test_a_person_twice_in_one_list_is_a_question_and_the_very_same_line_is_none(look):
    lines = ["Trần Thị Bé 1970 0912345678", "Trần Thị Bé 1970", "TRẦN THỊ BÉ 0912 345 678 1970", "Trần Thị Bé 1980"]
    assert fates(look(*lines)) == ["ADD", "ASK", "SAME", "ADD"]


def test_what_the_roster_does_not_know_is_completed_and_said(paste, lien, union, enrol):
    be = enrol("Trần Thị Bé", union["ha"])
    kept = paste("Trần Thị Bé 1970 0912345678 tổ 1")
    importing.change_row(kept.pk, 1, by=lien, answer=str(be.pk))
    kept.refresh_from_db()
    [one] = importing.look(kept, lien)
    assert one.fate.name == "CHANGE"
    assert one.said == ["Năm sinh: 1970", "Điện thoại: 0912 345 678", "Tổ: Tổ 1"]


@pytest.mark.parametrize("answer", ["999999", "0", "line:9", "other"])
def test_an_answer_that_names_nobody_in_question_changes_nobody(paste, lien, thanh, xuan, answer):
    kept = paste("Nguyễn Thị Thanh 1964")
    importing.change_row(kept.pk, 1, by=lien, answer=answer)
    kept.refresh_from_db()
    assert importing.look(kept, lien)[0].member is None


@pytest.mark.parametrize("group", ["Tổ 1", "tổ 1", "to 1"])
def test_a_group_is_found_by_its_name(look, union, group):
    [one] = look(f"Nguyễn Thị Lan - {group}")
    assert one.unit == union["to_1"]


def test_a_group_that_is_not_there_is_said_and_she_comes_to_the_unit(look, union):
    [one] = look("Nguyễn Thị Lan - tổ 9")
    assert (one.unit, one.remarks) == (union["ha"], ["Ở đây không có tổ “tổ 9”: ghi vào chính đơn vị."])
