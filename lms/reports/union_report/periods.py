"""The time that a report is about, and how official papers call it: "quý IV năm 2026"."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

QUARTERS = ("I", "II", "III", "IV")
HALVES = {1: "6 tháng đầu năm", 7: "6 tháng cuối năm"}


@dataclass(frozen=True)
class Period:
    """From a day to a day, both counted in."""

    begin: date
    end: date

    def __str__(self) -> str:
        first, last = self.begin, self.end
        whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1] and first.year == last.year
        match whole and (first.month, last.month):
            case (1, 12):
                return f"năm {first.year}"
            case (1, 6) | (7, 12):
                return f"{HALVES[first.month]} {first.year}"
            case (1, 3) | (4, 6) | (7, 9) | (10, 12):
                return f"quý {QUARTERS[first.month // 3]} năm {first.year}"
            case (one, other) if one == other:
                return f"tháng {one} năm {first.year}"
        return f"từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}"

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From the first, up to and without the second."""
        return _midnight(self.begin), _midnight(self.end + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def months(day: date, length: int, back: int = 0) -> Period:
    """The month (1), quarter (3) or year (12) that `day` lies in, or one so many before."""
    begin = day.year * 12 + (day.month - 1) // length * length - back * length
    last = begin + length - 1
    end = date(last // 12, last % 12 + 1, monthrange(last // 12, last % 12 + 1)[1])
    return Period(date(begin // 12, begin % 12 + 1, 1), end)
