"""Phone numbers as people write them."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.members import phones
from lms.members.models import Member


@pytest.mark.parametrize(
    "written",
    [
        "0912345678", "0912 345 678", "0912.345.678", "0912-345-678", "(0912) 345678", "912345678", "+84912345678",
        "+84 912 345 678", "84912345678", "+84 0912 345 678", "\u00a00912345678 ", "\u202a0912345678\u202c",
    ],
)  # fmt: skip
def test_every_way_to_write_a_number_is_kept_as_one(written):
    assert phones.e164(written) == "+84912345678"


def test_a_fixed_line_is_a_phone_too():
    assert phones.e164("024 3825 1234") == "+842438251234"


@pytest.mark.parametrize(
    "written",
    [
        "", "   ", "chị Liên", "0912abc678", "0912ABCDEF", "tel:0912345678", "0912345678 ext 5", "0912345678#5",
        "09123", "09123456789", "01134567890", "0" * 10, "9" * 10_000, "+1 212 555 0123", "0086 139 1234 5678",
        "0912345678, 0987654321", "٠٩١٢٣٤٥٦٧٨", "０９１２３４５６７８", "+", "\x00",
    ],
)  # fmt: skip
def test_what_is_no_number_of_this_country_is_refused_in_plain_words(written):
    with pytest.raises(ValidationError) as refused:
        phones.e164(written)
    assert refused.value.messages == ["Đây chưa phải số điện thoại. Số có 10 chữ số và bắt đầu bằng số 0."]


@settings(max_examples=40)
@given(st.text() | st.text("0123456789+ .()-", max_size=20))
def test_nothing_that_is_typed_becomes_anything_but_a_number(written):
    try:
        number = phones.e164(written)
    except ValidationError:
        return
    assert number.startswith("+84") and 9 <= len(number.removeprefix("+84")) <= 10 and number[1:].isdigit()


def test_a_number_is_shown_as_it_is_read_aloud():
    assert phones.readable("+84912345678") == "0912 345 678"


def test_a_form_keeps_the_number_as_one(union):
    member = Member(name="Nguyễn Thị Thanh", phone="0912 345 678", unit=union["ha"], password="-")
    member.full_clean()
    assert member.phone == "+84912345678"
