"""The printed certificate and its picture say what was issued, whatever letters a name is made of."""

import io
import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image
from pypdf import PdfReader

from lms.certificates.typesetting import Sheet, long_date, pdf, picture

SHEET = Sheet(
    name="Nguyễn Thị Thanh",
    unit="Chi hội thôn Hạ, Xã Đồng Sen, Tỉnh Sông Hương",
    course="Làm chủ chiếc điện thoại",
    issued_on=date(2026, 10, 20),
    number="K1-2026-000123",
    verify_url="https://hoc.example/kiem-tra/7F3K-9QXM",
    digest="3fa91b7c" * 8,
    issuer="Hội Liên hiệp Phụ nữ Xã Đồng Sen",
)
LONG = replace(
    SHEET,
    name="Hoàng Phủ Công Tằng Tôn Nữ Thị Ngọc Diễm Quỳnh Hương Thanh Thủy Tuyết Nhung",
    unit="Chi hội tổ dân phố số 12 khu tập thể Nhà máy Dệt kim, Phường Bến Trúc Thượng, Tỉnh Sông Hương",
    course="Bảo vệ tài khoản ngân hàng, nhận diện hai mươi tư hình thức lừa đảo và hướng dẫn cả gia đình phòng tránh",
)


def read(sheet: Sheet) -> PdfReader:
    return PdfReader(io.BytesIO(pdf(sheet)))


def words(reader: PdfReader) -> str:
    return " ".join(reader.pages[0].extract_text().split())


def test_every_word_can_be_read_back_from_the_pdf():
    text = words(read(SHEET))
    said = [
        "GIẤY CHỨNG NHẬN HOÀN THÀNH",
        "Chứng nhận chị Nguyễn Thị Thanh",
        "Đơn vị: Chi hội thôn Hạ, Xã Đồng Sen, Tỉnh Sông Hương",
        "đã hoàn thành khóa học “Làm chủ chiếc điện thoại”",
        "ngày 20 tháng 10 năm 2026",
        "Số: K1-2026-000123",
        "Quét mã để kiểm tra",
        "không phải văn bằng, chứng chỉ của hệ thống giáo dục quốc dân",
        "SHA-256: 3fa9 1b7c 3fa9 1b7c",
    ]
    assert [part for part in said if part not in text] == []


def test_a_screen_reader_learns_title_language_and_what_the_code_is_for():
    reader = read(SHEET)
    assert reader.metadata.title == "Giấy chứng nhận hoàn thành – Làm chủ chiếc điện thoại – Nguyễn Thị Thanh"
    assert reader.trailer["/Root"]["/Lang"] == "vi"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"].value is True
    code = "Mã QR mở trang kiểm tra giấy chứng nhận số K1-2026-000123: https://hoc.example/kiem-tra/7F3K-9QXM"
    assert [alt for alt in alternatives(reader) if alt] == [code]


def alternatives(reader: PdfReader) -> list[str]:
    """The alternative text of every element of the structure tree."""
    found, waiting = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop()
        found.append(node.get("/Alt", ""))
        kids = node.get("/K", [])
        kids = [kid.get_object() for kid in (kids if isinstance(kids, list) else [kids])]
        waiting += [kid for kid in kids if hasattr(kid, "get")]
    return found


@pytest.mark.parametrize("name", ['#panic("x")', "*a* _b_", "$ x^2 $", r"Thị \ Hoa \n", "= Hoa", "H'Hen Niê", "@a <b>"])
def test_a_name_is_only_letters_never_markup(name: str):
    assert f"Chứng nhận chị {name} Đơn vị:" in words(read(replace(SHEET, name=name)))


@pytest.mark.parametrize(
    "sheet", [LONG, replace(SHEET, name="Thanh" * 16, issuer="Hội" * 30)], ids=["words", "one word"]
)
def test_long_names_stay_on_the_page(sheet: Sheet):
    reader = read(sheet)
    ends = []
    reader.pages[0].extract_text(
        visitor_text=lambda text, cm, tm, font, size: ends.append((tm[4] * cm[0] + cm[4], text))
    )
    assert len(reader.pages) == 1
    assert "".join(words(reader).split()).count("".join(sheet.name.split())) == 1
    assert [text for left, text in ends if text.strip() and left < 70] == []


def test_a_decomposed_name_is_composed():
    assert "Nguyễn Thị Thắm" in words(read(replace(SHEET, name=unicodedata.normalize("NFD", "Nguyễn Thị Thắm"))))


def test_the_same_sheet_gives_the_same_bytes():
    assert pdf(SHEET) == pdf(replace(SHEET))
    assert picture(SHEET) == picture(replace(SHEET))


@pytest.mark.parametrize("sheet", [SHEET, LONG], ids=["short", "long"])
def test_the_picture_is_a_light_portrait(sheet: Sheet):
    drawn = picture(sheet)
    assert Image.open(io.BytesIO(drawn)).size == (1080, 1350)
    assert len(drawn) < 300_000


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 10, 20), "ngày 20 tháng 10 năm 2026"),
        (date(2026, 3, 8), "ngày 08 tháng 3 năm 2026"),
        (date(2027, 2, 5), "ngày 05 tháng 02 năm 2027"),
    ],
)
def test_dates_are_written_as_on_official_papers(day: date, written: str):
    assert long_date(day) == written
