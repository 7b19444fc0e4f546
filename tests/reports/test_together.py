"""Lessons that were written down for women without a phone: shown as such, in the same figures everywhere."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from lms.progress import vouching
from lms.reports import queries
from tests.reading import figures, texts
from tests.reports.opening import comma_rows, content, rows

COMMUNE = "/chi-hoi/99001/"


@pytest.fixture
def officer(lien, ngan, thanh, mai, xuan, make_lesson, finish, signed_in):
    """The commune's officer in her browser. Liên wrote two lessons down for Thanh, who has finished by that, and one
    for Mai; Xuân finished by herself."""
    lessons = [make_lesson("bai-1"), make_lesson("bai-2")]
    vouching.vouch(lien, [thanh], lessons, date(2026, 10, 3))
    vouching.vouch(lien, [mai], lessons[:1], date(2026, 10, 3))
    finish(xuan)
    return signed_in(ngan)


def test_the_course_says_how_many_women_and_how_many_lessons(officer, course):
    page = officer.get(f"{COMMUNE}{course.pk}/")
    assert texts(page, "main p.vouched") == ["Trong đó 2 chị có bài học cùng nhóm, do chi hội ghi."]
    assert texts(page, "p.attendances") == ["Lượt học xong bài của tất cả các chị: 3"]


def test_so_it_does_where_the_unit_is_too_large_for_names(officer, course, monkeypatch):
    monkeypatch.setattr(queries, "NAMED_UPTO", 3)
    page = officer.get(f"{COMMUNE}{course.pk}/")
    assert (texts(page, "ul.names"), figures(page, "main p.vouched"), figures(page, "p.attendances")) == (
        [],
        [[2]],
        [[3]],
    )


def test_the_report_says_it_by_course_by_unit_and_in_words_also_in_its_pdf(officer):
    page = officer.get(f"{COMMUNE}bao-cao/")
    by_course, by_unit = (texts(page, f".letter table:nth-of-type({n}) tbody td:last-child") for n in (1, 2))
    assert (by_course, by_unit) == (["2"], ["2", "0", "0", "2"])
    words = "Có 2 người học cùng nhóm, không cần điện thoại, kết quả do chi hội ghi."
    said = PdfReader(BytesIO(officer.get(f"{COMMUNE}bao-cao.pdf").content))
    pdf = " ".join(" ".join(page.extract_text() for page in said.pages).split())
    assert [words in texts(page, ".letter > p")[2], words in pdf, "3 2" in pdf] == [True] * 3


def test_the_list_says_it_of_each_and_in_its_sums(officer):
    data = content(officer.get(f"{COMMUNE}xuat/xlsx/"))
    people, sums = rows(data, "Danh sách"), rows(data, "Tổng hợp")
    assert people[0][9:] == ["Làm chủ chiếc điện thoại: số bài xong", "Làm chủ chiếc điện thoại: số bài học cùng nhóm"]
    each = {row[1]: row[9:] for row in people[1:] if row[9]}
    assert each == {"Hoàng Thị Mai": [1, 1], "Nguyễn Thị Thanh": [2, 2]}
    assert [(row[0], row[6], *row[-2:]) for row in sums[3:]] == [
        (
            "Đơn vị",
            "Số người học cùng nhóm",
            *(f"Làm chủ chiếc điện thoại: {n}" for n in ("lượt xong bài", "học cùng nhóm")),
        ),
        ("Chi hội thôn Hạ", 2, 3, 2),
        ("Chi hội thôn Thượng", 0, 0, 0),
        ("Sinh hoạt trực tiếp tại đơn vị", 0, 0, 0),
        ("Cộng", 2, 3, 2),
    ]


def test_so_does_the_list_in_csv(officer):
    table = comma_rows(content(officer.get(f"{COMMUNE}xuat/csv/")))
    assert {row[1]: row[9:] for row in table if row[9] and row[0] != "TT"} == {
        "Hoàng Thị Mai": ["1", "1"],
        "Nguyễn Thị Thanh": ["2", "2"],
    }
