"""The union report set in type: A4 pages, tagged for screen readers, to print or to send by Zalo."""

import json
import unicodedata
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path

import typst

from courses.fonts import fonts
from lms.reports.union_report.letter import Letter

TEMPLATE = Path(__file__).with_name("report.typ")


def pdf(letter: Letter, day: date) -> bytes:
    """The same letter gives the same bytes. PDF/A-2a and PDF/UA-1, as the certificate."""
    words = unicodedata.normalize("NFC", json.dumps(asdict(letter), ensure_ascii=False))
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return typst.compile(
        TEMPLATE, font_paths=fonts(), sys_inputs={"letter": words}, timestamp=midnight, format="pdf",
        pdf_standards=["a-2a", "ua-1"],
    )  # fmt: skip
