"""The public page that confirms a certificate, and tells as little about its holder as will do."""

import pytest
from django.utils import timezone

from lms.certificates.models import Certificate, as_printed
from tests.reading import texts

GENUINE = "Giấy chứng nhận này là thật và còn giá trị."
NO_LONGER = "Giấy chứng nhận này không còn giá trị."
UNKNOWN = "Không có giấy chứng nhận nào mang số này."
FORM = ["Kiểm tra"]


@pytest.fixture
def known(certificate) -> Certificate:
    """With a number that can be written down here."""
    certificate.number = "2026-7KQ4M-9XDAB"
    certificate.seal()
    certificate.save()
    return certificate


def test_anybody_may_check_one(known, client):
    page = client.get("/xac-nhan/2026-7KQ4M-9XDAB/")
    day = f"{timezone.localdate():%d/%m/%Y}"
    assert texts(page, ".notice strong") == [GENUINE]
    assert texts(page, "dl.facts dd") == ["N. T. Thanh", "Làm chủ chiếc điện thoại", day, "2026-7KQ4M-9XDAB"]


def test_it_does_not_tell_her_name_her_unit_nor_who_she_is(known, thanh, signed_in, client):
    said = [thanh.name, "Nguyễn", "thôn Hạ", "Đồng Sen", "1964"]
    hers = signed_in(thanh).get("/giay-chung-nhan/2026-7KQ4M-9XDAB/").content.decode()
    public = client.get("/xac-nhan/2026-7KQ4M-9XDAB/").content.decode()
    assert [[word for word in said if word in page] for page in (hers, public)] == [said[:4], []]


def test_a_revoked_one_says_so_and_nothing_else(known, client):
    Certificate.objects.update(revoked_at=timezone.now())
    page = client.get("/xac-nhan/2026-7KQ4M-9XDAB/")
    assert (texts(page, ".notice strong"), texts(page, "dl.facts dd"), "Thanh" in page.content.decode()) == (
        [NO_LONGER], [], False,
    )  # fmt: skip


def test_a_forged_one_is_not_confirmed(known, client):
    Certificate.objects.update(name="Lê Thị Giả")
    page = client.get("/xac-nhan/2026-7KQ4M-9XDAB/")
    assert (texts(page, ".notice strong"), texts(page, "dl.facts dd")) == ([NO_LONGER], [])


def test_an_unknown_number_is_not_found_and_can_be_typed_again(known, client):
    odd = ["2026-7KQ4M-9XDAC", "0", "%00", "2026-7KQ4M-9XDA%00", "x" * 5000, "%ff", "'--", "%3Cscript%3E", "२०२६", "-"]
    for number in odd:
        page = client.get(f"/xac-nhan/{number}/")
        assert (page.status_code, texts(page, ".notice strong")) == (404, [UNKNOWN])
        assert (texts(page, "form[method=get] button"), "<script>" in page.content.decode()) == (FORM, False)


def test_a_number_typed_off_the_paper_leads_to_its_page(known, client):
    typed = [
        "2026-7KQ4M-9XDAB", "2026-7kq4m-9xdab", " 2026 7kq4m 9xdab ", "20267KQ4M9XDAB", "2026–7KQ4M–9XDAB",
        "2026-7KQ4M-9XDAB.", "2026\u00a07KQ4M\t9XDAB", "2026-7KQ4M-9XDAB\x00",
    ]  # fmt: skip
    assert {client.get("/xac-nhan/", {"so": number}).url for number in typed} == {"/xac-nhan/2026-7KQ4M-9XDAB/"}


@pytest.mark.parametrize("typed", ["", "   ", "///", "–", "\x00", "ố", "?#%"])
def test_nothing_typed_shows_the_form_again(db, client, typed):
    page = client.get("/xac-nhan/", {"so": typed})
    assert (texts(page, ".notice"), texts(page, "form[method=get] button")) == ([], FORM)


@pytest.mark.parametrize("typed", ["x" * 100_000, "../admin/", "//evil.example", "<script>"])
def test_what_is_no_number_leads_to_the_page_that_says_so(db, client, typed):
    page = client.get("/xac-nhan/", {"so": typed}, follow=True)
    assert (page.status_code, texts(page, ".notice strong")) == (404, [UNKNOWN])
    assert page.redirect_chain[0][0].startswith("/xac-nhan/")


def test_small_letters_in_the_address_are_read_too(known, client):
    assert texts(client.get("/xac-nhan/2026-7kq4m-9xdab/"), ".notice strong") == [GENUINE]


def test_a_number_is_read_as_it_is_printed(certificate):
    assert as_printed(certificate.number) == certificate.number


def test_checking_costs_one_query(known, client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/xac-nhan/2026-7KQ4M-9XDAB/")
