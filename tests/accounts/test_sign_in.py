"""Phone, PIN, and back to where she came from; without JavaScript, one question a screen."""

import pytest
from django.test import Client

from tests.accounts.conftest import PHONE_PAGE, PIN_PAGE
from tests.conftest import PIN
from tests.reading import texts

WRONG = [
    "Số điện thoại hoặc mã PIN chưa đúng. Chị gõ lại từ từ nhé. Nếu đã sai 5 lần, chị nghỉ 15 phút rồi hãy thử lại."
]


def token(client: Client, address: str) -> dict[str, str]:
    return {"csrfmiddlewaretoken": client.get(address).context["csrf_token"]}


def test_she_signs_in_and_is_where_she_came_from(thanh, type_phone, type_pin, whose, client):
    assert type_phone(thanh.phone, next="/k1/bai-1/").url == PIN_PAGE
    assert type_pin().url == "/k1/bai-1/"
    assert whose(client) == thanh


def test_from_nowhere_she_comes_to_the_first_page_and_is_greeted(thanh, home, type_phone, type_pin, client):
    type_phone(thanh.phone)
    assert type_pin().url == "/"
    assert texts(client.get("/"), "[role=status]") == ["Chào chị Thanh."]


def test_the_forms_of_the_pages_are_all_she_needs(thanh):
    client = Client(enforce_csrf_checks=True)
    client.post(PHONE_PAGE, {"phone": "0500 000 001", "next": "/toi/"} | token(client, PHONE_PAGE + "?next=/toi/"))
    client.post(PIN_PAGE, {"pin": PIN} | token(client, PIN_PAGE))
    assert texts(client.get("/toi/"), "dl.facts dd") == ["Nguyễn Thị Thanh", "Chi hội thôn Hạ"]


def test_the_page_keeps_in_mind_where_she_came_from(db, client):
    page = client.get(PHONE_PAGE + "?next=/k1/bai-1/")
    assert 'name="next" value="/k1/bai-1/"' in page.content.decode()


def test_a_page_for_members_sends_her_to_sign_in_and_back(thanh, type_phone, type_pin, client):
    asked = client.get("/toi/")
    assert asked.url == PHONE_PAGE + "?next=/toi/"
    type_phone(thanh.phone, next="/toi/")
    assert type_pin().url == "/toi/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example", "\\\\evil.example",
        "javascript:alert(1)", "http:evil.example", " https://evil.example", "evil", "sign_out", "../evil",
        "/" + "a" * 10_000, "http://testserver/", "https://testserver@evil.example/", "/dang-nhap/",
        "/dang-nhap/ma-pin/",
    ],
)  # fmt: skip
def test_she_is_never_sent_elsewhere(thanh, type_phone, type_pin, elsewhere):
    type_phone(thanh.phone, next=elsewhere)
    assert type_pin().url == "/"


def test_a_wrong_pin_is_told_kindly_and_can_be_typed_again(thanh, type_phone, type_pin, whose, client):
    type_phone(thanh.phone)
    wrong = type_pin("111112")
    assert (wrong.status_code, texts(wrong, "p.error"), whose(client)) == (422, WRONG, None)
    type_pin()
    assert whose(client) == thanh


def test_a_typed_pin_is_never_written_back(thanh, type_phone, type_pin):
    type_phone(thanh.phone)
    assert "111112" not in type_pin("111112").content.decode()


def test_a_number_that_nobody_has_looks_like_a_wrong_pin(thanh):
    answers = []
    for phone in ("0500 000 001", "0500 000 999"):
        client = Client()
        steps = [client.post(PHONE_PAGE, {"phone": phone}), client.post(PIN_PAGE, {"pin": "111112"})]
        said = [" ".join(texts(step, "main")).replace(phone, "(what she typed)") for step in steps]
        answers.append(
            [(step.status_code, step.get("Location"), words) for step, words in zip(steps, said, strict=True)]
        )
    assert answers[0] == answers[1]


def test_a_pin_in_groups_is_the_same_pin(thanh, type_phone, type_pin, whose, client):
    type_phone(thanh.phone)
    type_pin("246 802")
    assert whose(client) == thanh


def test_what_cannot_be_a_pin_is_no_try(thanh, type_phone, type_pin):
    type_phone(thanh.phone)
    for _slip in range(7):
        type_pin("24a6")
    thanh.refresh_from_db()
    assert thanh.pin_failures == 0


def test_a_number_of_one_woman_does_not_tell_her_name(thanh, type_phone, client):
    type_phone(thanh.phone)
    assert client.get("/dang-nhap/ai/").url == PIN_PAGE
    assert "Thanh" not in "".join(texts(client.get(PIN_PAGE), "main"))


def test_the_pin_of_another_woman_does_not_open_it(thanh, lien, type_phone, type_pin, whose, client):
    lien.set_pin("135791")
    lien.save()
    type_phone(thanh.phone)
    type_pin("135791")
    assert whose(client) is None


def test_who_is_no_longer_active_cannot_sign_in(thanh, type_phone, type_pin, whose, client):
    thanh.is_active = False
    thanh.save()
    type_phone(thanh.phone)
    assert (texts(type_pin(), "p.error"), whose(client)) == (WRONG, None)


def test_who_is_struck_off_between_the_two_questions_cannot_sign_in(thanh, type_phone, type_pin, whose, client):
    type_phone(thanh.phone)
    thanh.is_active = False
    thanh.save()
    assert (texts(type_pin(), "p.error"), whose(client)) == (WRONG, None)


def test_who_is_struck_off_while_signed_in_is_signed_out(thanh, signed_in):
    client = signed_in(thanh)
    assert texts(client.get("/toi/"), "dl.facts dd")[0] == "Nguyễn Thị Thanh"
    thanh.is_active = False
    thanh.save()
    assert client.get("/toi/").url == PHONE_PAGE + "?next=/toi/"


def test_the_pin_cannot_be_asked_before_the_phone(db, client):
    answers = [client.get(PIN_PAGE), client.post(PIN_PAGE, {"pin": PIN}), client.get("/dang-nhap/ai/")]
    assert [answer.url for answer in answers] == [PHONE_PAGE] * 3


def test_the_session_gets_a_new_key_when_she_signs_in(thanh, type_phone, type_pin, client):
    type_phone(thanh.phone)
    before = client.session.session_key
    type_pin()
    assert client.session.session_key != before


def test_the_next_woman_on_this_phone_finds_nothing_of_the_last(thanh, lien, signed_in):
    client = signed_in(thanh)
    client.session["kept"] = "hers"
    client.post(PHONE_PAGE, {"phone": lien.phone})
    client.post(PIN_PAGE, {"pin": PIN})
    assert (client.session["_auth_user_id"], "kept" in client.session) == (str(lien.pk), False)
