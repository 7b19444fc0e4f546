"""A form that was open when the session ended: she signs in, and what she typed is still there."""

from html import unescape
from re import findall

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lms.members.models import Member
from lms.posting.models import KeptForm
from tests.conftest import PIN

ADD = "/chi-hoi/99001-1/danh-sach/them/"
LAN = {"name": "Nguyễn Thị Lan", "year": "1965", "phone": "", "sort_name": "", "group": ""}


def hidden(page: bytes, action: str = "") -> dict[str, str]:
    """The hidden fields of the page's form that goes to this address."""
    forms = page.decode().split("<form")[1:]
    [form] = [form for form in forms if (f'action="{action}"' in form if action else "action=" not in form)][:1]
    found = findall(r'<input type="hidden"\s+name="([^"]+)"\s+value="([^"]*)">', form.split("</form>")[0])
    return {unescape(name): unescape(value) for name, value in found}


def sign_in(browser: Client, phone: str, to: str) -> str:
    """By phone number and PIN, as the page asks; where it leads."""
    browser.post("/dang-nhap/", {"phone": phone, "next": to})
    return browser.post("/dang-nhap/ma-pin/", {"pin": PIN})["Location"]


@pytest.fixture
def phone(signed_in, lien) -> Client:
    return signed_in(lien)


def shown(browser: Client, address: str = ADD) -> dict[str, str]:
    return hidden(browser.get(address).content)


def test_she_signs_in_again_and_sends_what_she_typed(phone, lien):
    form = shown(phone) | LAN
    phone.post("/dang-xuat/")

    answer = phone.post(ADD, form, follow=True)
    assert "Chị đã hết phiên đăng nhập. Chị đăng nhập lại, những gì vừa viết vẫn còn." in answer.content.decode()
    [kept] = KeptForm.objects.all()
    to = sign_in(phone, "0500000002", reverse("resume", args=[kept.pk]))
    page = phone.get(to).content
    assert "Nguyễn Thị Lan" in page.decode()

    phone.post(ADD, hidden(page, ADD))

    assert list(Member.objects.filter(name="Nguyễn Thị Lan").values_list("birth_year", "unit__code")) == [
        (1965, "99001-1")
    ]
    assert not KeptForm.objects.exists()


def test_the_next_person_on_the_phone_sees_nothing_of_it(phone, signed_in, thanh):
    form = shown(phone) | LAN
    phone.post("/dang-xuat/")
    phone.post(ADD, form)
    [kept] = KeptForm.objects.all()

    other = signed_in(thanh)
    answer = other.get(reverse("resume", args=[kept.pk]))

    assert (answer.status_code, "Nguyễn Thị Lan" in answer.content.decode()) == (410, False)


def test_a_form_of_one_is_never_sent_in_the_name_of_another(phone, xuan, client):
    form = shown(phone) | LAN
    client.force_login(xuan, "lms.accounts.backends.PinBackend")

    answer = client.post(ADD, form)

    assert answer["Location"].startswith("/dang-nhap/?next=%2Ftiep-tuc%2F")
    assert not Member.objects.filter(name="Nguyễn Thị Lan").exists()
    assert [(kept.member, dict(kept.fields)["name"]) for kept in KeptForm.objects.all()] == [
        (Member.objects.get(name="Phạm Thị Liên").pk, "Nguyễn Thị Lan")
    ]


def test_a_forged_name_of_the_sender_keeps_nothing(client, lien):
    answer = client.post(ADD, LAN | {"form_of": f"[{lien.pk}, false]:forged"})

    assert (answer.status_code, KeptForm.objects.count()) == (404, 0)


def test_passwords_pins_and_files_are_not_kept(phone):
    form = shown(phone)
    phone.post("/dang-xuat/")
    secrets = {"pin": "246802", "again": "246802", "new_password1": "mat-khau"}
    phone.post(ADD, form | LAN | secrets | {"file": SimpleUploadedFile("danh-sach.xlsx", b"PK")})

    [kept] = KeptForm.objects.all()
    assert (sorted(dict(kept.fields)), kept.files, kept.lacks_secret) == (sorted(LAN), ["danh-sach.xlsx"], True)
    to = sign_in(phone, "0500000002", reverse("resume", args=[kept.pk]))
    page = phone.get(to).content.decode()
    assert "Tệp danh-sach.xlsx không giữ lại được. Chị chọn lại ở trang sau." in page
    assert "Mật khẩu và mã PIN không bao giờ được giữ." in page


def test_a_stale_token_loses_nothing(lien):
    """She signed in anew in another tab, which changes the token."""
    phone = Client(enforce_csrf_checks=True)
    phone.force_login(lien, "lms.accounts.backends.PinBackend")
    form = shown(phone) | LAN

    answer = phone.post(ADD, form | {"csrfmiddlewaretoken": "x" * 64})
    page = phone.get(answer["Location"]).content
    phone.post(ADD, hidden(page, ADD))

    assert "Trang vừa rồi mở lâu quá." in page.decode()
    assert Member.objects.filter(name="Nguyễn Thị Lan").count() == 1


def test_a_strangers_form_with_a_stale_token_is_hers_alone(db):
    mine, other = Client(enforce_csrf_checks=True), Client()
    mine.get("/dang-nhap/")

    to = mine.post("/dang-nhap/", {"phone": "0500000002"}, headers={"origin": "http://testserver"})["Location"]

    assert hidden(mine.get(to).content, "/dang-nhap/")["phone"] == "0500000002"
    assert other.get(to)["Location"].startswith("/dang-nhap/?next=")


def test_another_sites_form_is_refused_and_not_kept(db):
    answer = Client(enforce_csrf_checks=True).post(
        "/dang-nhap/", {"phone": "0500000002"}, headers={"origin": "https://ke-gian.example"}
    )

    assert (answer.status_code, KeptForm.objects.count()) == (403, 0)


def test_wagtails_autosave_is_told_what_to_press(hoa, course):
    desk = Client()
    desk.force_login(hoa, "django.contrib.auth.backends.ModelBackend")
    edit = reverse("wagtailadmin_pages:edit", args=[course.pk])
    form = {
        name: value
        for name, value in findall(
            r'<input type="hidden"\s+name="([^"]+)"\s+value="([^"]*)">', desk.get(edit).content.decode()
        )
        if name.startswith("form_")
    }
    desk.logout()

    answer = desk.post(edit, form, headers={"accept": "application/json"})

    assert answer.json()["error_message"] == (
        "Chị đã hết phiên đăng nhập. Bấm “Xuất bản” hoặc “Lưu nháp”: chị đăng nhập lại, bài vừa viết vẫn còn."
    )
    assert desk.post(edit, form | {"title": "Khóa mới"})["Location"].startswith(
        "/dang-nhap/can-bo/?next=%2Ftiep-tuc%2F"
    )


def test_a_page_that_asks_for_signing_in_says_so_to_a_stranger(client, union):
    page = client.get(ADD)

    assert (page.status_code, "Chị đăng nhập trước nhé" in page.content.decode()) == (404, True)
