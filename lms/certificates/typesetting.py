"""The certificate of completion, set in type: a PDF to print and frame, a picture to send to the grandchildren.

It says who finished which course of the union, in which unit and when. It is no diploma of the national education
system and shows neither the state emblem nor the union's logo. The same sheet always gives the same bytes, so that a
certificate can be set again years later and compared with the one that was given out.
"""

import io
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import segno
import typst
from PIL import Image

from courses.fonts import fonts

TEMPLATE = Path(__file__).with_name("certificate.typ")
HEADING = "GIẤY CHỨNG NHẬN HOÀN THÀNH"
SCOPE = (
    "Giấy này xác nhận đã học xong một khóa học của Hội, không phải văn bằng, chứng chỉ của hệ thống giáo dục quốc dân."
)
PICTURE_COLOURS = 256


@dataclass(frozen=True)
class Sheet:
    """What a certificate says, frozen when it is issued. `digest` is the SHA-256 of its content in hexadecimal."""

    name: str
    unit: str
    course: str
    issued_on: date
    number: str
    verify_url: str
    digest: str
    issuer: str


def pdf(sheet: Sheet) -> bytes:
    """One A4 page, tagged for screen readers and fit for archives (PDF/A-2a, PDF/UA-1)."""
    return _set(sheet, "sheet", format="pdf", pdf_standards=["a-2a", "ua-1"])


def picture(sheet: Sheet) -> bytes:
    """A portrait PNG, 1080 by 1350 pixels, light enough for a message."""
    drawn = Image.open(io.BytesIO(_set(sheet, "picture", format="png", ppi=72.0))).convert("RGB")
    packed = io.BytesIO()
    drawn.quantize(PICTURE_COLOURS, dither=Image.Dither.NONE).save(packed, "PNG")
    return packed.getvalue()


def long_date(day: date) -> str:
    """As official papers write it (Decree 30/2020): days below 10 and months below 3 take a leading zero."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def _set(sheet: Sheet, form: str, **output) -> bytes:
    midnight = datetime(sheet.issued_on.year, sheet.issued_on.month, sheet.issued_on.day, tzinfo=UTC)
    words = _words(sheet) | {"form": form}
    return typst.compile(TEMPLATE, font_paths=fonts(), sys_inputs=words, timestamp=midnight, **output)


def _words(sheet: Sheet) -> dict[str, str]:
    words = {
        "title": f"Giấy chứng nhận hoàn thành – {sheet.course} – {sheet.name}",
        "heading": HEADING,
        "given_to": "Chứng nhận chị",
        "name": sheet.name,
        "unit": f"Đơn vị: {sheet.unit}",
        "finished": "đã hoàn thành khóa học",
        "course": sheet.course,
        "quoted": f"“{sheet.course}”",
        "dated": long_date(sheet.issued_on),
        "issuer": sheet.issuer,
        "number": sheet.number,
        "numbered": f"Số: {sheet.number}",
        "scan": "Quét mã để kiểm tra",
        "address": sheet.verify_url.removeprefix("https://").removeprefix("http://"),
        "scope": SCOPE,
        "digest": f"SHA-256: {_short(sheet.digest)}",
        "qr": _qr(sheet.verify_url),
        "qr_alt": f"Mã QR mở trang kiểm tra giấy chứng nhận số {sheet.number}: {sheet.verify_url}",
    }
    return {key: unicodedata.normalize("NFC", value) for key, value in words.items()}


def _short(digest: str) -> str:
    """The first 16 digits in fours, enough to compare by eye."""
    return " ".join(digest[start : start + 4] for start in range(0, 16, 4)) + " …"


def _qr(address: str) -> str:
    return segno.make(address, error="m", micro=False).svg_inline(border=1, scale=4, dark="#1d1a1c")
