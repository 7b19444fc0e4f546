"""A lost card: locked in two taps, found again, printed anew."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from lms.accounts.cards import registry
from lms.accounts.models import Card
from tests.reading import texts


@pytest.fixture
def press(lien, thanh, signed_in) -> Callable[[str], list[str]]:
    """A button on Thanh's page; what the head is told then."""
    client = signed_in(lien)

    def press(button: str) -> list[str]:
        return texts(client.post(f"/hoi-vien/{thanh.pk}/{button}/", follow=True), "[role=status]")

    return press


def test_two_taps_lock_every_card_of_hers_and_nobody_elses(client, thanh, mai, card_of, press):
    lost, older, another = card_of(thanh), card_of(thanh), card_of(mai)
    assert press("mat-the") == ["Đã khóa thẻ của chị Thanh."]
    assert [client.get(card).status_code for card in (lost, older, another)] == [410, 410, 200]


def test_a_card_that_is_found_works_again(client, thanh, card_of, press):
    card = card_of(thanh)
    press("mat-the")
    assert press("thay-the") == ["Thẻ của chị Thanh dùng lại được rồi."]
    assert client.get(card).status_code == 200


def test_a_day_later_it_is_too_late(client, thanh, card_of, press):
    card = card_of(thanh)
    press("mat-the")
    Card.objects.update(revoked_at=timezone.now() - timedelta(days=1, minutes=1))
    assert (press("thay-the"), client.get(card).status_code) == ([], 410)


def test_what_was_locked_earlier_stays_locked(client, thanh, card_of, press):
    first = card_of(thanh)
    press("mat-the")
    second = card_of(thanh)
    press("mat-the")
    press("thay-the")
    assert [client.get(card).status_code for card in (first, second)] == [410, 200]


def test_pressing_twice_is_once(thanh, card_of, press):
    card_of(thanh)
    press("mat-the")
    locked = Card.objects.get().revoked_at
    press("mat-the")
    assert Card.objects.get().revoked_at == locked


@pytest.mark.parametrize("button", ["mat-the", "thay-the", "dat-lai-pin"])
def test_nobody_else_presses_these_buttons(button, thanh, xuan, yen, mai, hoa, card_of, signed_in, client):
    card_of(thanh)
    address = f"/hoi-vien/{thanh.pk}/{button}/"
    others = [client, *[signed_in(who) for who in (xuan, yen, mai, hoa, thanh)]]
    assert [other.post(address).status_code for other in others] == [404] * 6
    thanh.refresh_from_db()
    assert (registry.held(thanh).count(), thanh.pin != "") == (1, True)


@pytest.mark.parametrize("button", ["mat-the", "thay-the", "dat-lai-pin"])
def test_a_link_presses_no_button(button, thanh, lien, signed_in):
    assert signed_in(lien).get(f"/hoi-vien/{thanh.pk}/{button}/").status_code == 405


def test_her_page_says_which_cards_she_holds(thanh, lien, card_of, signed_in, client):
    client.get(card_of(thanh))
    today = timezone.localdate().strftime("%d/%m/%Y")
    page = texts(signed_in(lien).get(f"/hoi-vien/{thanh.pk}/ma-pin/"), "section[aria-labelledby=cards] > p")
    assert page == [f"In ngày {today} · chưa dùng"]
