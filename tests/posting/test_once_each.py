"""A second tap on a button that writes makes nothing twice."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lms.members.models import Member
from lms.posting.models import SentForm
from tests.posting.test_session_ended import ADD, LAN, shown
from tests.together import together


def lans() -> int:
    return Member.objects.filter(name="Nguyễn Thị Lan").count()


@pytest.fixture
def phone(signed_in, lien) -> Client:
    return signed_in(lien)


def test_the_second_tap_is_led_where_the_first_was(phone):
    form = shown(phone) | LAN

    answers = [phone.post(ADD, form) for _tap in range(2)]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (302, "/chi-hoi/99001-1/danh-sach/")
    ] * 2
    assert lans() == 1


def test_no_another_person_adds_her_once(phone, lien):
    Member.objects.create(name="Nguyễn Thị Lan", unit=lien.unit, birth_year=1965)
    form = shown(phone) | LAN | {"another": "1"}

    for _tap in range(3):
        phone.post(ADD, form)

    assert lans() == 2


def test_a_form_that_was_filled_in_anew_is_another_form(phone):
    form = shown(phone)

    phone.post(ADD, form | LAN)
    phone.post(ADD, form | LAN | {"name": "Trần Thị Hoa", "phone": ""})

    assert Member.objects.filter(name="Trần Thị Hoa").count() == 1


def test_a_refused_form_can_be_sent_again(phone):
    form = shown(phone) | LAN | {"year": "một nghìn"}

    assert [phone.post(ADD, form).status_code for _tap in range(2)] == [422, 422]
    assert not SentForm.objects.exists()


def test_a_key_counts_for_nobody_else(phone, xuan, signed_in):
    form = shown(phone) | LAN
    phone.post(ADD, form)

    answer = signed_in(xuan).post("/chi-hoi/99001-2/danh-sach/them/", LAN | {"form_key": form["form_key"]})

    assert answer["Location"] == "/chi-hoi/99001-2/danh-sach/"
    assert lans() == 2


def test_the_form_of_a_dead_worker_is_acted_on(phone):
    form = shown(phone) | LAN
    phone.post(ADD, form)
    Member.objects.filter(name="Nguyễn Thị Lan").delete()
    SentForm.objects.update(leads_to="", at=timezone.now() - timedelta(minutes=3))

    phone.post(ADD, form)

    assert lans() == 1


def test_what_has_expired_is_swept(phone):
    phone.post(ADD, shown(phone) | LAN)
    SentForm.objects.update(at=timezone.now() - timedelta(days=2))

    phone.post(ADD, shown(phone) | LAN | {"name": "Trần Thị Hoa"})

    assert SentForm.objects.count() == 1


@pytest.mark.usefixtures("lasting")
def test_five_taps_at_the_same_moment_add_her_once(lasting, lien, signed_in):
    form = shown(signed_in(lien)) | LAN | {"another": "1"}

    answers = together(*[lambda: signed_in(lien).post(ADD, form)["Location"]] * 5)

    assert (answers, lans()) == (["/chi-hoi/99001-1/danh-sach/"] * 5, 1)
