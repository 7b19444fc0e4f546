"""Two records of one person become one: one certificate for a course stays valid, and none is a lie."""

from datetime import date

import pytest

from courses.models import Course
from lms.certificates.models import Certificate
from lms.certificates.united_certificates import who_has_certificates
from lms.members.models import Member
from lms.members.roster.uniting import unite
from tests.pages import lay
from tests.reading import texts


@pytest.fixture
def double(union, enrol) -> Member:
    return enrol("Nguyễn Thị Thanh", union["thuong"])


def test_the_certificate_of_the_other_record_is_hers_and_genuine(thanh, double, ngan, certify):
    number = certify(double).number
    unite(thanh, double, {}, by=ngan)
    certificate = Certificate.objects.get()
    assert (certificate.member, certificate.number, certificate.is_valid()) == (thanh, number, True)
    assert certificate.unit_name.startswith("Chi hội thôn Thượng")


def test_of_two_for_one_course_the_earlier_stays_and_the_other_tells_the_truth(thanh, double, ngan, certify, client):
    later, earlier = certify(thanh), certify(double)
    Certificate.objects.filter(pk=earlier.pk).update(issued_on=date(2026, 1, 5))
    unite(thanh, double, {}, by=ngan)
    valid = {one.number: one.revoked_at is None for one in thanh.certificates.all()}
    assert valid == {earlier.number: True, later.number: False}
    assert texts(client.get(f"/xac-nhan/{later.number}/"), ".notice p") == [
        "Giấy chứng nhận này không còn giá trị.",
        "Người mang giấy này có một giấy chứng nhận khác của khóa học này, đang có giá trị.",
    ]


def test_certificates_of_different_courses_all_stay(thanh, double, ngan, certify, home):
    other = lay(home, Course(title="Nhận ra lừa đảo", slug="k2", code="K2", summary="Ba bài."))
    certify(thanh)
    certify(double, other)
    unite(thanh, double, {}, by=ngan)
    assert thanh.certificates.filter(revoked_at=None).count() == 2


def test_whoever_has_a_certificate_is_remembered(thanh, certificate, lien):
    assert who_has_certificates(None, members=[thanh.pk, lien.pk]) == {thanh.pk}
