"""Every write to a member's record leaves who, when, before and after; she and who stands above her read it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lms.members import memberships
from lms.members.models import Member, changes
from lms.members.models.changes import Change
from lms.members.roster import importing
from tests.conftest import PIN
from tests.reading import queries, texts

ROSTER = "/chi-hoi/99001-1/danh-sach/"


def log(member: Member) -> list[tuple]:
    """(what, who, before, after), the first first; without her being written on the roster."""
    rows = Change.objects.filter(member=member).exclude(what="added").order_by("pk")
    return [(row.what, row.by, row.before, row.after) for row in rows]


@pytest.fixture
def mend(lien, thanh, signed_in):
    """Liên changes something on Thanh's page."""

    def mend(**said):
        kept = {"name": "Nguyễn Thị Thanh", "year": "1964", "phone": "0500000001", "group": ""}
        return signed_in(lien).post(f"{ROSTER}{thanh.pk}/", kept | said)

    return mend


@pytest.mark.parametrize(
    ("said", "before", "after"),
    [
        ({"name": "Nguyễn Thị Thành"}, {"name": "Nguyễn Thị Thanh"}, {"name": "Nguyễn Thị Thành"}),
        ({"phone": "0912345678"}, {"phone": "+84500000001"}, {"phone": "+84912345678"}),
        ({"phone": ""}, {"phone": "+84500000001"}, {"phone": ""}),
        ({"year": "1965"}, {"birth_year": 1964}, {"birth_year": 1965}),
        ({"sort_name": "Thanh", "mark": "chị"}, {"mark": "", "sort_name": ""}, {"mark": "chị", "sort_name": "Thanh"}),
    ],
)
def test_what_a_head_mends_is_kept_with_what_it_was(mend, lien, thanh, said, before, after):
    assert mend(**said).status_code == 302
    assert log(thanh) == [("changed", lien, before, after)]


def test_nothing_changed_is_no_change(mend, thanh):
    mend()
    assert log(thanh) == []


def test_before_is_what_the_database_held_and_not_an_old_screen(thanh, lien):
    old = Member.objects.get(pk=thanh.pk)
    Member.objects.filter(pk=thanh.pk).update(phone="+84500000099")
    old.phone, old.placed_by = "+84912345678", lien
    old.save(update_fields=["phone"])
    assert log(thanh) == [("changed", lien, {"phone": "+84500000099"}, {"phone": "+84912345678"})]


def test_moving_leaving_and_coming_back(lien, thanh, union, signed_in):
    client, today = signed_in(lien), timezone.localdate().isoformat()
    client.post(f"{ROSTER}{thanh.pk}/chuyen/", {"to": "99001-1-1"})
    client.post(f"{ROSTER}{thanh.pk}/roi-hoi/", {"why": "asked"})
    client.post(f"{ROSTER}{thanh.pk}/tro-lai/")
    there, gone = {"left_on": None, "left_why": ""}, {"left_on": today, "left_why": "asked"}
    assert log(thanh) == [
        ("changed", lien, {"unit_id": union["ha"].pk}, {"unit_id": union["to_1"].pk}),
        ("changed", lien, there, gone),
        ("changed", lien, gone, there),
    ]


def test_many_moved_at_once(thanh, mai, lien, ngan, union):
    memberships.place([thanh.pk, mai.pk], union["thuong"], by=ngan)
    moved = ("changed", ngan, {"unit_id": union["ha"].pk}, {"unit_id": union["thuong"].pk})
    assert (log(thanh), log(mai), log(lien)) == ([moved], [moved], [])


def test_a_list_says_whom_it_wrote_and_what_it_completed(thanh, lien, union):
    Member.objects.filter(pk=thanh.pk).update(phone="", pin="")
    kept = importing.keep_text("Nguyễn Thị Thanh 1964 0912345678\nLê Thị Na", union["ha"], by=lien)
    importing.agree_to_all(kept.pk, by=lien)
    importing.bring_in(kept.pk, by=lien)
    assert log(thanh) == [("changed", lien, {"phone": ""}, {"phone": "+84912345678"})]
    assert Change.objects.get(member__name="Lê Thị Na").by == lien


def test_a_number_that_changes_hands_is_written_in_both_records(thanh, mai, lien, signed_in):
    said = {"name": mai.name, "year": "1990", "phone": "0500000001", "number": "hers"}
    signed_in(lien).post(f"{ROSTER}{mai.pk}/", said)
    assert log(thanh) == [("changed", lien, {"phone": "+84500000001"}, {"phone": ""})]
    assert log(mai) == [("changed", lien, {"phone": "+84500000004"}, {"phone": "+84500000001"})]


def test_a_pin_is_said_to_be_emptied_and_chosen_and_never_shown(thanh, lien, signed_in, client):
    signed_in(lien).post(f"/hoi-vien/{thanh.pk}/dat-lai-pin/")
    thanh.refresh_from_db()
    thanh.set_pin("135791")
    thanh.placed_by = thanh
    thanh.save(update_fields=["pin", "pin_failures", "pin_tried_at"])
    assert log(thanh) == [("pin_reset", lien, {}, {}), ("pin_chosen", thanh, {}, {})]


def test_cards_printed_locked_and_found(thanh, lien, signed_in):
    client = signed_in(lien)
    for _twice in range(2):
        client.post("/chi-hoi/99001-1/the/", {"who": "chosen", "member": thanh.pk, "sheet": "a" * 32})
    client.post(f"/hoi-vien/{thanh.pk}/mat-the/")
    client.post(f"/hoi-vien/{thanh.pk}/thay-the/")
    assert [(what, by) for what, by, _before, _after in log(thanh)] == [
        ("card_made", lien), ("card_locked", lien), ("card_found", lien),
    ]  # fmt: skip


def test_an_account_changed_in_wagtail_says_who_did_it(hoa, keeper, at_the_desk):
    said = {"username": "hoa", "name": "Trần Thu Hòa", "unit": hoa.unit_id, "is_active": "on"}
    at_the_desk(keeper).post(f"/admin/users/edit/{hoa.pk}/", said)
    assert log(hoa)[-1:] == [("changed", keeper, {"name": "Trần Thu Hoa"}, {"name": "Trần Thu Hòa"})]


def test_she_reads_it_on_her_own_page(mend, thanh, signed_in):
    mend(phone="0912345678")
    page = signed_in(thanh).get("/toi/ai-da-sua/")
    assert texts(page, "ul.names li span:nth-child(n+2)")[:2] == [
        "Chị Liên: đã sửa",
        "Điện thoại: 0500 000 001 → 0912 345 678",
    ]


def test_and_so_does_whoever_stands_above_her(mend, thanh, lien, ngan, signed_in):
    mend(name="Nguyễn Thị Thành")
    for viewer, roster in ((lien, ROSTER), (ngan, "/chi-hoi/99001/danh-sach/")):
        page = signed_in(viewer).get(f"{roster}{thanh.pk}/ai-da-sua/")
        assert "Họ và tên: Nguyễn Thị Thanh → Nguyễn Thị Thành" in texts(page, "ul.names li span")


@pytest.mark.parametrize("who", ["xuan", "yen", "mai", "thanh", "hoa"])
def test_nobody_else_finds_it(request, mend, thanh, union, signed_in, who):
    mend(phone="0912345678")
    client = signed_in(request.getfixturevalue(who))
    pages = [
        client.get(f"/chi-hoi/{code}/danh-sach/{thanh.pk}/ai-da-sua/") for code in ("99001-1", "99001-2", "99002-1")
    ]
    assert [page.status_code for page in pages] == [404] * 3


def test_her_own_page_shows_nothing_of_anybody_else(mend, thanh, mai, signed_in, client):
    mend(phone="0912345678")
    page = signed_in(mai).get("/toi/ai-da-sua/").content.decode()
    assert [said for said in ("0912", "Thanh", "0500 000 001") if said in page] == []
    assert client.get("/toi/ai-da-sua/").status_code == 302


def test_however_many_changes_a_page_costs_the_same(lien, thanh, union, enrol, signed_in):
    hers, heads, counts = signed_in(thanh), signed_in(lien), []
    for upto in (1, 3, 15):
        for n in range(Change.objects.filter(member=thanh, what="changed").count(), upto):
            thanh.birth_year, thanh.unit = 1950 + n, union["ha" if n % 2 else "to_1"]
            thanh.placed_by = enrol(f"Lê Thị {n}", union["ha"])
            thanh.save()
        counts.append((queries(hers, "/toi/ai-da-sua/"), queries(heads, f"{ROSTER}{thanh.pk}/ai-da-sua/")))
    assert counts == [counts[0]] * 3


def test_it_is_forgotten_after_a_year_and_goes_with_her_record(mend, thanh):
    mend(phone="0912345678")
    mend(phone="0912345679")
    Change.objects.filter(after__phone="+84912345678").update(at=timezone.now() - timedelta(days=366))
    assert (changes.forget_old(), [after for *_rest, after in log(thanh)]) == (1, [{"phone": "+84912345679"}])
    memberships.strike_out([thanh.pk])
    assert Change.objects.filter(after__phone="+84912345679").count() == 0


def test_her_pin_is_hashed_nowhere_in_it(thanh):
    assert PIN not in str(list(Change.objects.values()))
    assert thanh.pin not in str(list(Change.objects.values()))
