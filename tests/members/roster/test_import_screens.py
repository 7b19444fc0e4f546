"""The way of a list on the screen: every row is somewhere, nothing is written before she says so."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lms.members.models import Import, Member
from tests.members.roster.conftest import ROSTER, names, xlsx
from tests.reading import figures, texts

LINES = "Nguyễn Thị Lan 1964\nNguyễn Thị Thanh 1964\n0912345678\n\nTrần Thị Hoa 1970 con dâu"


@pytest.fixture
def head(lien, thanh, signed_in):
    return signed_in(lien)


@pytest.fixture
def preview(head):
    """The address of the preview of a pasted list."""
    return head.post(f"{ROSTER}nhap/", {"text": LINES}).url


def test_the_numbers_on_top_add_up_to_the_rows(head, preview):
    page = head.get(preview)
    assert "Có 5 dòng." in texts(page, "main > p")[1]
    assert texts(page, ".tabs a") == [
        "Có thể đã có: chờ chị trả lời 1",
        "Không đọc được 1",
        "Sẽ thêm 2",
        "Không phải người 1",
    ]


def test_every_row_shows_its_own_words(head, preview):
    shown = [texts(head.get(f"{preview}?xem={fate}"), ".written") for fate in ("hoi", "khong-doc-duoc", "them")]
    assert shown == [
        ["Dòng 2: Nguyễn Thị Thanh 1964"],
        ["Dòng 3: 0912345678"],
        ["Dòng 5: Trần Thị Hoa 1970 con dâu", "Dòng 1: Nguyễn Thị Lan 1964"],
    ]


def test_only_a_question_has_answers(head, preview):
    buttons = [
        texts(head.get(f"{preview}?xem={fate}"), ".answers button") for fate in ("hoi", "khong-doc-duoc", "them")
    ]
    assert buttons == [
        [
            "Đúng là Nguyễn Thị Thanh 1964 · Chi hội thôn Hạ · 0500 000 001",
            "Không, người khác",
            "Bỏ qua",
        ],
        [],
        ["Bỏ qua", "Bỏ qua"],
    ]


def test_looking_writes_nobody_and_confirming_does(head, preview, union):
    head.get(preview)
    assert names(union["ha"]) == ["Phạm Thị Liên", "Nguyễn Thị Thanh"]
    head.post(f"{preview}ghi/")
    assert names(union["ha"]) == ["Trần Thị Hoa", "Nguyễn Thị Lan", "Phạm Thị Liên", "Nguyễn Thị Thanh"]
    page = head.get(preview)
    assert figures(page, ".facts-list li") == [[2]]
    assert texts(page, ".written") == ["Dòng 2: Nguyễn Thị Thanh 1964", "Dòng 3: 0912345678"]


def test_a_row_is_mended_on_the_spot(head, preview, union):
    page = head.get(f"{preview}dong/3/")
    assert (texts(page, "main .written"), page.context["form"]["phone"].value()) == (["0912345678"], "0912 345 678")
    assert head.post(f"{preview}dong/3/", {"name": "1", "year": "", "phone": ""}).status_code == 422
    head.post(f"{preview}dong/3/", {"name": "lê thị mai", "year": "64", "phone": "912345678"})
    head.post(f"{preview}ghi/")
    mai = Member.objects.get(name="Lê Thị Mai")
    assert (mai.birth_year, mai.phone) == (1964, "+84912345678")


def test_the_same_person_another_and_nobody(head, preview, thanh, union):
    for answer, fate in [(str(thanh.pk), "da-co"), ("other", "them"), ("skip", "bo-qua"), ("", "hoi")]:
        answered = head.post(f"{preview}dong/2/tra-loi/", {"answer": answer, "xem": "hoi"}, follow=True)
        assert answered.redirect_chain[0][0].endswith("?xem=hoi#danh-sach") and texts(answered, "#danh-sach")
        assert "Dòng 2: Nguyễn Thị Thanh 1964" in texts(head.get(f"{preview}?xem={fate}"), ".written")
    head.post(f"{preview}dong/2/tra-loi/", {"answer": "other"})
    head.post(f"{preview}ghi/")
    assert names(union["ha"]).count("Nguyễn Thị Thanh") == 2


def test_all_of_them_are_the_same(head, preview):
    head.post(f"{preview}dung-ca/")
    assert "Đã có trong danh sách 1" in texts(head.get(preview), ".tabs a")


def test_all_of_it_is_undone(head, preview, union):
    head.post(f"{preview}ghi/")
    page = head.post(f"{preview}hoan-tac/", follow=True)
    assert texts(page, ".notice") == ["Đã hoàn tác: 2 người ra khỏi danh sách."]
    assert names(union["ha"]) == ["Phạm Thị Liên", "Nguyễn Thị Thanh"]


def test_a_list_is_thrown_away_but_not_after_it_has_come_in(head, preview):
    head.post(f"{preview}ghi/")
    head.post(f"{preview}bo/")
    assert Import.objects.count() == 1
    head.post(f"{head.post(f'{ROSTER}nhap/', {'text': 'Lan'}).url}bo/")
    assert Import.objects.count() == 1


def test_a_file_goes_the_same_way(head, union):
    file = SimpleUploadedFile("ds.xlsx", xlsx(["Họ và tên", "Năm sinh"], ["LÊ THỊ MAI", 1968]))
    head.post(head.post(f"{ROSTER}nhap/", {"by_file": "1", "file": file}).url + "ghi/")
    assert "Lê Thị Mai" in names(union["ha"])


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"text": " \n "}, "Chưa có gì. Chị dán danh sách vào trước nhé."),
        ({"text": "a\n" * 20_001}, "Danh sách dài hơn 20000 dòng. Chị chia ra nhập từng phần nhé."),
        ({"by_file": "1"}, "Chị chọn một tệp nhé."),
        ({"by_file": "1", "file": SimpleUploadedFile("a.png", b"\x89PNG\r\n")}, "Đây là ảnh."),
    ],
)
def test_what_cannot_be_read_is_said_and_kept_nowhere(head, said, why):
    page = head.post(f"{ROSTER}nhap/", said)
    assert (page.status_code, Import.objects.count()) == (422, 0)
    assert texts(page, ".error")[0].startswith(why)


@pytest.mark.parametrize(
    "address", ["nhap/{pk}/dong/99/", "nhap/{pk}/dong/0/", "nhap/0/", f"nhap/{'9' * 30}/", "nhap/{pk}/dong/1/tra-loi/"]
)
def test_odd_addresses_are_not_found(head, preview, address):
    at = ROSTER + address.format(pk=Import.objects.get().pk)
    assert head.post(at, {"answer": "drop table"}).status_code in (404, 422) and head.get(at).status_code in (404, 405)


def test_words_from_a_list_are_never_markup(head):
    at = head.post(f"{ROSTER}nhap/", {"text": "<script>alert(1)</script> Nguyễn Thị Lan"}).url
    assert b"<script>alert" not in head.get(at).content
