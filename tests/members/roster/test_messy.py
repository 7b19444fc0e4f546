"""Two hundred rows as a branch really has them: every row is accounted for, and who can be read is read right (R21)."""

import random
from collections import Counter

import pytest

from lms.members.models import Member
from lms.members.roster import importing
from lms.members.roster.matching import Fate
from lms.names import fold
from tests.members.roster.conftest import upload, xlsx

FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đỗ", "Vũ", "Đặng", "Bùi", "Lò", "Quàng", "Lường"]
MIDDLE = ["Thị", "Thị Hồng", "Thị Kim", "Thanh", "Thị Ngọc"]
GIVEN = ["Lan", "Hoa", "Mai", "Cúc", "Đào", "Hạnh", "Hòa", "Năm", "Sáu", "Bảy", "Ổn", "Ái", "Thúy", "Huệ", "Yên"]


def people(many: int) -> list[tuple[str, int, str]]:
    """So many different women: (name, year, number without its 0)."""
    chance = random.Random(21)
    named = [f"{one} {two} {three}" for one in FAMILY for two in MIDDLE for three in GIVEN]
    return [(name, chance.randint(1940, 2004), f"9{n:08}") for n, name in enumerate(chance.sample(named, many), 1)]


NAMES = [
    str,
    str.upper,
    str.lower,
    lambda name: f"  {name} ",
    lambda name: f"Bà {name}",
    lambda name: name.replace("òa", "oà"),
]
YEARS = [int, float, str, lambda y: f"15/03/{y}", lambda y: f"3-7-{y}", lambda y: f"NS {y}"]
PHONES = [
    int,
    float,
    lambda n: f"0{n}",
    lambda n: f"+84{n}",
    lambda n: f"0084 {n}",
    lambda n: f"0{n[:3]} {n[3:6]} {n[6:]}",
    lambda n: f"0{n[:3]}.{n[3:6]}.{n[6:]}",
]
EVERYBODY = people(185)
ROWS = [
    ["HỘI LHPN XÃ ĐỒNG SEN"],
    ["DANH SÁCH HỘI VIÊN CHI HỘI THÔN HẠ NĂM 2026"],
    [],
    ["STT", "HỌ VÀ TÊN", "Ngày, tháng, năm sinh", "Số ĐT", "Ghi chú"],
    *(
        [n, NAMES[n % 6](name), YEARS[n % 5 + n % 2](year), PHONES[n % 7](phone), None]
        for n, (name, year, phone) in enumerate(EVERYBODY, 1)
    ),
    [186, *EVERYBODY[0][:2], f"0{EVERYBODY[0][2]}"],  # the very same again
    [187, EVERYBODY[1][0], None, None],  # perhaps the same again
    [188, "Nguyễn Thị Thanh", 1964, "0500000001"],  # on the roster, for certain
    [189, "NGUYEN THI THANH", 1964],  # perhaps on the roster
    [190, "NguyÔn ThÞ Ph­îng", 1960],
    [191, None, 1961, "0987000001"],
    [192, "Lê Thị Xuyến", "không rõ", "9.87E+08"],
    [193, '=CONCAT(B5," B")', 1962],
    [],
    ["Tổng cộng: 193 hội viên"],
    [None, "Người lập danh sách"],
]


@pytest.fixture
def kept(union, lien, thanh):
    return importing.keep_file(upload(xlsx(*ROWS)), union["ha"], by=lien)


def test_every_row_of_two_hundred_has_one_fate(kept, lien):
    looked = importing.look(kept, lien)
    assert (len(ROWS), len(looked)) == (200, 200)
    assert [one.row.number for one in looked] == list(range(1, 201))
    assert Counter(one.fate for one in looked) == {
        Fate.ADD: 186,
        Fate.ASK: 2,
        Fate.SAME: 2,
        Fate.BROKEN: 3,
        Fate.NOBODY: 7,
    }


def test_every_row_keeps_its_own_words(kept, lien):
    for one, cells in zip(importing.look(kept, lien), ROWS, strict=True):
        assert bool(one.row.text) == any(cell is not None for cell in cells)
        assert all(fold(str(cell)) in fold(one.row.text) for cell in cells if isinstance(cell, str))


def test_whoever_can_be_read_is_read_right(kept, lien, union):
    importing.bring_in(kept.pk, by=lien)
    written = {
        (fold(member.name), member.birth_year, member.phone)
        for member in union["ha"].members.exclude(name__in=("Phạm Thị Liên", "Nguyễn Thị Thanh", "Lê Thị Xuyến"))
    }
    assert written == {(fold(name), year, f"+84{phone}") for name, year, phone in EVERYBODY}
    assert not Member.objects.filter(name__regex="^[A-ZĐ ]+$").exists()


def test_what_was_not_understood_is_said(kept, lien):
    said = [(one.row.number, one.row.why or one.remarks) for one in importing.look(kept, lien)]
    assert [one for one in said if one[1] and 192 < one[0] < 198] == [
        (194, "Chữ viết bằng phông cũ: mời chị cho biết ở trên là đọc đúng chưa."),
        (195, "Không thấy tên."),
        (196, ["Không hiểu: “9.87E+08”."]),
        (197, "Đây là công thức, không phải tên."),
    ]


def test_the_file_again_asks_nothing_about_whoever_came_in_whole(kept, union, lien):
    importing.bring_in(kept.pk, by=lien)
    again = importing.keep_file(upload(xlsx(*ROWS)), union["ha"], by=lien)
    counts = Counter(one.fate for one in importing.look(again, lien))
    assert (counts[Fate.ADD], counts[Fate.SAME]) == (0, 187)
