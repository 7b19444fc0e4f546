"""A member's own page for who looks after her: lessons with dates, on whose word, certificates, how to reach her."""

from datetime import date

import pytest
from django.utils import timezone

from lms.certificates.models import Certificate
from lms.members.models import Member
from lms.progress import recording, vouching
from lms.progress.models import LearningEvent
from tests.progress.acting import finish as finish_lesson
from tests.progress.acting import watched
from tests.reading import texts

OUTSIDERS = ["xuan", "yen", "thanh", "mai", "hoa", "anonymous"]


@pytest.fixture
def browser(request, signed_in, client):
    return lambda who: client if who == "anonymous" else signed_in(request.getfixturevalue(who))


@pytest.fixture
def page(lien, thanh, signed_in):
    return lambda: signed_in(lien).get(f"/hoi-vien/{thanh.pk}/")


def today() -> str:
    return timezone.localdate().strftime("%d/%m/%Y")


def test_each_lesson_has_its_state_and_its_day(page, thanh, make_lesson, quiz):
    done, begun, _not_yet = [make_lesson(f"bai-{n}", f"Bài {n}") for n in (1, 2, 3)]
    finish_lesson(thanh, done, quiz)
    recording.record(thanh, [watched(begun, 0, 10)])
    assert texts(page(), "ol.names li") == [
        f"Bài 1 Xong ngày {today()}",
        f"Bài 2 Đang học, từ ngày {today()}",
        "Bài 3 chưa bắt đầu",
    ]
    assert texts(page(), "details.record summary span") == ["1/3 bài"]


def test_what_she_learnt_in_the_group_is_shown_as_that(page, lien, thanh, lesson):
    vouching.vouch(lien, [thanh], [lesson], date(2026, 10, 3))
    assert texts(page(), "ol.names .vouched") == ["Học cùng nhóm ngày 03/10/2026, chị Liên ghi"]


def test_who_wrote_it_may_be_gone(page, lien, ngan, thanh, lesson):
    vouching.vouch(ngan, [thanh], [lesson], date(2026, 10, 3))
    LearningEvent.objects.update(by=None)
    assert texts(page(), "ol.names .vouched") == ["Học cùng nhóm ngày 03/10/2026, chị — ghi"]


def test_her_certificate_is_one_tap_away(page, lien, thanh, lesson):
    vouching.vouch(lien, [thanh], [lesson], date(2026, 10, 3))
    assert f'href="/giay-chung-nhan/{Certificate.objects.get().number}/"' in page().content.decode()


def test_what_was_taken_back_can_be_read_with_its_reason(page, lien, ngan, thanh, lesson):
    vouching.vouch(lien, [thanh], [lesson], date(2026, 10, 3))
    vouching.take_back(LearningEvent.objects.get(), by=ngan, reason="Ghi nhầm người")
    said = f"Chị Liên ghi ngày {today()}. Chị Ngân thu hồi ngày {today()}: Ghi nhầm người."
    assert texts(page(), "details.record li .quiet")[-1] == said


def test_she_can_be_called(page, thanh):
    assert texts(page(), 'a[href="tel:+84500000001"]') == ["Gọi chị Thanh: 0500 000 001"]


def test_without_a_phone_there_is_no_button(page, thanh):
    Member.objects.filter(pk=thanh.pk).update(phone="")
    assert "tel:" not in page().content.decode()


def test_what_she_could_do_next_comes_from_what_she_has_begun(page, thanh, lesson, make_lesson, quiz):
    make_lesson("bai-2", "Quét mã QR")
    finish_lesson(thanh, lesson, quiz)
    said = "Mời chị Thanh, lúc nào rảnh 5 phút, mời chị xem bài “Quét mã QR”."
    assert texts(page(), "textarea")[0].startswith(said)


def test_who_has_done_everything_is_asked_for_nothing(page, thanh, lesson, quiz):
    finish_lesson(thanh, lesson, quiz)
    assert texts(page(), "textarea") == []


def test_the_invitation_to_choose_a_pin_stands_here(page, thanh):
    assert texts(page(), f'a[href="/hoi-vien/{thanh.pk}/ma-pin/"]') == ["Thẻ hoặc mã PIN mới"]


def test_the_way_back_leads_through_her_own_units_only(lien, ngan, union, enrol, signed_in):
    member = enrol("Lê Thị Na", union["to_1"])
    ways = [texts(signed_in(who).get(f"/hoi-vien/{member.pk}/"), "nav.trail a") for who in (lien, ngan)]
    assert ways == [["Chi hội thôn Hạ", "Tổ 1"], ["Xã Đồng Sen", "Chi hội thôn Hạ", "Tổ 1"]]


def test_her_own_page_offers_her_nothing_to_write(lien, signed_in):
    page = signed_in(lien).get(f"/hoi-vien/{lien.pk}/")
    assert (page.status_code, "/ghi/" in page.content.decode()) == (200, False)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_finds_it(browser, lien, ngan, who, enrol, union, lesson):
    na = enrol("Lê Thị Na", union["ha"])
    vouching.vouch(lien, [na], [lesson], date(2026, 10, 3))
    event = LearningEvent.objects.get()
    pages = [f"/hoi-vien/{na.pk}/{rest}" for rest in ("", "ghi/", f"ghi/{event.pk}/thu-hoi/")]
    assert [browser("ngan").get(address).status_code for address in pages] == [200] * 3
    answers = [browser(who).get(address) for address in pages]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert [answer for answer in answers if "Na" in " ".join(texts(answer, "main"))] == []


def test_a_member_who_has_left_is_on_no_screen(page, thanh):
    thanh.left_on = date(2026, 1, 1)
    thanh.save()
    assert page().status_code == 404


def test_an_odd_number_is_nobody(lien, signed_in):
    odd = ["0", "9" * 19, "9" * 100, "abc", "-1", "%00"]
    assert {n: signed_in(lien).get(f"/hoi-vien/{n}/").status_code for n in odd} == dict.fromkeys(odd, 404)


def test_it_is_never_kept_by_the_browser(page):
    assert "no-store" in page()["Cache-Control"]


def test_she_sees_herself_who_wrote_it(lien, thanh, lesson, signed_in):
    vouching.vouch(lien, [thanh], [lesson], date(2026, 10, 3))
    seen = texts(signed_in(thanh).get(lesson.url), "#viec .confirmed")
    assert seen == ["Học cùng nhóm ngày 03/10/2026, chị Liên ghi"]
