"""A completed course gives its member one certificate, frozen: what it says never changes afterwards."""

import re
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from courses.models import Course
from lms.certificates import views
from lms.certificates.models import ALPHABET, Certificate, new_number
from lms.members.models import Member
from lms.progress.recording import record
from lms.progress.signals import course_completed
from lms.progress.state import Fact
from lms.units.models import Unit
from tests.pages import lay
from tests.reading import texts
from tests.together import together


def complete(member: Member, course: Course) -> None:
    course_completed.send("test", member=member, course=course)


def test_it_says_who_finished_what_where_and_when(thanh, course, settings):
    complete(thanh, course)
    certificate = Certificate.objects.get()
    said = (certificate.name, certificate.unit_name, certificate.course_title, certificate.issuer)
    where = "Chi hội thôn Hạ, Xã Đồng Sen, Tỉnh Sông Hương"
    assert said == ("Nguyễn Thị Thanh", where, "Làm chủ chiếc điện thoại", settings.ISSUER)
    assert (certificate.issued_on, certificate.course_version) == (timezone.localdate(), course.live_revision_id)


def test_the_last_thing_to_do_in_the_course_brings_it(thanh, lesson):
    for asked in lesson.requirements:
        assert Certificate.objects.count() == 0
        kind = "watched" if asked.kind == "watch" else "passed" if asked.kind == "pass" else "done"
        span = (0.0, 60.0) if kind == "watched" else (None, None)
        record(thanh, [Fact(uuid4(), lesson.pk, asked.block, kind, timezone.now(), *span)])
    assert list(Certificate.objects.values_list("name", "course")) == [(thanh.name, lesson.course.pk)]


def test_the_signal_sent_twice_brings_one(thanh, course):
    complete(thanh, course)
    first = Certificate.objects.values().get()
    complete(thanh, course)
    assert Certificate.objects.values().get() == first


def test_the_signal_sent_by_ten_workers_at_once_brings_one(lasting, thanh, course):
    sent = together(*[lambda: course_completed.send("test", member=thanh, course=course)] * 10)
    numbers = {certificate.number for [(_receiver, certificate)] in sent}
    assert numbers == {Certificate.objects.get().number}


def test_each_course_and_each_member_has_her_own(thanh, lien, course, home, certify):
    other = lay(home, Course(title="Nhận ra lừa đảo", slug="k2", summary="-"))
    held = [certify(thanh), certify(lien), certify(thanh, other)]
    assert len({certificate.number for certificate in held}) == Certificate.objects.count() == 3


def test_the_database_refuses_a_second_valid_one(certificate):
    certificate.pk, certificate.number = None, new_number()
    with pytest.raises(IntegrityError), transaction.atomic():
        certificate.save()
    assert Certificate.objects.count() == 1


def test_after_a_revocation_another_is_issued(certificate, thanh, certify):
    Certificate.objects.update(revoked_at=timezone.now())
    second = certify(thanh)
    assert second.number != certificate.number
    assert list(Certificate.objects.filter(revoked_at=None)) == [second]


def rename_everything(thanh: Member, union: dict[str, Unit], course: Course) -> None:
    thanh.name = "Nguyễn Thị Thành"
    thanh.unit = union["mot"]
    thanh.save()
    for unit in union.values():
        Unit.objects.filter(pk=unit.pk).update(name=f"{unit.name} mới")
    course.title = "Khóa khác"
    course.save_revision().publish()


def test_later_edits_change_nothing_on_it(certificate, thanh, union, course, client, settings):
    address = f"/xac-nhan/{certificate.number}/"
    before = (Certificate.objects.values().get(), views.sheet(certificate), texts(client.get(address), "main"))
    rename_everything(thanh, union, course)
    settings.ISSUER = "Hội khác"
    kept = Certificate.objects.get()
    assert (Certificate.objects.values().get(), views.sheet(kept), texts(client.get(address), "main")) == before
    assert kept.is_valid()


def test_a_course_with_certificates_is_not_deleted(certificate, course):
    with pytest.raises(ProtectedError):
        course.delete()
    kept = Certificate.objects.get()
    assert (kept.course, kept.course_title, kept.is_valid()) == (course, "Làm chủ chiếc điện thoại", True)


def test_a_row_that_somebody_changed_is_no_longer_genuine(certificate):
    row = Certificate.objects.values().get()
    forged = {
        "name": "Nguyễn Thị Thành", "unit_name": "Chi hội khác", "course_title": "Khóa khác", "course_version": 999_999,
        "issuer": "Hội khác", "issued_on": "2020-03-08", "number": "2020-AAAAA-AAAAA", "digest": "0" * 64,
        "signature": "x",
    }  # fmt: skip
    assert Certificate(**row).is_genuine()
    assert [field for field in forged if Certificate(**row | {field: forged[field]}).is_genuine()] == []
    assert [field for field in forged if Certificate(**row | {field: forged[field]}).is_valid()] == []


def test_the_digest_alone_cannot_be_made_to_fit(certificate):
    certificate.name = "Nguyễn Thị Thành"
    signature = certificate.signature
    certificate.seal()
    certificate.signature = signature
    assert certificate.is_genuine() is False


def test_who_belongs_nowhere_has_one_without_a_unit(enrol, certify):
    assert certify(enrol("Lê Thị Lẻ", None)).unit_name == ""


def test_the_longest_names_fit(union, enrol, certify):
    Unit.objects.update(name="Đ" * 200)
    certificate = certify(enrol("Lê Thị Na", Unit.objects.get(code="99001-1-1")))
    assert Certificate.objects.get(pk=certificate.pk).unit_name == ", ".join(["Đ" * 200] * 4)


def test_numbers_have_nothing_that_reads_as_something_else():
    numbers = [new_number() for _n in range(1000)]
    wanted = rf"{timezone.localdate().year}-[{ALPHABET}]{{5}}-[{ALPHABET}]{{5}}"
    assert [number for number in numbers if not re.fullmatch(wanted, number)] == []
    assert (set(ALPHABET) & set("01ILO"), len(set(numbers))) == (set(), 1000)
