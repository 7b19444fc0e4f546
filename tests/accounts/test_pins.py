"""What may be a PIN, and how it is kept."""

import pytest
from django.core.exceptions import ValidationError

from lms.accounts import lockout
from lms.accounts.forms import NewPinForm
from lms.members import pins

SIX_DIGITS = "Mã PIN có đúng 6 chữ số."
TOO_EASY = "Mã PIN này dễ đoán quá. Chị chọn mã khác nhé."
BIRTH_YEAR = "Chị đừng dùng năm sinh trong mã PIN nhé."


@pytest.mark.parametrize(
    "pin", ["", "24680", "2468024", "24680a", "24 680", "-24680", "２４６８０２", "٢٤٦٨٠٢", "24680\n"]
)
def test_a_pin_is_six_digits(pin):
    with pytest.raises(ValidationError) as refused:
        pins.check_allowed(pin, None)
    assert refused.value.messages == [SIX_DIGITS]


@pytest.mark.parametrize("pin", ["123456", "654321", "000000", "888888"])
def test_a_neighbour_does_not_guess_it_first(pin):
    with pytest.raises(ValidationError) as refused:
        pins.check_allowed(pin, 1964)
    assert refused.value.messages == [TOO_EASY]


@pytest.mark.parametrize("pin", ["196407", "071964", "019640"])
def test_it_does_not_hold_her_year_of_birth(pin):
    with pytest.raises(ValidationError) as refused:
        pins.check_allowed(pin, 1964)
    assert refused.value.messages == [BIRTH_YEAR]


def test_the_year_of_somebody_else_is_allowed(thanh):
    thanh.set_pin("197507")
    thanh.save()
    assert lockout.attempt(thanh, "197507") == lockout.Outcome.RIGHT


def test_it_is_kept_hashed(thanh):
    assert "246802" not in thanh.pin
    assert len(thanh.pin) > 30


def test_two_women_with_one_pin_have_different_hashes(thanh, lien):
    assert thanh.pin != lien.pin


def test_a_refused_pin_leaves_the_old_one(thanh):
    before = thanh.pin
    with pytest.raises(ValidationError):
        thanh.set_pin("123456")
    assert thanh.pin == before


def test_choosing_a_pin_twice_the_same_is_enough(thanh):
    form = NewPinForm({"pin": "135791", "again": "135791"}, member=thanh)
    assert (form.is_valid(), form.cleaned_data["pin"]) == (True, "135791")


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"pin": "135791", "again": "135792"}, {"again": ["Hai lần gõ mã PIN chưa giống nhau."]}),
        ({"pin": "135791"}, {"again": ["Ô này bắt buộc phải điền.", "Hai lần gõ mã PIN chưa giống nhau."]}),
        ({"pin": "196401", "again": "196401"}, {"pin": [BIRTH_YEAR]}),
    ],
)
def test_choosing_a_pin_says_what_is_wrong(thanh, typed, errors):
    assert NewPinForm(typed, member=thanh).errors == errors
