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


SISTERS = {"phone": "+84500000077", "birth_year": 1980}


@pytest.fixture
def asked(union, enrol, type_phone, client):
    """What the phone of these women asks, each a name and her head's mark."""

    def asked(*sisters: tuple[str, str]) -> list[str]:
        for name, mark in sisters:
            enrol(name, union["ha"], mark=mark, pin=PIN, **SISTERS)
        type_phone(SISTERS["phone"])
        return texts(client.get(WHO_PAGE), "form.people button")

    return asked


def test_sisters_of_one_initial_and_year_are_told_apart_by_their_full_given_names(asked):
    called = asked(("Nguyễn Thị Thu Hà", ""), ("Nguyễn Thị Thúy Hà", ""))
    assert called == ["Chị Thu Hà", "Chị Thúy Hà"]


def test_women_of_one_name_and_year_are_told_apart_by_their_heads_mark(asked):
    assert asked(("Lê Thị Hà", "chị"), ("Lê Thị Hà", "em")) == ["Chị Lê Thị Hà (chị)", "Chị Lê Thị Hà (em)"]


def test_without_a_mark_they_are_numbered(asked):
    assert asked(("Lê Thị Hà", ""), ("Lê Thị Hà", "")) == ["Chị Lê Thị Hà (1)", "Chị Lê Thị Hà (2)"]


def test_the_mark_stands_only_where_it_is_needed(asked):
    assert asked(("Lê Thị Hà", "chị"), ("Lê Thị Hoa", "em")) == ["Chị Hà", "Chị Hoa"]


@pytest.mark.parametrize("why", ["died", "moved"])
def test_who_has_died_or_left_is_not_asked_for(thanh, sen, why, type_phone, client):
    sen.left_on, sen.left_why = "2026-11-01", why
    sen.save()
    assert type_phone(thanh.phone).url == PIN_PAGE
    assert client.session["signing_in"]["member"] == thanh.pk


def test_the_new_owner_of_a_number_learns_no_name(thanh, sen, type_phone, client):
    for member in (thanh, sen):
        member.left_on, member.left_why = "2026-11-01", "moved"
        member.save()
    assert type_phone(thanh.phone).url == PIN_PAGE
    pages = [client.get(PIN_PAGE), client.get(WHO_PAGE, follow=True)]
    assert [said for said in ("Thanh", "Sen", "N. T.") for page in pages if said in page.content.decode()] == []


def test_who_has_left_may_go_on_learning_with_her_number_and_pin(thanh, type_phone, type_pin, whose, client):
    thanh.left_on, thanh.left_why = "2026-11-01", "moved"
    thanh.save()
    type_phone(thanh.phone)
    type_pin()
    assert whose(client) == thanh


def test_the_pin_of_who_has_died_opens_nothing(thanh, type_phone, type_pin, whose, client):
    thanh.left_on, thanh.left_why = "2026-11-01", "died"
    thanh.save()
    type_phone(thanh.phone)
    assert (type_pin().status_code, whose(client)) == (422, None)


def test_and_whoever_learns_in_her_name_is_signed_out(thanh, signed_in):
    client = signed_in(thanh)
    thanh.left_on, thanh.left_why = "2026-11-01", "died"
    thanh.save()
    assert client.get("/toi/").status_code == 302
