"""The way of a woman without a phone number: a card of paper, a PIN, and the next one on the same phone."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lms.accounts.cards.registry import hashed
from tests.conftest import PIN
from tests.site import FIRST_LESSON

pytestmark = pytest.mark.e2e
NGO, HER_PIN = "Mai Thị Ngọ", "135791"


def put_a_card_in_hand(database: Path, name: str) -> str:
    """The address on a card of hers. The site keeps only the hash of what is printed."""
    secret = "a-card-that-the-journey-has-printed"
    member = "SELECT id FROM members_member WHERE name = ?"
    made = f"INSERT INTO accounts_card (hash, made_at, member_id) VALUES (?, datetime('now'), ({member}))"
    with closing(sqlite3.connect(database, timeout=30)) as site, site:
        site.execute(made, (hashed(secret), name))
    return f"/the/{secret}/"


def change_to(page: Page, name: str, pin: str) -> None:
    """Two taps from any page, and her PIN."""
    page.locator(".bar a[href='/toi/']").tap()
    page.get_by_role("button", name=name).tap()
    page.get_by_label("Mã PIN 6 chữ số của chị").fill(pin)
    page.get_by_role("button", name="Đăng nhập").tap()
    expect(page.get_by_role("status").first).to_contain_text("Chào")


def test_the_head_prints_cards_for_her_branch(phone: Page, sign_in, accessible):
    phone.goto("/dang-nhap/?next=/chi-hoi/")
    accessible(phone)
    sign_in(phone, "0500 000 002")
    phone.get_by_role("link", name="Thẻ học").tap()
    expect(phone.get_by_role("heading", name="Thẻ học")).to_be_visible()
    phone.get_by_text("Chọn từng chị").tap()
    accessible(phone)
    phone.get_by_label(NGO).check()
    phone.get_by_role("button", name="đã đánh dấu").tap()
    expect(phone.get_by_role("heading", name="1 thẻ đã sẵn sàng")).to_be_visible()
    accessible(phone)
    file = phone.request.get(phone.get_by_role("link", name="PDF").get_attribute("href"))
    assert (file.headers["content-type"], file.body()[:5]) == ("application/pdf", b"%PDF-")
    phone.goto("/chi-hoi/")
    phone.get_by_role("link", name="Ai đã xong, ai chưa").tap()
    phone.get_by_role("link", name=NGO).tap()
    phone.get_by_role("link", name="Thẻ hoặc").tap()
    expect(phone.get_by_role("button", name="Mất thẻ: khóa thẻ")).to_be_visible()
    accessible(phone)


def test_her_card_and_a_pin_are_enough_and_the_next_one_sees_nothing_of_hers(open_phone, database, accessible):
    card = put_a_card_in_hand(database, NGO)
    phone = open_phone(java_script_enabled=False)
    phone.goto(card)
    expect(phone.get_by_role("heading", name="Chị Ngọ")).to_be_visible()
    phone.get_by_label("Chọn mã PIN 6 chữ số").fill(HER_PIN)
    phone.get_by_label("Gõ lại").fill(HER_PIN)
    phone.get_by_role("button", name="Giữ mã PIN này").tap()
    expect(phone.get_by_role("link", name="Chị Ngọ")).to_be_visible()

    family = open_phone()
    for who, pin in ((card, HER_PIN), ("/dang-nhap/", PIN)):
        family.goto(who)
        if who != card:
            family.get_by_label("Số điện thoại của chị").fill("0500 000 001")
            family.get_by_role("button", name="Tiếp tục").tap()
        family.get_by_label("Mã PIN 6 chữ số của chị").fill(pin)
        family.get_by_role("button", name="Đăng nhập").tap()
        expect(family.get_by_role("status").first).to_contain_text("Chào")
    family.goto(FIRST_LESSON)
    family.locator("[data-steps]").scroll_into_view_if_needed()
    first_step = family.locator(".tick input").first
    first_step.check()
    family.goto("/toi/")
    accessible(family)
    change_to(family, "Chị M. T. Ngọ", HER_PIN)
    family.goto(FIRST_LESSON)
    family.locator("[data-steps]").scroll_into_view_if_needed()
    expect(first_step).to_be_visible()
    expect(first_step).not_to_be_checked()
    for _page in range(3):
        family.go_back()
        expect(family.locator("body")).not_to_contain_text("Nguyễn Thị Thanh")
    family.goto("/toi/")
    change_to(family, "Chị N. T. Thanh", PIN)
    family.goto(FIRST_LESSON)
    family.locator("[data-steps]").scroll_into_view_if_needed()
    expect(first_step).to_be_visible()
    expect(first_step).to_be_checked()
