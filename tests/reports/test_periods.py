"""How official papers call a time, and from when to when it lasts."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from lms.reports.union_report.periods import Period, months


@pytest.mark.parametrize(
    ("begin", "end", "said"),
    [
        ((2026, 11, 1), (2026, 11, 30), "tháng 11 năm 2026"),
        ((2028, 2, 1), (2028, 2, 29), "tháng 2 năm 2028"),
        ((2027, 2, 1), (2027, 2, 27), "từ ngày 01/02/2027 đến ngày 27/02/2027"),
        ((2026, 1, 1), (2026, 3, 31), "quý I năm 2026"),
        ((2026, 4, 1), (2026, 6, 30), "quý II năm 2026"),
        ((2026, 7, 1), (2026, 9, 30), "quý III năm 2026"),
        ((2026, 10, 1), (2026, 12, 31), "quý IV năm 2026"),
        ((2026, 1, 1), (2026, 6, 30), "6 tháng đầu năm 2026"),
        ((2026, 7, 1), (2026, 12, 31), "6 tháng cuối năm 2026"),
        ((2026, 1, 1), (2026, 12, 31), "năm 2026"),
        ((2025, 1, 1), (2026, 12, 31), "từ ngày 01/01/2025 đến ngày 31/12/2026"),
        ((2026, 2, 1), (2026, 4, 30), "từ ngày 01/02/2026 đến ngày 30/04/2026"),
        ((2026, 11, 2), (2026, 11, 2), "từ ngày 02/11/2026 đến ngày 02/11/2026"),
    ],
)
def test_it_is_called_as_on_paper(begin, end, said):
    assert str(Period(date(*begin), date(*end))) == said


@pytest.mark.parametrize(
    ("length", "back", "said"),
    [
        (1, 0, "tháng 1 năm 2027"),
        (1, 1, "tháng 12 năm 2026"),
        (3, 0, "quý I năm 2027"),
        (3, 1, "quý IV năm 2026"),
        (12, 0, "năm 2027"),
        (12, 1, "năm 2026"),
    ],
)
def test_now_and_the_one_before(length, back, said):
    assert str(months(date(2027, 1, 15), length, back)) == said


def test_it_lasts_from_midnight_to_midnight_of_our_time():
    begin, end = Period(date(2026, 10, 1), date(2026, 12, 31)).moments
    local = timezone.get_current_timezone()
    assert (begin, end) == (datetime(2026, 10, 1, tzinfo=local), datetime(2027, 1, 1, tzinfo=local))
