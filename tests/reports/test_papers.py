"""The union report: the figures of the screens in the form of an official paper, with what she adds to it."""

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from lms.members.models import Role
from lms.progress.models import CourseProgress
from lms.reports import queries
from lms.reports.models import Report
from lms.reports.union_report.draft import place
from lms.reports.union_report.figures import sum_up
from lms.reports.union_report.letter import number, organisation
from lms.reports.union_report.periods import Period, months
from tests.reading import figures, texts
from tests.reading import queries as cost_of

BRANCH, COMMUNE = "/chi-hoi/99001-1/bao-cao/", "/chi-hoi/99001/bao-cao/"
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
TYPED = {
    "period": "khac", "begin": "2026-10-01", "end": "2026-10-31", "number": "12/BC-CH", "place": "Đồng Sen",
    "addressee": "Hội Liên hiệp Phụ nữ xã Đồng Sen", "notes": "Chị em học đều.\n\nXin thêm buổi tối.",
    "recipients": "- Như trên;\n- Lưu.", "signer_title": "Chi hội trưởng", "signer": "Phạm Thị Liên",
}  # fmt: skip


@pytest.fixture
def on():
    """These members have finished the course at that moment."""

    def on(moment: datetime, course, *members) -> None:
        done = timezone.make_aware(moment)
        CourseProgress.objects.filter(member__in=members, course=course).update(completed_at=done)

    return on


@pytest.fixture
def learning(union, ngan, lien, thanh, mai, xuan, yen, enrol, begin, finish, course, second_course, on):
    """In Hạ: Thanh has finished both courses (the second before October), Na of group 1 one, Mai learns. In Thượng:
    Xuân finished before October. Yến's commune is another."""
    na = enrol("Lê Thị Na", union["to_1"])
    finish(thanh, na, xuan, yen)
    begin(mai)
    finish(thanh, course=second_course)
    on(datetime(2026, 10, 31, 23, 59), course, thanh, na)
    on(datetime(2026, 9, 30, 23, 59), course, xuan)
    on(datetime(2026, 9, 1), second_course, thanh)


def table(page, place: int) -> list[list[str]]:
    """The cells of the so manieth table of the report."""
    columns = len(texts(page, f".letter table:nth-of-type({place}) thead th"))
    cells = texts(page, f".letter table:nth-of-type({place}) tbody td")
    return [cells[start : start + columns] for start in range(0, len(cells), columns)]


def test_the_totals_are_those_of_the_screens(union, ngan, learning):
    unit = union["dong_sen"]
    summary = sum_up(ngan, unit, OCTOBER)
    assert [(line.course, line.counts) for line in summary.courses] == queries.counts_by_course(ngan, unit)
    for at, line in enumerate(summary.courses):
        below = [
            (part, counts.roster, counts.finished) for part, counts in queries.counts_below(ngan, unit, line.course)
        ]
        assert [(part.unit, part.roster, part.finished[at]) for part in summary.units] == below


def test_people_and_attendances_stand_apart_and_the_period_beside_the_total(union, ngan, learning):
    summary = sum_up(ngan, union["dong_sen"], OCTOBER)
    whole = summary.whole
    people = (whole.roster, whole.people_begun, whole.people_finished, whole.people_in_period)
    assert people == (6, 4, 3, 2)
    assert (whole.turns, whole.turns_in_period) == (4, 2)
    assert [line.in_period for line in summary.courses] == [2, 0]
    assert [(line.unit.name, line.people_in_period, line.turns) for line in summary.units] == [
        ("Chi hội thôn Hạ", 2, 3),
        ("Chi hội thôn Thượng", 0, 1),
        ("Xã Đồng Sen", 0, 0),
    ]


def test_a_period_ends_with_its_last_day_by_our_clock(union, ngan, learning):
    days = [Period(date(2026, 10, 31), date(2026, 10, 31)), Period(date(2026, 11, 1), date(2026, 11, 1))]
    assert [sum_up(ngan, union["dong_sen"], day).whole.turns_in_period for day in days] == [2, 0]


def test_the_page_shows_the_figures_by_course_by_unit_and_by_both(learning, ngan, signed_in):
    officer = signed_in(ngan)
    officer.post(COMMUNE, TYPED)
    page = officer.get(COMMUNE)
    k1, k2 = "Làm chủ chiếc điện thoại", "Nhận ra lừa đảo"
    assert table(page, 1) == [
        ["1", k1, "3", "50 %", "2", "1", "2", "0", "0"],
        ["2", k2, "1", "16 %", "0", "0", "5", "0", "0"],
    ]
    assert table(page, 2) == [
        ["1", "Chi hội thôn Hạ", "4", "3", "2", "2", "3", "2", "0"],
        ["2", "Chi hội thôn Thượng", "1", "1", "1", "0", "1", "0", "0"],
        ["3", "Sinh hoạt trực tiếp", "1", "0", "0", "0", "0", "0", "0"],
        ["", "Cộng", "6", "4", "3", "2", "4", "2", "0"],
    ]
    assert table(page, 3)[-1] == ["", "Cộng", "3 (2)", "1 (0)"]
    assert figures(page, ".letter > p:nth-of-type(4)") == [[10, 2026, 2, 2]]


def test_a_branch_without_groups_has_no_table_of_units(xuan, course, signed_in):
    page = signed_in(xuan).get("/chi-hoi/99001-2/bao-cao/")
    assert texts(page, ".letter h3") == ["I. Kết quả theo khóa học"]


def test_without_a_course_the_roster_is_still_counted(union, lien, thanh, signed_in):
    page = signed_in(lien).get(BRANCH)
    assert texts(page, ".letter__note") == [
        "Tỷ lệ tính trên 2 hội viên. Học cùng nhóm: số người có bài do chi hội ghi."
    ]
    assert read(signed_in(lien).get("/chi-hoi/99001-1/bao-cao.pdf")).count("2 hội viên") == 2


def test_it_has_the_form_of_an_official_paper(lien, thanh, course, signed_in):
    page = signed_in(lien).get(BRANCH)
    today, quarter = timezone.localdate(), months(timezone.localdate(), 3)
    assert texts(page, ".letter__heads .capitals") == ["Hội Liên hiệp Phụ nữ xã Đồng Sen", "Chi hội thôn Hạ"]
    assert texts(page, ".letter__state b") == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert texts(page, ".letter__heads i")[0].startswith(f"Đồng Sen, ngày {today.day:02} tháng ")
    assert texts(page, ".letter__kind") == [f"BÁO CÁO Kết quả học tập kỹ năng số {quarter}"]
    assert texts(page, ".letter__to") == ["Kính gửi: Hội Liên hiệp Phụ nữ xã Đồng Sen"]
    assert texts(page, ".letter__signed b") == ["CHI HỘI TRƯỞNG", "Phạm Thị Liên"]


def test_what_she_adds_is_kept_for_the_next_time(lien, thanh, course, signed_in):
    liens = signed_in(lien)
    assert liens.post(BRANCH, TYPED).url == f"{BRANCH}#ban-in"
    page = liens.get(BRANCH)
    assert texts(page, ".letter h3")[-1] == "III. Nhận xét, kiến nghị"
    said = texts(page, ".letter p")
    assert [words in said for words in ("Số: 12/BC-CH", "Chị em học đều.", "Xin thêm buổi tối.", "- Lưu.")] == [
        True
    ] * 4
    assert texts(page, ".letter__kind span") == ["Kết quả học tập kỹ năng số tháng 10 năm 2026"]
    liens.post(BRANCH, TYPED | {"period": "quy-nay", "begin": "x", "end": ""})
    assert [kept.period for kept in Report.objects.all()] == [months(timezone.localdate(), 3)]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"begin": ""}, "Chị chọn ngày giúp nhé."),
        ({"begin": "31/02/2026"}, "Chị chọn ngày giúp nhé."),
        ({"begin": "2026-11-01"}, "Ngày cuối không được trước ngày đầu"),
        ({"begin": "1900-01-01"}, "Ngày cuối không được trước ngày đầu"),
        ({"end": "9999-12-31"}, "Ngày cuối không được trước ngày đầu"),
        ({"period": "khong-co"}, ""),
        ({"notes": "x" * 3001}, ""),
        ({"place": ""}, ""),
        ({"signer": "\x00"}, ""),
    ],
)
def test_what_cannot_be_is_said_and_not_kept(lien, course, signed_in, typed, why):
    answer = signed_in(lien).post(BRANCH, TYPED | typed)
    assert (answer.status_code, Report.objects.count()) == (422, 0)
    assert any(why in error for error in texts(answer, ".error"))


def test_marks_are_only_letters(lien, course, signed_in):
    evil = "<script>alert(1)</script> #panic() *x* $ \\ = @a"
    liens = signed_in(lien)
    liens.post(BRANCH, TYPED | {"notes": evil, "signer": evil})
    assert "<script>alert" not in liens.get(BRANCH).content.decode()
    assert evil in read(liens.get("/chi-hoi/99001-1/bao-cao.pdf"))


def read(answer) -> str:
    reader = PdfReader(BytesIO(answer.content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"].value is True
    assert reader.trailer["/Root"]["/Lang"] == "vi"
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_the_pdf_says_what_the_page_says(learning, ngan, signed_in):
    officer = signed_in(ngan)
    officer.post(COMMUNE, TYPED)
    answer = officer.get("/chi-hoi/99001/bao-cao.pdf")
    assert answer["Content-Disposition"] == 'inline; filename="bao-cao-xa-dong-sen-thang-10-nam-2026.pdf"'
    text, page = read(answer), officer.get(COMMUNE)
    said = [*texts(page, ".letter > p"), *texts(page, ".letter h3"), *texts(page, ".letter__kind span")]
    assert [words for words in said if words not in text] == []
    rows = [" ".join(row).strip() for row in table(page, 2)[:3]]
    assert [row for row in rows if row.replace(" ", "") not in text.replace(" ", "")] == []


@pytest.mark.parametrize("who", ["xuan", "yen", "thanh", "mai", "hoa", "anonymous"])
def test_who_does_not_look_after_the_unit_has_no_report_of_it(request, learning, signed_in, client, who):
    browser = client if who == "anonymous" else signed_in(request.getfixturevalue(who))
    found = [browser.get(BRANCH).status_code, browser.get("/chi-hoi/99001-1/bao-cao.pdf").status_code]
    assert [*found, browser.post(BRANCH, TYPED).status_code, Report.objects.count()] == [404, 404, 404, 0]


def test_the_report_of_one_is_not_that_of_another(lien, ngan, course, signed_in):
    signed_in(lien).post(BRANCH, TYPED)
    page = signed_in(ngan).get(BRANCH).content.decode()
    assert ("Chị em học đều." in page, "12/BC-CH" in page) == (False, False)


def test_it_names_no_member(learning, lien, signed_in):
    page = signed_in(lien).get(BRANCH).content.decode()
    assert [name for name in ("Thanh", "Hoàng Thị Mai", "Lê Thị Na") if name in page] == []


def test_who_signs_is_known_by_her_nearest_office(union, lien, enrol, course, signed_in):
    Role.objects.create(member=lien, unit=union["dong_sen"], kind="officer")
    Role.objects.create(
        member=lien, unit=union["to_1"], kind="group_head", since=timezone.localdate() - timedelta(days=9),
        until=timezone.localdate(),
    )  # fmt: skip
    pages = [signed_in(lien).get(f"/chi-hoi/{code}/bao-cao/") for code in ("99001-1-1", "99001-1", "99001")]
    titles = [texts(page, ".letter__signed b")[0] for page in pages]
    assert titles == ["CHI HỘI TRƯỞNG", "CHI HỘI TRƯỞNG", "TM. BAN THƯỜNG VỤ"]


def test_every_unit_is_called_as_on_paper(union):
    called = [organisation(union[key]) for key in ("central", "province", "dong_sen", "ha", "to_1")]
    assert called == [
        "Hội Liên hiệp Phụ nữ Việt Nam",
        "Hội Liên hiệp Phụ nữ tỉnh Sông Hương",
        "Hội Liên hiệp Phụ nữ xã Đồng Sen",
        "Chi hội thôn Hạ",
        "Tổ 1",
    ]
    places = [place(union[key]) for key in ("central", "province", "ben_truc", "to_1")]
    assert places == ["Hà Nội", "Sông Hương", "Bến Trúc", "Đồng Sen"]


def test_thousands_are_written_with_a_dot():
    assert [number(n) for n in (0, 999, 1000, 1234567)] == ["0", "999", "1.000", "1.234.567"]


def test_it_costs_the_same_for_three_and_thirty(union, lien, course, fill, signed_in):
    costs = []
    for size in (3, 30):
        fill(union["ha"], size)
        costs.append(cost_of(signed_in(lien), BRANCH))
    assert costs == [costs[0]] * 2


def test_it_costs_the_same_for_one_branch_and_thirty(union, ngan, course, signed_in):
    costs = []
    for size in (2, 30):
        for n in range(union["dong_sen"].numchild, size):
            union["dong_sen"].add_child(name=f"Chi hội {n}", code=f"c{n}", level="branch")
        costs.append(cost_of(signed_in(ngan), COMMUNE))
    assert costs == [costs[0]] * 2
