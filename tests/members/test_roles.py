"""Roles are dated, and make sense."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from lms.members.models import Role


def test_a_role_ends_after_it_begins(union, thanh):
    role = Role(member=thanh, unit=union["ha"], kind="helper", since=date(2026, 3, 8), until=date(2026, 3, 8))
    with pytest.raises(ValidationError) as refused:
        role.full_clean()
    assert refused.value.message_dict == {"until": ["Ngày cuối phải sau ngày đầu."]}


def test_the_same_role_cannot_begin_twice_on_one_day(union, lien):
    with pytest.raises(IntegrityError):
        Role.objects.create(member=lien, unit=union["ha"], kind="branch_head")


def test_a_role_reads_as_people_say_it(lien):
    assert str(lien.roles.get()) == "Chi hội trưởng, Chi hội thôn Hạ"


@pytest.mark.parametrize("code", ["99/001", "99 001", "99001?", "xã-1", "a\x00b", ""])
def test_a_code_of_a_unit_can_stand_in_an_address(union, code):
    union["ha"].code = code
    with pytest.raises(ValidationError) as refused:
        union["ha"].full_clean()
    assert list(refused.value.message_dict) == ["code"]
