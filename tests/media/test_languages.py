"""Which languages there are, and what they are called."""

import langcodes
import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from media.voices.languages import CHOICES, language_code, language_name


def test_every_language_of_the_list_is_one():
    assert [code for code, _name in CHOICES if not langcodes.tag_is_valid(code)] == []


@pytest.mark.parametrize(("written", "code"), [(" BRU ", "bru"), ("km-kh", "km-KH"), ("hmn", "hmn")])
def test_a_code_is_spelled_as_usual(written, code):
    assert language_code(written) == code


@pytest.mark.parametrize("written", ["", "xx", "tày", "a-b", "<b>", 'vi"', "und", "mul", "x-tay", "a" * 40])
def test_what_is_no_language_is_refused(written):
    with pytest.raises(ValidationError):
        language_code(written)


@pytest.mark.parametrize(
    ("code", "name"), [("tyz", "Tiếng Tày"), ("lo", "Tiếng Lào"), ("bru", "bru"), ("km-KH", "Tiếng Khmer")]
)
def test_names_are_vietnamese_where_we_know_them(code, name):
    with translation.override("vi"):
        assert language_name(code) == name
