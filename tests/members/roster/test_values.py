"""Numbers, years and names as people write them."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError

from lms.members import phones
from lms.members.roster import values


@pytest.mark.parametrize(
    "written",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "(0912) 345-678",
        "+84 912 345 678",
        "0084912345678",
        "84912345678",
        "912345678",
        "912 345 678",
        "ĐT: 0912345678",
        "0912345678 (con trai)",
        "0912345678/0987654321",
        "0912\u00a0345 678",
    ],
)
def test_a_number_is_found_in_every_spelling(written):
    assert values.phone_in(written)[0] == "+84912345678"


@pytest.mark.parametrize(
    ("old", "new"), [("01687654321", "+84387654321"), ("0120 1234567", "+84701234567"), ("1991234567", "+84591234567")]
)
def test_a_number_from_before_2018_is_the_one_it_became(old, new):
    assert (values.phone_in(old)[0], phones.e164(old)) == (new, new)


def test_every_old_beginning_has_a_new_one_of_todays_networks():
    assert {new[0] for new in phones.OF_2018.values()} <= {"3", "5", "7", "8"}
    assert len(set(phones.OF_2018.values())) == len(phones.OF_2018) == 21


@pytest.mark.parametrize("written", ["9.12346E+08", "1964", "15/03/1964", "0912", "123456789012", "", "không có"])
def test_what_is_no_number_is_left(written):
    assert values.phone_in(written) == ("", written)


def test_an_old_number_that_never_was_is_refused():
    with pytest.raises(ValidationError):
        phones.e164("0111 234 5678")


@pytest.mark.parametrize(
    "written",
    [
        "1964",
        "15/03/1964",
        "15-3-1964",
        "15.3.64",
        "3/1964",
        "1964-03-15",
        "1964-03-15 00:00:00",
        "64",
        "23451",
        "1964.0",
        "NS 1964",
        "sinh năm 1964",
    ],
)
def test_a_year_is_found_in_every_spelling(written):
    assert values.year_of(written) == 1964


@pytest.mark.parametrize("written", ["", "1864", "2025", "3000", "khoảng 60 tuổi", "45/13/64", "²", "x"])
def test_a_year_in_which_no_member_was_born_is_none(written):
    assert values.year_of(written) is None


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("NGUYỄN THỊ LAN", "Nguyễn Thị Lan"),
        ("nguyễn thị lan", "Nguyễn Thị Lan"),
        ("Nguyễn Thị LAN", "Nguyễn Thị Lan"),
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("H’Hen Niê", "H’Hen Niê"),
        ("Y-BHĂM KSOR", "Y-Bhăm Ksor"),
        ("LÊ THỊ Ý", "Lê Thị Ý"),
        ("  Nguyễn   Thị\u00a0Lan, ", "Nguyễn Thị Lan"),
        ("Chị Lan", "Lan"),
        ("đ/c Nguyễn Thị Lan", "Nguyễn Thị Lan"),
        ("Bà Bùi Thị Ba", "Bùi Thị Ba"),
        ("McIntyre Thị Lan", "McIntyre Thị Lan"),
        ("Nguyễn Thị Lan 🌸", "Nguyễn Thị Lan"),
        (unicodedata.normalize("NFD", "NGUYỄN THỊ HỒNG"), "Nguyễn Thị Hồng"),
    ],
)
def test_a_name_is_tidied_and_never_corrected(written, name):
    assert values.named(written) == name


@pytest.mark.parametrize("text", ["NguyÔn ThÞ Lan", "Ph¹m ThÞ Hång", "Nguyeãn Thò Lan", "Traàn Thò Hoàng"])
def test_an_old_font_is_recognised(text):
    assert values.is_old_font(text)


@pytest.mark.parametrize(
    "text",
    ["Nguyễn Thị Hoà", "Đỗ Xuân Oanh", "Lường Thị Ưởng", "Khuất Thị Quý", "Y Bhăm Niê", "H'Ñhiêu", "Thoại", "Uyên"],
)
def test_names_of_today_are_no_old_font(text):
    assert not values.is_old_font(text)
