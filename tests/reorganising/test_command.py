"""Reorganising from a file: line by line, all or nothing, and a look that changes nothing."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from lms.members.models import Member
from lms.units.models import Unit

HEAD = "việc,từ mã,đến mã,tên mới,cấp,mã cấp trên,ngày\n"
FILE = (
    HEAD
    + """lập,,99003,Xã Mới,xã,99,1/7/2026
gộp,99001-1 99001-2,99003-1,Chi hội Hạ Thượng,,99003,
đổi tên,99002,,Phường Trúc,,,
chuyển,99002-1,,,,99003,
tách,99001-1-1,,Chi hội Tổ Một,,,
"""
)


@pytest.fixture
def reorganise(union, tmp_path):
    def reorganise(text: str, *options: str) -> tuple[list[str], list[str]]:
        file = tmp_path / "viec.csv"
        file.write_text(text)
        said, wrong = StringIO(), StringIO()
        try:
            call_command("reorganise", file, *options, stdout=said, stderr=wrong)
        except CommandError as refused:
            wrong.write(str(refused))
        return said.getvalue().splitlines(), wrong.getvalue().splitlines()

    return reorganise


def above(code: str) -> str:
    return Unit.objects.get(code=code).get_parent().code


def test_each_line_sees_what_those_before_it_have_done(reorganise, thanh, xuan):
    said, wrong = reorganise(FILE)
    assert wrong == []
    assert "    1 hội viên của Chi hội thôn Hạ (Xã Đồng Sen) về Chi hội Hạ Thượng (Xã Mới)" in said
    assert {Member.objects.get(pk=member.pk).unit.code for member in (thanh, xuan)} == {"99003-1"}
    assert (above("99003-1"), above("99002-1"), above("99001-1-1")) == ("99003", "99003", "99003-2")
    assert Unit.objects.get(code="99002").name == "Phường Trúc"


def test_a_look_says_the_same_and_changes_nothing(reorganise, thanh):
    before = list(Unit.objects.values())
    looked, _wrong = reorganise(FILE, "--dry-run")
    assert list(Unit.objects.values()) == before
    assert looked == [*reorganise(FILE)[0], "Chưa ghi gì: đây chỉ là xem trước."]


def test_one_wrong_line_and_nothing_is_done(reorganise):
    before = list(Unit.objects.values())
    _said, wrong = reorganise(FILE + "gộp,99001,99002,,,,\nbay,99001,,,,,\nđổi tên,,,A,,,\nđổi tên,1 2,,A,,,\n")
    assert wrong == [
        "Dòng 8: “bay” không phải việc làm được với đơn vị.",
        "Dòng 9: Thiếu mã.",
        "Dòng 10: Chỉ ghi một mã thôi.",
        "Chưa thay đổi gì.",
    ]
    assert list(Unit.objects.values()) == before


def test_a_branch_is_dissolved_as_the_file_says(reorganise, thanh, xuan):
    head = HEAD.replace("ngày", "hội viên,ngày")
    _said, wrong = reorganise(head + "giải thể,99001-1,,,,,,\n")
    assert wrong == ["Dòng 2: Ghi rõ hội viên sẽ thế nào: “cấp trên” hoặc “rời đi”.", "Chưa thay đổi gì."]
    said, wrong = reorganise(head + "giải thể,99001-1,,,,,cấp trên,\nGIẢI THỂ,99001-2,,,,,Rời đi,\n")
    assert (wrong, [line for line in said if "thay" in line]) == (
        [],
        [
            f"    {name} kết thúc ngày {timezone.localdate():%d/%m/%Y}; không có đơn vị nào thay"
            for name in ("Chi hội thôn Hạ (Xã Đồng Sen)", "Tổ 1 (Chi hội thôn Hạ)", "Chi hội thôn Thượng (Xã Đồng Sen)")
        ],
    )
    found = Member.objects.order_by("pk").values_list("unit__code", "left_on")
    assert list(found) == [("99001", None), ("99001", timezone.localdate())]


def test_nobody_is_named(reorganise, lien, thanh):
    said, _wrong = reorganise(HEAD + "gộp,99001-1,99001-2,,,,\n")
    assert [line for line in said if "Liên" in line or "Thanh" in line] == []
    assert any("Chi hội trưởng của Chi hội thôn Hạ" in line for line in said)
