"""Lists of before Unicode: told by their words, read with the tables of their fonts, offered before they come in."""

import pytest

from lms.members.models import Import, Member
from lms.members.roster import importing
from lms.members.roster.old_fonts import TCVN3, VNI, Converter, in_unicode
from tests.members.roster.conftest import ROSTER, names, upload, xlsx
from tests.reading import texts

TODAY = (
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ",
    "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ",
)
IN_VNI = (
    "aø aù aû aõ aï aê aè aé aú aü aë aâ aà aá aå aã aä ñ eø eù eû eõ eï eâ eà eá eå eã eä ì í æ ó ò oø où oû oõ oï oâ"
    " oà oá oå oã oä ô ôø ôù ôû ôõ ôï uø uù uû uõ uï ö öø öù öû öõ öï yø yù yû yõ î"
)
IN_TCVN3 = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ"
OLD_LIST = [
    ["Hä vµ tªn", "N¨m sinh", "§iÖn tho¹i"],
    ["NguyÔn ThÞ Ph­îng", "1964", "0912345678"],
    ["TrÇn ThÞ Hoµ", "1970", ""],
    ["Vò ThÞ Hoa", "1971", ""],
]


def test_every_letter_of_the_tcvn3_fonts():
    assert in_unicode(IN_TCVN3, TCVN3) == TODAY[0]
    assert in_unicode("¡¢§£¤¥¦", TCVN3) == "ĂÂĐÊÔƠƯ"


def test_every_letter_of_the_vni_fonts():
    assert in_unicode(IN_VNI, VNI).replace(" ", "") == TODAY[0]
    assert in_unicode(IN_VNI.upper(), VNI).replace(" ", "") == TODAY[1]


def test_the_fonts_of_capitals_had_the_letters_of_the_others():
    assert in_unicode("NGUYÔN THÞ Lª", TCVN3) == "NGUYỄN THỊ LÊ"


@pytest.mark.parametrize(
    ("line", "family", "name"),
    [
        ("NguyÔn ThÞ Ph­îng 1964", TCVN3, "Nguyễn Thị Phượng"),
        ("NGUYÔN THÞ §µO 1964", TCVN3, "Nguyễn Thị Đào"),
        ("Bïi ThÞ Hång 1964", TCVN3, "Bùi Thị Hồng"),
        ("Nguyeãn Thò Lan 1964", VNI, "Nguyễn Thị Lan"),
        ("HUYØNH THÒ HÖÔØNG 1964", VNI, "Huỳnh Thị Hường"),
        ("Ñaëng Thò Ñaøo 1964", VNI, "Đặng Thị Đào"),
    ],
)
def test_a_pasted_line_is_read_and_shown_as_it_was(paste, line, family, name):
    kept = paste(line)
    assert (kept.font, kept.rows[0]["name"], kept.rows[0]["text"]) == (family, name, line)


@pytest.mark.parametrize(
    "text",
    [
        "Lò Thị Hoà",
        "Tô Hoài",
        "Cao Thuý",
        "Lô Lê Hà",
        "H'Ñhiêu Êban",
        "Hoà",
        "Trần Thu Hà",
        "Võ Thị Út",
        "Ngô Thị Bé",
        "",
    ],
)
def test_a_name_of_today_is_left_as_it_is(text):
    assert Converter([text])(text) == text
    assert Converter([text, "NguyÔn ThÞ Lan", "Nguyễn Thị Hồng", "Đỗ Thị Ư"])(text) == text


def test_the_headings_are_read_too_and_nothing_comes_in_before_she_agrees(union, lien):
    kept = importing.keep_file(upload(xlsx(*OLD_LIST)), union["ha"], by=lien)
    assert [one.fate.name for one in importing.look(kept, lien)] == ["NOBODY", "BROKEN", "BROKEN", "BROKEN"]
    importing.agree_to_font(kept.pk, True, by=lien)
    importing.bring_in(kept.pk, by=lien)
    assert names(union["ha"]) == ["Vũ Thị Hoa", "Trần Thị Hoà", "Phạm Thị Liên", "Nguyễn Thị Phượng"]
    assert Member.objects.get(birth_year=1964).phone == "+84912345678"


def test_she_is_shown_what_was_read_and_says_it_is_right(union, lien, signed_in):
    client = signed_in(lien)
    at = importing.keep_file(upload(xlsx(*OLD_LIST)), union["ha"], by=lien).pk
    page = client.get(f"{ROSTER}nhap/{at}/")
    assert texts(page, "section.notice li")[0] == "NguyÔn ThÞ Ph­îng | 1964 | 0912345678 → Nguyễn Thị Phượng"
    assert texts(page, f'form[action$="{at}/ghi/"]') == []
    client.post(f"{ROSTER}nhap/{at}/phong-chu/", {"font": "right"})
    assert texts(client.get(f"{ROSTER}nhap/{at}/"), f'form[action$="{at}/ghi/"] button') == [
        "Ghi 3 người vào danh sách"
    ]


def test_or_wrong_and_then_types_the_names_herself(union, lien, signed_in):
    kept = importing.keep_file(upload(xlsx(*OLD_LIST)), union["ha"], by=lien)
    signed_in(lien).post(f"{ROSTER}nhap/{kept.pk}/phong-chu/", {"font": "wrong"})
    kept.refresh_from_db()
    assert [one.fate.name for one in importing.look(kept, lien)] == ["NOBODY", "BROKEN", "BROKEN", "BROKEN"]
    assert kept.rows[1]["text"] == "NguyÔn ThÞ Ph­îng | 1964 | 0912345678"


def test_only_the_rows_that_are_old_are_converted(paste, lien):
    kept = paste("Nguyễn Thị Lan 1964", "Đỗ Thị Hoà 1970", "NguyÔn ThÞ Ph­îng 1965", "Lò Thị Hà 1966")
    assert [row["name"] for row in kept.rows] == ["Nguyễn Thị Lan", "Đỗ Thị Hoà", "Nguyễn Thị Phượng", "Lò Thị Hà"]
    assert [one.fate.name for one in importing.look(kept, lien)] == ["ADD", "ADD", "BROKEN", "ADD"]


def test_in_a_list_of_both_what_could_be_of_today_is_left_alone(paste):
    kept = paste("* Xóm Bãi", "NguyÔn ThÞ Ph­îng 1965", "TrÇn ThÞ Hoµ 1970", "Lê Thị Na", "H’Hen Niê 1975")
    assert [row.get("name", row["text"]) for row in kept.rows] == [
        "* Xóm Bãi", "Nguyễn Thị Phượng", "Trần Thị Hoà", "Lê Thị Na", "H’Hen Niê",
    ]  # fmt: skip


def test_in_a_list_that_is_old_throughout_what_could_be_either_is_old(paste):
    kept = paste("NguyÔn ThÞ Ph­îng", "Vò Hoa", "TrÇn ThÞ Hoµ")
    assert [row["name"] for row in kept.rows] == ["Nguyễn Thị Phượng", "Vũ Hoa", "Trần Thị Hoà"]


def test_an_old_csv_is_read_by_its_font_and_not_as_code_page_1258(union, lien):
    data = "\n".join(";".join(row) for row in OLD_LIST).encode("latin-1")
    kept = importing.keep_file(upload(data, "cu.csv"), union["ha"], by=lien)
    assert [row.get("name") for row in kept.rows[1:]] == ["Nguyễn Thị Phượng", "Trần Thị Hoà", "Vũ Thị Hoa"]


def test_what_she_has_not_answered_stays_outside_and_the_rest_comes_in(paste, union, lien):
    kept = importing.bring_in(paste("Nguyễn Thị Lan 1964", "NguyÔn ThÞ Ph­îng 1965").pk, by=lien)
    assert (kept.count("new"), names(union["ha"])) == (1, ["Nguyễn Thị Lan", "Phạm Thị Liên"])


def test_nobody_else_agrees_for_her(union, lien, xuan, signed_in):
    kept = importing.keep_file(upload(xlsx(*OLD_LIST)), union["ha"], by=lien)
    assert signed_in(xuan).post(f"{ROSTER}nhap/{kept.pk}/phong-chu/", {"font": "right"}).status_code == 404
    assert Import.objects.get().font == TCVN3
