"""Names as Vietnamese lists write, search and sort them (domain.md 4.5)."""

import random
import unicodedata

import pytest

from lms import names
from lms.members.models import Member
from lms.units.models import Unit

IN_ORDER = [
    "Bùi Thị Ái", "Nguyễn Thị An", "Nguyễn Thị Ánh", "Lò Thị Ăm", "Nguyễn Thị Ân", "Lê Thị Bảy", "Lê Thị Bẩy",
    "Trần Thị Dào", "Trần Thị Dung", "Trần Thị Đào", "Trần Thị Giảng", "Trần Thị Hai", "Nguyễn Thị Hồng Liên",
    "Trần Thị Oanh", "Trần Thị Ổn", "Trần Thị Ơn", "Trần Thị Quế", "Trần Thị Thương",
]  # fmt: skip


def listed(db_names: list[str]) -> list[str]:
    Member.objects.bulk_create(_derived(Member(name=name)) for name in db_names)
    return list(Member.objects.order_by("sort_key").values_list("name", flat=True))


def _derived(member: Member) -> Member:
    member.derive()
    return member


def test_a_list_is_in_the_order_of_given_names(db):
    shuffled = random.Random(7).sample(IN_ORDER, len(IN_ORDER))
    assert listed(shuffled) == IN_ORDER


def test_one_given_name_is_ordered_by_family_and_middle_name(db):
    assert listed(["Trần Thị Lan", "Lê Thị Lan", "Lê Thanh Lan"]) == ["Lê Thanh Lan", "Lê Thị Lan", "Trần Thị Lan"]


def test_tones_only_break_ties(db):
    assert listed(["Mạ", "Má", "Mã", "Mả", "Mà", "Ma", "Mai"]) == ["Ma", "Mà", "Mả", "Mã", "Má", "Mạ", "Mai"]


def test_a_shorter_given_name_comes_before_a_longer_one(db):
    assert listed(["Vũ Thị Anh", "Vũ Thị An", "Vũ Xuân An"]) == ["Vũ Thị An", "Vũ Xuân An", "Vũ Thị Anh"]


def test_a_sort_name_stands_above_the_rule_of_the_last_word(enrol, union):
    enrol("Lê Thị Na", union["ha"])
    enrol("H'Hen Niê", union["ha"], sort_name="Hen Niê")
    assert [member.name for member in Member.objects.order_by("sort_key")] == ["H'Hen Niê", "Lê Thị Na"]


def test_a_woman_who_is_renamed_moves_in_the_list(enrol, union):
    renamed = enrol("Lê Thị An", union["ha"])
    enrol("Lê Thị Bình", union["ha"])
    renamed.name = "Lê Thị Yên"
    renamed.save()
    assert [member.name for member in Member.objects.order_by("sort_key")] == ["Lê Thị Bình", "Lê Thị Yên"]


def test_a_name_is_kept_as_given_in_nfc_with_single_spaces(enrol, union):
    spelt_apart = unicodedata.normalize("NFD", "  Nguyễn   Thị\u00a0Hồng Liên ")
    assert enrol(spelt_apart, union["ha"]).name == "Nguyễn Thị Hồng Liên"


@pytest.mark.parametrize("written", ["Hòa Mỹ", "Hoà Mỹ", "HÒA  MỸ", "hoa my", unicodedata.normalize("NFD", "Hoà Mỹ")])
def test_every_spelling_is_found_by_the_same_key(written):
    assert names.fold(written) == "hoa my"


def test_the_letter_d_with_a_stroke_is_found_by_d():
    assert names.fold("Đặng Thị Đào") == "dang thi dao"


def test_a_unit_is_found_by_its_folded_name(union):
    assert list(Unit.objects.filter(search_key="xa dong sen")) == [union["dong_sen"]]


def test_letters_that_grow_when_folded_still_fit(enrol, union):
    assert enrol("ß" * 120, union["ha"]).search_key == "s" * 120


@pytest.mark.parametrize(
    ("name", "given"), [("Nguyễn Thị Hồng Liên", "Liên"), ("Liên", "Liên"), ("H'Hen Niê", "Niê"), ("", "")]
)
def test_she_is_called_by_her_given_name(name, given):
    assert names.given(name) == given


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Nguyễn Thị Hồng Liên", "N. T. H. Liên"),
        ("Đặng Ánh", "Đ. Ánh"),
        ("đỗ thị xuân", "Đ. T. xuân"),
        ("Liên", "Liên"),
    ],
)
def test_initials_leave_only_the_given_name(name, short):
    assert names.initials(name) == short
