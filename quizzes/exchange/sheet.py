"""A table that a trainer fills in, as Excel (xlsx) or as text (csv): one question a row, everything in Vietnamese.

Columns are found by their headings, in any order, without regard to case and tone marks; what is missing is empty. A
number may be written as in Vietnam (500.000 or 3,5). A cell is never a formula: one that begins as if it were gets an
apostrophe in front of it in csv, which reading takes away again, and is marked as text in xlsx.
"""

import csv
import re
import zlib
from collections.abc import Callable, Iterable
from io import BytesIO, StringIO
from itertools import islice
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from defusedxml import DefusedXmlException
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation

from quizzes.exchange import fitting, formulas
from quizzes.exchange.gift import plain
from quizzes.exchange.neutral import (
    MOST_QUESTIONS,
    Held,
    Question,
    Reading,
    Refusal,
    UnreadableFileError,
    UnsupportedQuestionError,
    line,
    tidied,
)
from quizzes.exchange.sheet_words import ANSWERS, EXAMPLES, HEADINGS, HELP, KINDS, SCAM, STATEMENT
from quizzes.exchange.texts import decoded
from quizzes.exchange.zips import Unpacked
from quizzes.kinds.number import number_of
from quizzes.questions import BadAnswerError
from quizzes.text_match import folded

Row = dict[str, str]
MOST_COLUMNS = 60
LARGEST = 12_000_000  # bytes of all that an Excel file holds: 300 questions are far less
OFF = re.compile(r"±|\+/-|\+-")
DAMAGED = (
    InvalidFileException, BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError,
    ParseError, DefusedXmlException, zlib.error,
)  # fmt: skip


def read_csv(data: bytes) -> Reading:
    text = decoded(data)
    head = text.partition("\n")[0]
    comma = max(";,\t", key=head.count)
    try:
        reader = csv.reader(StringIO(text, newline=""), delimiter=comma, strict=True)
        rows = list(islice(reader, MOST_QUESTIONS * 2))
    except csv.Error as mistake:
        raise UnreadableFileError(_("This table cannot be read: %(why)s.") % {"why": mistake}) from mistake
    return read_rows([[formulas.unmarked(cell) for cell in row] for row in rows])


def read_xlsx(data: bytes) -> Reading:
    Unpacked(data, LARGEST)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = [
            [_text(cell) for cell in row]
            for row in sheet.iter_rows(max_row=MOST_QUESTIONS * 2, max_col=MOST_COLUMNS, values_only=True)
        ]
    except DAMAGED as mistake:
        raise UnreadableFileError(_("This Excel file is damaged.")) from mistake
    return read_rows(rows)


def _text(cell: object) -> str:
    """A cell as it is read: a number as it is written here."""
    if isinstance(cell, bool):
        return "Đúng" if cell else "Sai"
    if isinstance(cell, int | float):
        return plain(cell).replace(".", ",")
    return "" if cell is None else str(cell)


def read_rows(rows: list[list[str]]) -> Reading:
    columns = _columns(rows[0] if rows else [])
    questions, refused = [], []
    for number, cells in enumerate(rows[1:], 2):
        row = {name: cells[place].strip() for name, place in columns.items() if place < len(cells)}
        if not any(row.values()):
            continue
        try:
            questions.append(_question(row, number))
        except UnsupportedQuestionError as unfit:
            refused.append(Refusal(number, row.get("text", "")[:80], unfit.why))
    return Reading(questions, refused)


def has_headings(rows: list[list[str]]) -> bool:
    """Whether this is a table of questions, by its first row."""
    try:
        return bool(rows and _columns(rows[0]))
    except UnreadableFileError:
        return False


def _columns(head: list[str]) -> dict[str, int]:
    known = {folded(heading): name for name, heading in HEADINGS.items()}
    columns = {known[folded(cell)]: place for place, cell in reversed(list(enumerate(head))) if folded(cell) in known}
    if "kind" not in columns or "text" not in columns:
        wanted = {"kind": HEADINGS["kind"], "text": HEADINGS["text"]}
        raise UnreadableFileError(_("The first row must have the headings “%(kind)s” and “%(text)s”.") % wanted, 1)
    return columns


def _question(row: Row, number: int) -> Question:
    kinds = {folded(words): kind for kind, words in KINDS.items()}
    kind = kinds.get(folded(row.get("kind", "")))
    if kind is None:
        raise UnsupportedQuestionError(_("The kind must be one of: %(kinds)s.") % {"kinds": ", ".join(KINDS.values())})
    if not row.get("text"):
        raise UnsupportedQuestionError(_("This question has no text."))
    content = READING[kind](row) | {"text": row["text"], "feedback": row.get("feedback", "")}
    return tidied(Question(kind, content, topic=line(row.get("topic", "")), line=number))


def _answers(row: Row) -> list[tuple[str, str]]:
    """(answer, what is said to it) of each answer that is filled in."""
    found = [(row.get(f"answer_{n}", ""), row.get(f"told_{n}", "")) for n in range(1, ANSWERS + 1)]
    kept = [one for one in found if one[0]]
    if not kept:
        raise UnsupportedQuestionError(_("This question has no answers."))
    return kept


def _choice(row: Row) -> dict:
    """The right answers are named by their numbers."""
    numbers = [number for number in range(1, ANSWERS + 1) if row.get(f"answer_{number}")]
    named = row.get("right", "").replace(";", ",").replace(" ", ",")
    rights = [part for part in named.split(",") if part]
    if not rights or not all(
        part.isdecimal() and part.isascii() and len(part) < 3 and int(part) in numbers for part in rights
    ):
        raise UnsupportedQuestionError(
            _("“%(right)s” must be the number of the right answer, such as 2 or 1, 3.") % {"right": HEADINGS["right"]}
        )
    chosen = {int(part) for part in rights}
    return {
        "options": [
            {"text": row[f"answer_{n}"], "right": n in chosen, "feedback": row.get(f"told_{n}", "")} for n in numbers
        ]
    }


def _two(names: dict[str, str]) -> Callable[[Row], dict]:
    def read(row: Row) -> dict:
        known = {folded(words): name for name, words in names.items()}
        answer = known.get(folded(row.get("right", "")))
        if answer is None:
            said = {"right": HEADINGS["right"], "words": " / ".join(names.values())}
            raise UnsupportedQuestionError(_("“%(right)s” must be one of: %(words)s.") % said)
        told = {f"{name}_feedback": row.get(f"told_{n}", "") for n, name in enumerate(names, 1)}
        return {"answer": answer} | told

    return read


def _order(row: Row) -> dict:
    return {"steps": [step for step, _told in _answers(row)], "points": "absolute"}


def _matching(row: Row) -> dict:
    pairs, others = [], []
    for answer, _told in _answers(row):
        text, sign, match = (part.strip() for part in answer.partition("="))
        if not sign or not match:
            raise UnsupportedQuestionError(_("A pair must be written as “this = that”."))
        if text:
            pairs.append({"text": text, "match": match})
        else:
            others.append(match)
    return {"pairs": pairs, "others": others}


def _number(row: Row) -> dict:
    answers = []
    for answer, told in _answers(row):
        number, *off = OFF.split(answer, 1)
        try:
            reach = number_of(off[0]) if off else 0.0
            answers.append({"number": number_of(number), "within": reach, "feedback": told})
        except BadAnswerError as wrong:
            raise UnsupportedQuestionError(_("“%(text)s” is not a number.") % {"text": answer[:60]}) from wrong
    return {"answers": answers, "unit": row.get("unit", ""), "wrong_feedback": row.get("rest", "")}


def _short(row: Row) -> dict:
    answers = [{"text": text, "feedback": told} for text, told in _answers(row)]
    return {"answers": answers, "wrong_feedback": row.get("rest", "")}


READING: dict[str, Callable[[Row], dict]] = {
    "single": _choice,
    "several": _choice,
    "true_false": _two(STATEMENT),
    "scam": _two(SCAM),
    "order": _order,
    "matching": _matching,
    "number": _number,
    "short": _short,
}


def holds(question: Question) -> Held:
    return fitting.fitted(
        question,
        fitting.kinds(*KINDS),
        fitting.no_picture,
        fitting.usual_points,
        fitting.plus_or_minus,
        fitting.folds_case,
        fitting.part_points,
        fitting.without("order", "points", "absolute", lambda: _("Steps that are in their place will have points.")),
        _few_enough,
    )


def _few_enough(question: Question) -> Held:
    content = question.content
    if any("=" in pair["text"] for pair in content.get("pairs", [])):
        return Held(None, (_("This table cannot hold “=” on the left of a pair."),))
    if len(content.get("pairs", [])) + len(content.get("others", [])) > ANSWERS:
        return Held(None, (_("This table has room for %(number)s answers.") % {"number": ANSWERS},))
    return Held(question)


def _row(question: Question) -> Row:
    content = question.content
    row = {"kind": KINDS[question.kind], "text": content["text"], "feedback": content["feedback"]}
    row |= {"topic": question.topic, "rest": content.get("wrong_feedback", ""), "unit": content.get("unit", "")}
    told = ["", ""]
    if question.kind in ("single", "several"):
        options = content["options"]
        row["right"] = ", ".join(str(number) for number, option in enumerate(options, 1) if option["right"])
        answers, told = [option["text"] for option in options], [option["feedback"] for option in options]
    elif question.kind in ("true_false", "scam"):
        names = STATEMENT if question.kind == "true_false" else SCAM
        row["right"], answers = names[content["answer"]], []
        told = [content[f"{name}_feedback"] for name in names]
    elif question.kind == "order":
        answers = content["steps"]
    elif question.kind == "matching":
        answers = [f"{pair['text']} = {pair['match']}" for pair in content["pairs"]]
        answers += [f"= {other}" for other in content["others"]]
    else:
        written = _near if question.kind == "number" else (lambda answer: answer["text"])
        answers, told = [written(one) for one in content["answers"]], [one["feedback"] for one in content["answers"]]
    row |= {f"answer_{number}": answer for number, answer in enumerate(answers, 1)}
    return row | {f"told_{number}": words for number, words in enumerate(told, 1)}


def _near(answer: dict) -> str:
    number, off = (plain(answer[name]).replace(".", ",") for name in ("number", "within"))
    return number if off == "0" else f"{number} ± {off}"


def _table(questions: Iterable[Question]) -> list[list[str]]:
    return [list(HEADINGS.values()), *([row.get(name, "") for name in HEADINGS] for row in map(_row, questions))]


def write_csv(questions: list[Question]) -> bytes:
    """With semicolons and a mark for UTF-8, as Excel here opens it by a tap."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    for row in _table(questions):
        writer.writerow([formulas.marked(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(questions: list[Question]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title, sheet.freeze_panes = "Câu hỏi", "C2"
    for row in _table(questions):
        sheet.append([None] * len(row))
        for place, words in enumerate(row, 1):
            cell = sheet.cell(sheet.max_row, place)
            cell.value = words or None
            if words:
                cell.data_type = "s"  # never a formula
            cell.alignment, cell.number_format = Alignment(wrap_text=True, vertical="top"), "@"
    for place, cell in enumerate(sheet[1], 1):
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = 40 if cell.value == HEADINGS["text"] else 18
    kinds = DataValidation(type="list", formula1=f'"{",".join(KINDS.values())}"', allow_blank=True)
    sheet.add_data_validation(kinds)
    kinds.add(f"A2:A{MOST_QUESTIONS + 1}")
    _help(book)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def _help(book: Workbook) -> None:
    sheet = book.create_sheet("Hướng dẫn")
    for number, words in enumerate(HELP, 1):
        cell = sheet.cell(number, 1, words)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 100


def template() -> bytes:
    """The table to fill in: an example of every kind, and how it is done on a second sheet."""
    return write_xlsx([tidied(Question(kind, content)) for kind, content in EXAMPLES])
