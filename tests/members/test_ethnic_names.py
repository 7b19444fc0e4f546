"""Names of Êđê, Ba Na and Gia Rai: found, sorted and called as they are at home."""

import pytest

from lms import names
from lms.members.models import Member
from lms.members.roster import importing, lookups, values
from tests.reading import texts


@pytest.mark.parametrize("apostrophe", names.APOSTROPHES)
def test_every_apostrophe_is_one_letter(apostrophe):
    name = f"H{apostrophe}Hen Niê"
    assert (names.fold(name), names.collation_key(name)) == ("hhen nie", names.collation_key("H'Hen Niê"))


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Ƀuôn Čư", "buon cu"),
        ("ƀ č ĕ ê̆ ñ ŏ ơ̆ ư̆ ĭ ŭ â̆ ô̆", "b c e e n o o u i u a o"),
        ("Ĕban Ñhiêu", "eban nhieu"),
        ("ÐẶNG THỊ ðào", "dang thi dao"),
        ("Ɖặng", "dang"),
    ],
)
def test_their_letters_are_found_by_the_plain_letter(written, key):
    assert names.fold(written) == key


def test_they_stand_in_a_list_where_their_alphabet_has_them():
    in_order = [
        "Ba",
        "Ƀa",
        "Ca",
        "Ča",
        "Da",
        "Đa",
        "E",
        "Ĕ",
        "Ê",
        "Ê̆",
        "I",
        "Ĭ",
        "Na",
        "Ña",
        "O",
        "Ŏ",
        "Ô",
        "Ô̆",
        "Ơ",
        "Ơ̆",
    ]
    assert sorted(set(in_order), key=names.collation_key) == in_order


def test_a_tone_over_a_letter_of_theirs_breaks_ties_only():
    assert sorted(["Ñạ", "Ña", "Ñá"], key=names.collation_key) == ["Ña", "Ñá", "Ñạ"]


def test_icelandic_eth_is_kept_as_the_letter_that_was_meant(enrol, union):
    assert enrol("Ðỗ Thị ðào", union["ha"]).name == "Đỗ Thị đào"


@pytest.mark.parametrize("typed", ["h'hen", "H’Hen", "hhen", "HʼHen Niê", "h`hen nie"])
def test_she_is_found_with_any_apostrophe_and_with_none(enrol, union, typed):
    hen = enrol("H'Hen Niê", union["ha"])
    enrol("Nguyễn Thị Hên", union["ha"])
    assert list(lookups.matching(Member.objects.all(), typed)) == [hen]


@pytest.mark.parametrize("again", ["H’Hen Niê 1970", "HʼHEN NIÊ 1970", "hhen nie 1970"])
def test_a_list_that_spells_her_otherwise_asks_whether_it_is_she(enrol, union, lien, again):
    enrol("H'Hen Niê", union["ha"], birth_year=1970)
    kept = importing.keep_text(again, union["ha"], by=lien)
    assert [one.fate.name for one in importing.look(kept, lien)] == ["ASK"]


@pytest.mark.parametrize(
    ("name", "sort_name", "called", "short"),
    [
        ("H'Hen Niê", "Hen Niê", "H'Hen", "H'Hen N."),
        ("HʼHen Niê", "H'Hen Niê", "HʼHen", "HʼHen N."),
        ("Ksor H'Lim", "", "H'Lim", "K. H'Lim"),
        ("Nguyễn Thu Hà", "Thu Hà", "Thu", "N. Thu H."),
        ("Nguyễn Thị Lan", "Út", "Út", "Út"),
        ("H'Hen Niê", "", "Niê", "H. Niê"),
    ],
)
def test_the_sort_name_decides_how_she_is_called(name, sort_name, called, short):
    assert (names.given(name, sort_name), names.initials(name, sort_name)) == (called, short)


def test_so_her_own_pages_call_her(enrol, union, signed_in):
    hen = enrol("H'Hen Niê", union["ha"], sort_name="Hen Niê", pin="246802")
    assert texts(signed_in(hen).get("/toi/"), "h1") == ["Chị H'Hen"]


def test_and_so_a_message_calls_her_among_others():
    full = ["H'Hen Niê", "Y Bhăm Niê", "Lê Thị Lan"]
    assert names.told_apart(full, ["Hen Niê", "", ""]) == ["H'Hen", "Niê", "Lan"]
    assert names.told_apart(["H'Hen Niê", "H'Hen Êban"], ["Hen Niê", "Hen"]) == ["H'Hen Niê", "H'Hen Êban"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("nguyễn thị MAI anh", "Nguyễn Thị Mai Anh"),
        ("HʼHEN NIÊ", "HʼHen Niê"),
        ("h'hen niê", "H'Hen Niê"),
        ("ƀuôn KRÔNG Y-bhăm", "Ƀuôn Krông Y-bhăm"),
        ("ÐỖ THỊ LAN", "Đỗ Thị Lan"),
        ("McIntyre Thị Lan", "McIntyre Thị Lan"),
    ],
)
def test_capitals_are_those_of_names(written, name):
    assert values.named(written) == name


def test_a_name_may_have_as_many_words_as_it_has(union, lien):
    long = "Công Tằng Tôn Nữ Thị Ngọc Thùy Dương"
    kept = importing.keep_text(f"{long} 1960", union["ha"], by=lien)
    [one] = importing.look(kept, lien)
    assert (one.row.name, one.fate.name, one.remarks) == (long, "ADD", ["Tên dài: có phải tên một người không chị?"])
