"""The table that a trainer fills in."""

from io import BytesIO

import pytest
from django.utils import translation
from openpyxl import Workbook, load_workbook

from quizzes.exchange import sheet
from quizzes.exchange.neutral import Question, UnreadableFileError, tidied
from tests.quizzes.exchange.scoring_by import one, score, why


def table(*rows: str) -> str:
    return "\n".join(["Loại câu;Câu hỏi;Đáp án đúng;Câu trả lời 1;Câu trả lời 2;Câu trả lời 3", *rows])


def test_headings_are_found_in_any_order_and_spelling():
    question = one("csv", "CAU HOI,dap an dung,Cau tra loi 1,Cau tra loi 2,LOẠI CÂU\nAi?,2,Lan,Mai,chon mot\n")

    assert [score(question, name) for name in ("Lan", "Mai")] == [0, 1]


@pytest.mark.parametrize("typed", ["500000", "500.000", "500.000 ± 0"])
def test_numbers_are_read_as_they_are_written_here(typed):
    assert score(one("csv", table(f"Điền số;Bao nhiêu?;;{typed}")), "500.000") == 1


def test_a_number_in_a_cell_of_excel_is_a_number():
    book, saved = Workbook(), BytesIO()
    book.active.append(["Loại câu", "Câu hỏi", "Câu trả lời 1"])
    book.active.append(["Điền số", "Bao nhiêu?", 3.5])
    book.save(saved)

    assert score(one("xlsx", saved.getvalue()), "3,5") == 1


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@SUM(A1)", "'=1"])
def test_no_cell_is_a_formula(text):
    question = tidied(Question("order", {"text": text, "steps": ["a", "b"]}))
    cell = load_workbook(BytesIO(sheet.write_xlsx([question]))).active["B2"]

    assert (cell.value, cell.data_type) == (text, "s")
    assert f";'{text};" in sheet.write_csv([question]).decode("utf-8-sig")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Hát;Gì?", "The kind must be one of:"), ("Chọn một;;1;a;b", "This question has no text."),
        ("Chọn một;Gì?;4;a;b", "“Đáp án đúng” must be the number of the right answer"),
        ("Chọn một;Gì?;²;a;b", "“Đáp án đúng” must be the number of the right answer"),
        ("Đúng hay sai;Gì?;có", "“Đáp án đúng” must be one of: Đúng / Sai."),
        ("Ghép đôi;Gì?;;a;b", "A pair must be written as “this = that”."),
        ("Điền số;Gì?;;năm", "“năm” is not a number."), ("Điền chữ;Gì?", "This question has no answers."),
    ],
)  # fmt: skip
def test_a_row_that_is_not_right_is_named(row, reason):
    with translation.override("en"):
        [(line, said)] = why("csv", table("Đúng hay sai;Câu.;Đúng", row))

    assert (line, said[: len(reason)]) == (3, reason)


def test_a_table_without_its_headings_is_refused():
    with pytest.raises(UnreadableFileError):
        sheet.read_csv(b"a;b\n1;2\n")
