"""Who sees a certificate: its holder and who looks after her. For everybody else it is not there."""

import io

import pytest
from django.utils import timezone
from pypdf import PdfReader

from courses.models import Course
from lms.certificates.models import Certificate
from lms.members.models import Member
from tests.reading import queries, texts

ENTITLED = ["thanh", "lien", "ngan"]
OTHERS = ["mai", "xuan", "yen", "hoa", "anonymous"]


@pytest.fixture
def browser(request, signed_in, client):
    def browser(who: str):
        return client if who == "anonymous" else signed_in(request.getfixturevalue(who))

    return browser


@pytest.fixture
def addresses(certificate) -> list[str]:
    return [f"/giay-chung-nhan/{certificate.number}/{file}" for file in ("", "tai-ve.pdf", "anh.png")]


@pytest.mark.parametrize("who", ENTITLED)
def test_who_may_see_it_gets_page_pdf_and_picture(browser, addresses, certificate, who):
    page, pdf, picture = (browser(who).get(address) for address in addresses)
    day = f"{timezone.localdate():%d/%m/%Y}"
    where = "Chi hội thôn Hạ, Xã Đồng Sen, Tỉnh Sông Hương"
    assert texts(page, "dl.facts dd") == ["Nguyễn Thị Thanh", where, certificate.number, day]
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert (picture["Content-Type"], picture.content[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")


@pytest.mark.parametrize("who", OTHERS)
def test_for_everybody_else_it_is_not_there(browser, addresses, certificate, who):
    answers = [browser(who).get(address) for address in addresses]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert [said for said in ("Thanh", certificate.number) if said in texts(answers[0], "main")] == []


def test_the_pdf_says_what_was_issued(browser, addresses, certificate):
    Member.objects.update(name="Tên khác")
    text = " ".join(PdfReader(io.BytesIO(browser("thanh").get(addresses[1]).content)).pages[0].extract_text().split())
    said = ["Nguyễn Thị Thanh", "Chi hội thôn Hạ", "Làm chủ chiếc điện thoại", certificate.number, certificate.issuer]
    assert [part for part in said if part not in text] == []


def test_the_files_have_a_name_and_stay_on_her_own_phone(browser, addresses, certificate):
    pdf = browser("thanh").get(addresses[1])
    assert pdf["Content-Disposition"] == f'inline; filename="giay-chung-nhan-{certificate.number}.pdf"'
    assert pdf["Cache-Control"] == "private, no-cache"


def test_the_head_of_her_new_branch_sees_it_and_the_old_one_no_longer(browser, addresses, certificate, thanh, union):
    thanh.unit = union["thuong"]
    thanh.save()
    assert [browser(who).get(addresses[0]).status_code for who in ("thanh", "xuan", "lien")] == [200, 200, 404]


def test_who_is_struck_off_is_in_nobodys_scope(browser, addresses, certificate, thanh):
    assert browser("lien").get(addresses[0]).status_code == 200
    Member.objects.filter(pk=thanh.pk).update(is_active=False)
    assert [browser(who).get(addresses[0]).status_code for who in ("lien", "thanh")] == [404, 404]


def test_the_holder_without_a_unit_sees_her_own(enrol, certify, signed_in, browser):
    member = enrol("Lê Thị Lẻ", None)
    address = f"/giay-chung-nhan/{certify(member).number}/"
    assert texts(signed_in(member).get(address), "dl.facts dd")[0] == "Lê Thị Lẻ"
    assert browser("ngan").get(address).status_code == 404


def test_a_revoked_one_says_so_and_gives_no_files(browser, addresses):
    Certificate.objects.update(revoked_at=timezone.now())
    page, pdf, picture = (browser("thanh").get(address) for address in addresses)
    assert texts(page, ".notice") == ["Giấy chứng nhận này không còn giá trị."]
    assert (texts(page, "dl.facts dd"), pdf.status_code, picture.status_code) == ([], 404, 404)


@pytest.mark.parametrize("number", ["%00", "2026-7KQ4M-9XDAB", "x" * 5000, "%ff", "..", "a%20b"])
def test_a_number_that_is_none_is_not_found(browser, number):
    files = ("", "tai-ve.pdf", "anh.png")
    thanh = browser("thanh")
    assert [thanh.get(f"/giay-chung-nhan/{number}/{file}").status_code for file in files] == [404] * 3


def test_she_finds_her_own_and_only_her_own(browser, certificate, certify, lien):
    certify(lien)
    page = browser("thanh").get("/giay-chung-nhan/")
    assert texts(page, "ul.cards h2") == ["Làm chủ chiếc điện thoại"]
    assert f'href="/giay-chung-nhan/{certificate.number}/"' in page.content.decode()


def test_a_revoked_one_is_no_longer_in_her_list(browser, certificate):
    Certificate.objects.update(revoked_at=timezone.now())
    assert texts(browser("thanh").get("/giay-chung-nhan/"), "ul.cards h2") == []


def test_without_signing_in_she_is_asked_to(client, db):
    assert client.get("/giay-chung-nhan/").url == "/dang-nhap/?next=/giay-chung-nhan/"


def test_a_name_of_marks_is_escaped(enrol, union, certify, signed_in):
    member = enrol("<script>alert(1)</script>", union["ha"])
    page = signed_in(member).get(f"/giay-chung-nhan/{certify(member).number}/").content.decode()
    assert ("<script>alert" in page, "&lt;script&gt;alert(1)" in page) == (False, True)


def test_however_many_she_has_her_list_costs_the_same(browser, thanh):
    client, counts = browser("thanh"), []
    for size in (3, 30, 300):
        have = thanh.certificates.count()
        Certificate.objects.bulk_create(
            Certificate(member=thanh, course_title=f"Khóa {n}", issued_on=timezone.localdate())
            for n in range(have, size)
        )
        counts.append(queries(client, "/giay-chung-nhan/"))
    assert counts == [counts[0]] * 3


def test_a_course_page_leads_to_her_certificate_and_to_nobody_elses(certificate, course: Course, browser):
    pages = [browser(who).get(course.url).content.decode() for who in ("thanh", "mai", "anonymous")]
    assert [f"/giay-chung-nhan/{certificate.number}/" in page for page in pages] == [True, False, False]


def test_a_kept_picture_is_not_set_again_but_asked_for_again(browser, addresses, certificate):
    tag = {"If-None-Match": f'"{certificate.digest}"'}
    assert [browser(who).get(addresses[2], headers=tag).status_code for who in ("thanh", "yen")] == [304, 404]
