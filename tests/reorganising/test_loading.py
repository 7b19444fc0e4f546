"""The tree from a file: in any order, as spreadsheets write it, again and again; what is wrong is said by its line."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from lms.members.models import Member
from lms.units.models import Unit

HEAD = "code,name,level,parent,valid_from,valid_until,successors\n"
FILE = (
    HEAD
    + """A-1,Chi hội Một,chi hội,A,,,
01,Thành phố Hà Nội,tỉnh/thành phố,TW,2025-07-01,,
A,Xã Sen,xã,01,1/7/2025,,
TW,Trung ương Hội,central,,,,
B,Phường Súng,ward,01,,01/10/2025,A
"""
)


@pytest.fixture
def load(db, tmp_path):
    """Load this text; what the command said, and what it complained of."""

    def load(text: str | bytes, *options: str) -> tuple[str, list[str]]:
        file = tmp_path / "units"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        said, wrong = StringIO(), StringIO()
        try:
            call_command("load_units", file, *options, stdout=said, stderr=wrong)
        except CommandError as refused:
            said.write(str(refused))
        return said.getvalue().strip(), wrong.getvalue().strip().splitlines()

    return load


def tree() -> dict[str, str]:
    """The code above each code."""
    codes = dict(Unit.objects.values_list("path", "code"))
    return {code: codes.get(path[:-4], "") for path, code in codes.items()}


def test_the_rows_may_come_in_any_order(load):
    assert load(FILE) == ("Mới: 5. Thay đổi: 0, trong đó chuyển nơi: 0. Như cũ: 0.", [])
    assert tree() == {"TW": "", "01": "TW", "A": "01", "B": "01", "A-1": "A"}
    assert Unit.find_problems() == ([], [], [], [], [])
    ended = Unit.objects.get(code="B")
    assert (ended.valid_until, ended.level, ended.heirs()) == (
        date(2025, 10, 1),
        "commune",
        [*Unit.objects.filter(code="A")],
    )


def test_loading_again_changes_nothing(load):
    load(FILE)
    before = list(Unit.objects.values())
    assert load(FILE) == ("Mới: 0. Thay đổi: 0, trong đó chuyển nơi: 0. Như cũ: 5.", [])
    assert list(Unit.objects.values()) == before


def test_loading_again_updates_what_is_different(load, hung):
    load(FILE)
    said = load(HEAD + "C,Xã Ấu,xã,01,,,\nA-1,Chi hội Hai,chi hội,C,,,\n")
    assert said == ("Mới: 1. Thay đổi: 1, trong đó chuyển nơi: 1. Như cũ: 0.", [])
    unit = Unit.objects.get(code="A-1")
    assert (unit.name, tree()["A-1"], hung) == ("Chi hội Hai", "C", [("A-1", "A", "C")])
    assert [former.name for former in unit.former_names.all()] == ["Chi hội Một"]
    assert Unit.find_problems() == ([], [], [], [], [])


def test_what_the_file_leaves_out_stays(load, union):
    Unit.objects.filter(code="99001").update(valid_from=date(2025, 7, 1))
    assert load("mã,tên,cấp\n99001,Xã Đồng Sen Mới,xã\n")[1] == []
    unit = Unit.objects.get(code="99001")
    assert (unit.name, unit.valid_from, tree()["99001"]) == ("Xã Đồng Sen Mới", date(2025, 7, 1), "99")


@pytest.mark.parametrize(
    "file",
    [
        b"\xef\xbb\xbf" + FILE.encode(),
        FILE.replace(",", ";"),
        FILE.replace(",", "\t"),
        FILE.encode("utf-16"),
        FILE.replace("\n", "\r\n"),
        FILE.replace("Xã Sen", "Xa\u0303  Sen "),
        "\n" + FILE + "\n,,,,,,\n\n",
        FILE.replace("code,name,level,parent", "Mã,Tên đơn vị,CẤP,Mã cấp trên"),
    ],
)
def test_what_a_spreadsheet_does_to_a_file_is_no_mistake(load, file):
    assert load(file) == ("Mới: 5. Thay đổi: 0, trong đó chuyển nơi: 0. Như cũ: 0.", [])
    assert Unit.objects.get(code="A").name == "Xã Sen"


WRONG = [
    ("A,Xã Sen,thôn,01,,,", "Không có cấp nào là “thôn”."),
    (",Xã Sen,xã,01,,,", "Thiếu mã."),
    ("A B,Xã Sen,xã,01,,,", "Mã chỉ gồm chữ không dấu, chữ số và dấu gạch nối."),
    ("Xa\u0303,Xã Sen,xã,01,,,", "Mã chỉ gồm chữ không dấu, chữ số và dấu gạch nối."),
    ("A,,xã,01,,,", "Đơn vị phải có tên."),
    ("A,Xã Sen,xã,,,,", "Thiếu mã đơn vị cấp trên."),
    ("A,Xã Sen,xã,Z,,,", "Đơn vị cấp trên “Z” không có trong tệp và trong danh sách, hoặc dòng của nó có lỗi."),
    ("A,Xã Sen,xã,A,,,", "Đơn vị này sẽ trực thuộc chính nó."),
    ("A,Tỉnh Sen,tỉnh,01,,,", "Đơn vị cấp “Tỉnh, thành phố” không thể trực thuộc đơn vị cấp “Tỉnh, thành phố”."),
    ("A,Xã Sen,xã,01,30/2/2025,,", "“30/2/2025” không phải ngày. Ghi như 1/7/2025 hoặc 2025-07-01."),
    ("A,Xã Sen,xã,01,hôm qua,,", "“hôm qua” không phải ngày. Ghi như 1/7/2025 hoặc 2025-07-01."),
    ("A,Xã Sen,xã,01,2026-01-01,2025-01-01,", "Ngày cuối phải sau ngày đầu."),
    ("A,Xã Sen,xã,01,,,Z", "Đơn vị kế thừa “Z” không có trong tệp và trong danh sách, hoặc dòng của nó có lỗi."),
    ("01,Xã Sen,xã,01,,,", "Mã này đã có ở dòng 3."),
    ("A,Xã Sen,xã,01,,,,,x", "Dòng này có nhiều ô hơn dòng đầu."),
]


@pytest.mark.parametrize(("row", "reason"), WRONG)
def test_a_wrong_row_is_named_with_its_reason_and_nothing_is_loaded(load, row, reason):
    sound = "TW,Trung ương Hội,trung ương,,,,\n01,Thành phố Hà Nội,thành phố,TW,,,\n"
    said, wrong = load(HEAD + sound + row + "\n")
    assert (said, wrong) == ("Chưa nạp gì. Thêm --skip-bad thì các dòng đúng được nạp.", [f"Dòng 4: {reason}"])
    assert Unit.objects.count() == 0
    assert load(HEAD + sound + row + "\n", "--skip-bad") == (
        "Mới: 2. Thay đổi: 0, trong đó chuyển nơi: 0. Như cũ: 0.", [f"Dòng 4: {reason}"],
    )  # fmt: skip


def test_what_hangs_below_a_wrong_row_is_wrong_too(load):
    said, wrong = load(FILE.replace("01,Thành phố Hà Nội,tỉnh", "01,Thành phố Hà Nội,kỉnh"), "--skip-bad")
    assert [line.split(":")[0] for line in wrong] == ["Dòng 2", "Dòng 3", "Dòng 4", "Dòng 6"]
    assert tree() == {"TW": ""}


def test_a_circle_is_found(load, union):
    _said, wrong = load(HEAD + "99001,Xã A,xã,99001-1,,,\n")
    assert wrong == ["Dòng 2: Đơn vị này sẽ trực thuộc chính nó."]


def test_a_level_that_what_hangs_below_forbids_is_refused(load, union):
    _said, wrong = load("code,name,level\n99001,Đồng Sen,tổ\n")
    assert len(wrong) == 1 and Unit.objects.get(code="99001").level == "commune"


def test_a_file_of_units_sends_no_members_away(load, union, thanh):
    words = "Dòng 2: Đơn vị ngừng hoạt động mà còn hội viên. Hãy gộp vào đơn vị khác: manage.py reorganise."
    row = "99001-1,Chi hội thôn Hạ,chi hội,99001,,2026-01-01,99001-2\n"
    group = "99001-1-1,Tổ 1,tổ,99001-2,,,\n"
    assert load(HEAD + row + group)[1] == [words]
    Member.objects.filter(pk=thanh.pk).update(left_on=timezone.localdate())
    assert load(HEAD + row + group)[1] == []
    assert tree()["99001-1-1"] == "99001-2"


def test_a_look_writes_nothing(load):
    said, _wrong = load(FILE, "--dry-run")
    assert (said.splitlines()[-1], Unit.objects.count()) == ("Chưa ghi gì: đây chỉ là xem trước.", 0)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"", "Dòng đầu phải ghi tên các cột; còn thiếu: mã, tên, cấp."),
        ("code,level\n", "Dòng đầu phải ghi tên các cột; còn thiếu: tên."),
        (b"\xff\x00\x01", "Tệp không phải chữ UTF-8. Hãy lưu lại dạng “CSV UTF-8”."),
        (b"code,name,level\nA,\x00,x\n", "Đây không phải tệp chữ."),
        ("{]", "Đây không phải tệp JSON."),
        ("[" * 100_000, "Đây không phải tệp JSON."),
        ("[1, 2]", "Đây không phải danh sách tỉnh kèm các xã."),
        ("{}", "Đây không phải danh sách tỉnh kèm các xã."),
    ],
)
def test_a_file_that_is_none_is_refused_in_plain_words(load, file, said):
    assert load(file) == (said, [])


def test_a_file_that_is_not_there_is_said(db):
    with pytest.raises(CommandError):
        call_command("load_units", "/khong/co")


COMMUNES = [("00004", "Phường Ba Đình"), ("00376", "Xã Sóc Sơn")]
CAPITALS = [
    {
        "Code": "01", "Name": "Hà Nội", "FullName": "Thành phố Hà Nội",
        "Wards": [{"Code": code, "FullName": name, "ProvinceCode": "01"} for code, name in COMMUNES],
    }
]  # fmt: skip
SMALL = [
    {
        "name": "Thành phố Hà Nội", "code": 1, "division_type": "thành phố trung ương", "phone_code": 24,
        "wards": [{"name": name, "code": int(code), "province_code": 1} for code, name in COMMUNES],
    }
]  # fmt: skip


@pytest.mark.parametrize("provinces", [CAPITALS, SMALL, {"data": SMALL}])
def test_the_public_lists_of_provinces_and_communes(load, provinces):
    load(HEAD + "TW,Trung ương Hội,central,,,,\n")
    for said in ("Mới: 3. Thay đổi: 0", "Mới: 0. Thay đổi: 0"):
        assert load(json.dumps(provinces))[0].startswith(said)
    assert tree() == {"TW": "", "01": "TW", "00004": "01", "00376": "01"}
    assert [*Unit.objects.order_by("code").values_list("name", "level")][:2] == [
        ("Phường Ba Đình", "commune"), ("Xã Sóc Sơn", "commune"),
    ]  # fmt: skip


OLD = "Dòng 1: Từ 1/7/2025 không còn cấp huyện: danh sách này đã cũ."


@pytest.mark.parametrize(
    ("provinces", "wrong"),
    [
        ([{"code": 1, "name": "Hà Nội", "districts": []}], OLD),
        ([{"code": True, "name": "Hà Nội"}], "Dòng 1: Thiếu mã."),
        ([{"code": 1, "name": 5}], "Dòng 1: Đơn vị phải có tên."),
        ([{"code": 1, "name": "Hà Nội", "wards": [None]}], "Dòng 2: Thiếu mã."),
        ([{"code": -1, "name": "Hà Nội"}], "Dòng 1: Thiếu mã."),
    ],
)  # fmt: skip
def test_what_is_wrong_in_such_a_list_is_named_by_its_place(load, provinces, wrong):
    assert load(json.dumps(provinces))[1] == [wrong]
    assert Unit.objects.count() == 0
