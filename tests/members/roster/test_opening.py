"""Files from anybody: in every encoding a list is saved in, and hostile ones, which are refused in words."""

import unicodedata
import zipfile
from io import BytesIO

import pytest

from lms.members.roster import files
from lms.members.roster.files import opened
from quizzes.exchange.neutral import UnreadableFileError
from tests.members.roster.conftest import upload, xlsx

WORDS = "Họ tên;Năm sinh\nNguyễn Thị Lan;1964\n"


def said(data: bytes, name: str = "a.xlsx") -> str:
    with pytest.raises(UnreadableFileError) as broken:
        opened(upload(data, name))
    return broken.value.why


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        WORDS.encode("utf-8-sig"),
        WORDS.encode("utf-16"),
        unicodedata.normalize("NFD", WORDS).encode(),
        WORDS.replace(";", ",").encode(),
        WORDS.replace(";", "\t").encode(),
        WORDS.replace("\n", "\r\n").encode(),
        WORDS.replace("\n", "\r").encode(),
        "Họ tên;Năm sinh\nNguyê\u0303n Thi\u0323 Lan;1964\n".replace("Họ tên", "Ho\u0323 tên").encode("cp1258"),
    ],
)
def test_a_csv_however_it_was_saved(data):
    assert opened(upload(data, "a.csv")) == {"": [["Họ tên", "Năm sinh"], ["Nguyễn Thị Lan", "1964"]]}


def test_every_sheet_with_something_in_it_is_read():
    data = xlsx(["Nguyễn Thị Lan"], title="Tổ 1")
    assert opened(upload(data)) == {"Tổ 1": [["Nguyễn Thị Lan"]]}


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "a.csv", "Tệp này trống, không có gì bên trong."),
        (b"\n\n;;\n", "a.csv", "Trong tệp không có gì."),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "a.xls", "Tệp Excel này bị hỏng hoặc có mật khẩu."),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "a.png", "Đây là ảnh."),
        (b"\xff\xd8\xff\xe0" + b"x" * 100, "a.xlsx", "Đây là ảnh."),
        (b"\x00\x00\x00\x18ftypheic" + b"x" * 50, "a.heic", "Đây là ảnh."),
        (b"%PDF-1.7 x", "a.pdf", "Đây là văn bản, không phải bảng."),
        (b"PK\x03\x04 x", "a.docx", "Đây là văn bản, không phải bảng."),
        (b"PK\x03\x04 x", "a.zip", "Đây không phải tệp Excel."),
        (b"PK\x03\x04 x", "a.xlsx", "Tệp này bị hỏng: không mở ra được."),
        (b"a\x00b\x01", "a.csv", "Đây không phải tệp Excel."),
        (b"\xff\xfe\x00", "a.csv", "Không đọc được chữ trong tệp này."),
        (b"a" * (files.LARGEST + 1), "a.csv", "Tệp này lớn hơn 8 MB."),
        (b"Lan\n" * 20_001, "a.csv", "Danh sách dài hơn 20000 dòng."),
        (b'"' + b"a" * 200_000, "a.csv", "Không đọc được bảng này"),
    ],
    ids=lambda part: part if isinstance(part, str) and part.startswith("a.") else "",
)
def test_what_is_no_list_is_refused_in_words(data, name, why):
    assert said(data, name).startswith(why) or why in said(data, name)


def test_an_excel_file_that_grows_is_refused():
    saved = BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b" " * 70_000_000)
    assert said(saved.getvalue()) == "Tệp này chứa quá nhiều."


@pytest.mark.parametrize("odd", ["\x00", "\x01", "\x1f"])
def test_what_is_no_letter_is_no_letter(odd):
    data = f"Nguyễn Thị{odd}Lan".encode("utf-16")
    assert opened(upload(data, "a.csv")) == {"": [["Nguyễn Thị Lan"]]}


def test_rows_far_below_are_refused_not_forgotten():
    assert "20000" in said(("Lan\n" + "\n" * 30_001 + "Hoa\n").encode(), "a.csv")


def test_an_excel_file_with_entities_is_refused():
    whole = zipfile.ZipFile(BytesIO(xlsx(["Nguyễn Thị Lan"])))
    saved = BytesIO()
    with zipfile.ZipFile(saved, "w") as changed:
        for name in whole.namelist():
            evil = b'<!DOCTYPE a [<!ENTITY b "Lan">]><worksheet><sheetData/></worksheet>'
            changed.writestr(name, evil if name.endswith("sheet1.xml") else whole.read(name))
    assert said(saved.getvalue()) == "Tệp Excel này bị hỏng."
