"""Opening the files that are handed out, as a spreadsheet would."""

import csv
from io import BytesIO, StringIO

from django.http import HttpResponse
from openpyxl import Workbook, load_workbook

Rows = list[list]


def content(response: HttpResponse) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def book(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))


def rows(data: bytes, sheet: str) -> Rows:
    return [list(row) for row in book(data)[sheet].iter_rows(values_only=True)]


def comma_rows(data: bytes) -> Rows:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
