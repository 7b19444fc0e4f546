"""Questions in a Word document: a table, or lines as in Aiken; anything else is refused in plain words."""

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from quizzes.exchange import formats
from quizzes.exchange.neutral import UnreadableFileError

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LISTED = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'


def paragraph(words: str, before: str = "") -> str:
    return f"<w:p>{before}<w:r><w:t>{words}</w:t></w:r></w:p>"


def table(*rows: Sequence[str]) -> str:
    cells = ["".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def docx(*body: str, prolog: str = "") -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as package:
        words = f'{prolog}<w:document xmlns:w="{WORD}"><w:body>{"".join(body)}</w:body></w:document>'
        package.writestr("word/document.xml", words)
    return made.getvalue()


def read(data: bytes) -> list[tuple[str, list[tuple[str, bool]]]]:
    assert formats.format_of(data, "cau-hoi.docx") == "docx"
    reading = formats.read(data, "docx")
    assert reading.refused == []
    return [
        (asked.content["text"], [(option["text"], option["right"]) for option in asked.content["options"]])
        for asked in reading.questions
    ]


LINES = ["Mã OTP dùng để làm gì?", "A. Xác nhận giao dịch", "B. Tặng quà", "ANSWER: A"]
OTP = ("Mã OTP dùng để làm gì?", [("Xác nhận giao dịch", True), ("Tặng quà", False)])


def test_lines_as_in_aiken_are_read():
    assert read(docx(*map(paragraph, LINES))) == [OTP]


def test_a_list_that_word_numbers_itself_is_read():
    question, first, second, answer = LINES

    data = docx(paragraph(question), paragraph(first[3:], LISTED), paragraph(second[3:], LISTED), paragraph(answer))

    assert read(data) == [OTP]


def test_a_table_is_read():
    head = ["Loại câu", "Câu hỏi", "Đáp án đúng", "Câu trả lời 1", "Câu trả lời 2"]
    row = ["Chọn một", OTP[0], "1", "Xác nhận giao dịch", "Tặng quà"]

    assert read(docx(paragraph("Bộ câu hỏi"), table(head, row))) == [OTP]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            docx(paragraph("Kế hoạch tháng 12"), table(["TT", "Việc"], ["1", "Họp"])),
            "Tệp Word này không có bảng với các tiêu đề như dưới đây, cũng không có câu hỏi kết thúc bằng “ANSWER: B”.",
        ),
        (
            docx("<w:p>&xxe;</w:p>", prolog='<!DOCTYPE d [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>'),
            "Tệp Word này bị hỏng.",
        ),
        (docx("<w:p>"), "Tệp Word này bị hỏng."),
        (docx(paragraph("A" * 30_000_000)), "Tệp này chứa quá nhiều."),
    ],
    ids=["a plan", "an entity", "broken", "a bomb"],
)
def test_what_cannot_be_read_is_said(data, said):
    with pytest.raises(UnreadableFileError) as refused:
        formats.read(data, "docx")

    assert refused.value.why == said
