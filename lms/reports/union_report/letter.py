"""A union report as it is written: the figures in the form of an official paper (after Decree 30/2020).

What it says is made here once and set twice, as a page to read and print and as a PDF. It is written in Vietnamese,
whatever language her screens have.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings

from lms import names
from lms.certificates.typesetting import long_date
from lms.reports.models import Report
from lms.reports.queries import Counts
from lms.reports.union_report.figures import Summary, UnitLine
from lms.units.models import Unit

STATE, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
KIND = "BÁO CÁO"
NUMBERS = ("I", "II", "III", "IV")
DIRECTLY = "Sinh hoạt trực tiếp"
TOGETHER = "Học cùng nhóm"  # as on the branch's screen: somebody wrote down a lesson for her


@dataclass(frozen=True)
class Table:
    heading: str
    columns: list[str]
    rows: list[list[str]]
    note: str = ""

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        """Each cell with its column: on a narrow screen a row is a card."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Letter:
    above: str
    unit: str
    number: str
    dated: str
    subject: str
    addressee: str
    opening: list[str]
    tables: list[Table]
    notes_heading: str
    notes: list[str]
    recipients: list[str]
    signer_title: str
    signer: str
    state: str = STATE
    motto: str = MOTTO
    kind: str = KIND


def organisation(unit: Unit | None) -> str:
    """The union's own name of a unit: "Hội Liên hiệp Phụ nữ xã Đồng Sen"; branches and groups have theirs."""
    if not unit:
        return ""
    if unit.level == Unit.Level.CENTRAL:
        return settings.ISSUER
    if unit.level in (Unit.Level.BRANCH, Unit.Level.GROUP) or names.fold(unit.name).startswith("hoi "):
        return unit.name
    return f"Hội Liên hiệp Phụ nữ {unit.name[:1].lower()}{unit.name[1:]}"


def letter(report: Report, summary: Summary, today: date) -> Letter:
    tables = [_by_course(summary)]
    if any(line.unit != report.unit for line in summary.units):
        tables.append(_by_unit(summary))
        tables += [_by_unit_and_course(summary)] if len(summary.courses) > 1 else []
    numbered = [
        replace(table, heading=f"{roman}. {table.heading}") for roman, table in zip(NUMBERS, tables, strict=False)
    ]
    return Letter(
        above=organisation(report.unit.get_parent()),
        unit=organisation(report.unit),
        number=report.number or "……/BC-HPN",
        dated=f"{report.place}, {long_date(today)}",
        subject=f"Kết quả học tập kỹ năng số {report.period}",
        addressee=report.addressee,
        opening=_opening(report, summary, today),
        tables=numbered,
        notes_heading=f"{NUMBERS[len(tables)]}. Nhận xét, kiến nghị",
        notes=_lines(report.notes),
        recipients=_lines(report.recipients),
        signer_title=report.signer_title.upper(),
        signer=report.signer,
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def number(n: int) -> str:
    """As it is written here: 1.234."""
    return f"{n:,}".replace(",", ".")


def _opening(report: Report, summary: Summary, today: date) -> list[str]:
    whole, period = summary.whole, report.period
    together = (
        f" Có {number(whole.people_together)} người học cùng nhóm, không cần điện thoại, kết quả do chi hội ghi."
        if whole.people_together
        else ""
    )
    return [
        f"{organisation(report.unit)} báo cáo kết quả học tập kỹ năng số của hội viên {period} như sau:",
        f"Tính đến ngày {today:%d/%m/%Y}, đơn vị có {number(whole.roster)} hội viên. "
        f"Số người đã tham gia học là {number(whole.people_begun)}, trong đó {number(whole.people_finished)} người đã "
        f"học xong ít nhất một khóa, với {number(whole.turns)} lượt học xong.{together}",
        f"Riêng {period}: {number(whole.people_in_period)} người học xong ít nhất một khóa, "
        f"với {number(whole.turns_in_period)} lượt học xong.",
    ]


def _by_course(summary: Summary) -> Table:
    columns = ["TT", "Khóa học", "Số người đã xong", "Tỷ lệ", "Xong trong kỳ", "Đang học", "Chưa bắt đầu"]
    columns += ["Lượt xong bài", TOGETHER]
    rows = [
        [str(n), line.course.title, *_states(line.counts, line.in_period)] for n, line in enumerate(summary.courses, 1)
    ]
    note = f"Tỷ lệ tính trên {number(summary.whole.roster)} hội viên. {TOGETHER}: số người có bài do chi hội ghi."
    return Table("Kết quả theo khóa học", columns, rows, note)


def _states(counts: Counts, in_period: int) -> list[str]:
    rest = (in_period, counts.in_progress, counts.not_started, counts.lessons, counts.together)
    return [number(counts.finished), f"{counts.per_cent}\u00a0%", *map(number, rest)]


def _by_unit(summary: Summary) -> Table:
    columns = ["TT", "Đơn vị", "Hội viên", "Số người đã học", "Số người xong", "Người xong trong kỳ"]
    columns += ["Số lượt xong", "Lượt xong trong kỳ", TOGETHER]
    note = "Một người học xong nhiều khóa được tính một người, nhiều lượt."
    return Table("Kết quả theo đơn vị", columns, _named(summary, _people), note)


def _people(line: UnitLine) -> list[str]:
    people = (line.roster, line.people_begun, line.people_finished, line.people_in_period)
    return [number(n) for n in (*people, line.turns, line.turns_in_period, line.people_together)]


def _by_unit_and_course(summary: Summary) -> Table:
    columns = ["TT", "Đơn vị", *(line.course.title for line in summary.courses)]
    note = "Số trong ngoặc là số người học xong trong kỳ."
    return Table("Số người học xong theo đơn vị và khóa học", columns, _named(summary, _courses), note)


def _courses(line: UnitLine) -> list[str]:
    pairs = zip(line.finished, line.in_period, strict=True)
    return [f"{number(finished)} ({number(fresh)})" for finished, fresh in pairs]


def _named(summary: Summary, cells: Callable[[UnitLine], list[str]]) -> list[list[str]]:
    """A row for each unit, the whole last."""
    called = [DIRECTLY if line.unit == summary.whole.unit else line.unit.name for line in summary.units]
    rows = [[str(n), name, *cells(line)] for n, (name, line) in enumerate(zip(called, summary.units, strict=True), 1)]
    return [*rows, ["", "Cộng", *cells(summary.whole)]]
