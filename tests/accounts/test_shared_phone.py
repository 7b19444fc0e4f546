"""A phone of a whole family asks which of them, and tells as little as will do."""

import pytest

from tests.accounts.conftest import PIN_PAGE, WHO_PAGE
from tests.conftest import PIN
from tests.reading import queries, texts


@pytest.fixture
def sen(union, enrol, thanh):
    """Her daughter-in-law, on the same phone."""
    return enrol("Trần Thị Sen", union["ha"], phone=thanh.phone, birth_year=1990, pin="135791")


def test_it_asks_by_given_names_in_their_order(thanh, sen, type_phone, client):
    assert type_phone(thanh.phone).url == WHO_PAGE
    assert texts(client.get(WHO_PAGE), "form.people button") == ["Chị Sen", "Chị Thanh"]


def test_initials_stand_there_only_where_given_names_collide(thanh, sen, union, enrol, type_phone, client):
    enrol("Lê Thị Thanh", union["thuong"], phone=thanh.phone, birth_year=1988, pin=PIN)
    type_phone(thanh.phone)
    assert texts(client.get(WHO_PAGE), "form.people button") == ["Chị Sen", "Chị L. T. Thanh", "Chị N. T. Thanh"]


def test_the_year_of_birth_stands_there_only_where_initials_collide(thanh, union, enrol, type_phone, client):
    enrol("Ngô Thị Thanh", union["thuong"], phone=thanh.phone, birth_year=1988, pin=PIN)
    type_phone(thanh.phone)
    called = texts(client.get(WHO_PAGE), "form.people button")
    assert called == ["Chị N. T. Thanh (1988)", "Chị N. T. Thanh (1964)"]


def test_no_full_name_and_no_unit_is_shown(thanh, sen, type_phone, client):
    type_phone(thanh.phone)
    page = client.get(WHO_PAGE).content.decode()
    assert [said for said in (thanh.name, sen.name, "Nguyễn", "thôn Hạ", "0500") if said in page] == []


def test_she_chooses_herself_and_types_her_own_pin(thanh, sen, type_phone, type_pin, whose, client):
    type_phone(thanh.phone, next="/toi/")
    assert client.post(WHO_PAGE, {"member": sen.pk}).url == PIN_PAGE
    assert type_pin("135791").url == "/toi/"
    assert whose(client) == sen


def test_the_pin_of_the_other_woman_does_not_open_it(thanh, sen, type_phone, type_pin, whose, client):
    type_phone(thanh.phone)
    client.post(WHO_PAGE, {"member": sen.pk})
    type_pin(PIN)
    assert whose(client) is None


def test_without_choosing_no_pin_is_right(thanh, sen, type_phone, type_pin, whose, client):
    type_phone(thanh.phone)
    type_pin(PIN)
    type_pin("135791")
    assert whose(client) is None


@pytest.mark.parametrize("chosen", ["lien", "0", "-1", "", "abc", "\x00", "9" * 10_000, "१"])
def test_somebody_who_does_not_use_this_phone_cannot_be_chosen(thanh, sen, lien, type_phone, type_pin, client, chosen):
    type_phone(thanh.phone)
    answer = client.post(WHO_PAGE, {"member": lien.pk if chosen == "lien" else chosen})
    assert (answer.status_code, client.session["signing_in"]["member"]) == (422, None)


def test_choosing_nobody_asks_again(thanh, sen, type_phone, client):
    type_phone(thanh.phone)
    again = client.post(WHO_PAGE)
    assert (again.status_code, texts(again, "form.people button")) == (422, ["Chị Sen", "Chị Thanh"])


def test_who_is_no_longer_active_is_not_asked_for(thanh, sen, type_phone, client):
    sen.is_active = False
    sen.save()
    assert type_phone(thanh.phone).url == PIN_PAGE


def test_however_many_share_a_phone_asking_costs_the_same(union, enrol, type_phone, client):
    counts = []
    for more in (3, 27, 270):
        for number in range(more):
            enrol(f"Lê Thị {number}", union["ha"], phone="+84500000077")
        type_phone("+84500000077")
        counts.append(queries(client, WHO_PAGE))
    assert counts == [counts[0]] * 3
