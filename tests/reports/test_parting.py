"""Two records that were made one by mistake are parted: each has again what it had, and no figure is wrong."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lms.accounts.models import Card
from lms.certificates.models import Certificate
from lms.members.models import Member, Membership, Role
from lms.members.models.changes import Change
from lms.members.models.merges import Merge
from lms.members.roster.parting import part
from lms.members.roster.uniting import unite
from lms.progress import event_batches, recording
from lms.progress.models import CourseProgress, LearningEvent, LessonProgress
from lms.progress.rebuilding import differences
from lms.reports.counts import folding, recounting
from quizzes.models import Attempt
from tests.conftest import PIN
from tests.progress.acting import finish, pass_quiz, steps_block, watched
from tests.reading import texts
from tests.together import together

ROSTER = "/chi-hoi/99001-1/danh-sach/"


@pytest.fixture
def other(union, enrol) -> Member:
    """Another woman of her name: not the same person, as her head thought."""
    return enrol("Nguyễn Thị Thanh", union["to_1"], birth_year=1970, phone="+84912345678", pin="135791", mark="em")


def everything() -> dict[str, list]:
    """All that a merge may touch, as it stands. What is folded into each lesson's state, `differences` compares."""
    rows = {
        Member: (
            "name",
            "birth_year",
            "phone",
            "unit",
            "pin",
            "is_active",
            "merged_into",
            "left_on",
            "mark",
            "joined_at",
        ),
        Membership: ("member", "unit", "since", "until"),
        Role: ("member", "unit", "kind", "until"),
        Card: ("member", "revoked_at"),
        LearningEvent: ("member", "by", "lesson"),
        LessonProgress: ("member", "lesson", "started_at", "completed_at"),
        CourseProgress: ("member", "course", "lessons_done", "started_at", "completed_at"),
        Attempt: ("taker",),
        Certificate: ("number", "member", "revoked_at"),
    }
    return {model.__name__: sorted(map(repr, model.objects.values_list(*fields))) for model, fields in rows.items()}


def sound() -> tuple:
    """What is wrong with the figures and with the progress: nothing."""
    folding.fold()
    return recounting.differences(), differences()


def merge_of(member: Member) -> Merge:
    return Merge.objects.get(kept=member)


LEARNT = ["nothing", "the one", "the other", "both", "halves"]


def learn(learnt: str, thanh, other, lesson, quiz) -> None:
    if learnt in ("the one", "both"):
        finish(thanh, lesson, quiz)
    if learnt in ("the other", "both"):
        finish(other, lesson, quiz)
    if learnt == "halves":
        recording.record(thanh, [watched(lesson, 0, 60)])
        recording.record(other, [event_batches.done(other, lesson, steps_block(lesson))])
        pass_quiz(other, lesson, quiz)


@pytest.mark.parametrize("learnt", LEARNT)
def test_everything_is_as_it_was(thanh, other, lien, lesson, quiz, learnt):
    learn(learnt, thanh, other, lesson, quiz)
    before = everything()
    unite(thanh, other, {"phone": other.phone, "birth_year": 1970}, by=lien)
    assert everything() != before
    part(merge_of(thanh), by=lien)
    now = everything()
    if learnt == "halves":  # the certificate that the two earned together stays as history, and is revoked
        assert (len(before.pop("Certificate")), Certificate.objects.filter(revoked_at=None).count()) == (0, 0)
        now.pop("Certificate")
    assert now == before
    assert sound() == ({}, [])


def test_what_either_had_beside_learning_comes_back_too(thanh, other, lien, ngan, union):
    Role.objects.create(member=other, unit=union["ha"], kind="helper")
    Card.objects.create(member=other, hash="x" * 64)
    Member.objects.filter(pk=thanh.pk).update(pin="", phone="")
    before = everything()
    unite(thanh, other, {}, by=ngan)
    kept = Merge.objects.get().kept
    part(merge_of(kept), by=ngan)
    assert everything() == before


def test_what_she_has_done_since_stays_with_the_record_that_was_kept(thanh, other, lien, lesson, quiz):
    finish(other, lesson, quiz)
    unite(thanh, other, {}, by=lien)
    thanh.refresh_from_db()
    recording.record(thanh, [watched(lesson, 0, 30)])
    thanh.phone = "+84987654321"
    thanh.save()
    part(merge_of(thanh), by=lien)
    thanh.refresh_from_db()
    assert (thanh.phone, LearningEvent.objects.filter(member=thanh).count()) == ("+84987654321", 1)
    assert (
        CourseProgress.objects.get(member=other).completed_at
        and not CourseProgress.objects.get(member=thanh).completed_at
    )
    assert sound() == ({}, [])


def test_both_sign_in_again_each_with_her_own_pin(thanh, other, lien, client):
    unite(thanh, other, {}, by=lien)
    part(merge_of(thanh), by=lien)
    for phone, pin in ((thanh.phone, PIN), (other.phone, "135791")):
        client.post("/dang-nhap/", {"phone": phone})
        assert client.post("/dang-nhap/ma-pin/", {"pin": pin}).url == "/"
        client.post("/dang-xuat/")


def test_one_press_on_her_page(thanh, other, lien, union, signed_in):
    unite(thanh, other, {}, by=lien)
    client, merge = signed_in(lien), merge_of(thanh)
    said = texts(client.get(f"{ROSTER}{thanh.pk}/"), 'form[action*="tach-lai"] button')
    assert said == ["Đây là hai người: tách lại hồ sơ"]
    page = client.post(f"{ROSTER}{thanh.pk}/tach-lai/{merge.pk}/", follow=True)
    assert texts(page, ".notice p") == ["Hồ sơ của chị Nguyễn Thị Thanh đã trở lại."]
    assert set(Member.objects.filter(unit=union["to_1"], is_active=True)) == {other}
    assert client.post(f"{ROSTER}{thanh.pk}/tach-lai/{merge.pk}/").status_code == 302
    assert texts(client.get(f"{ROSTER}{thanh.pk}/"), 'form[action*="tach-lai"] button') == []


def test_neither_reads_the_others_name_or_number_in_her_log_afterwards(thanh, other, lien, signed_in):
    Member.objects.filter(pk=other.pk).update(name="Lê Thị Bưởi")
    unite(thanh, other, {"phone": other.phone, "name": "Lê Thị Bưởi"}, by=lien)
    part(merge_of(thanh), by=lien)
    pages = {member: signed_in(member).get("/toi/ai-da-sua/").content.decode() for member in (thanh, other)}
    assert [said for said in ("Bưởi", "0912 345 678") if said in pages[thanh]] == []
    assert [said for said in ("Thị Thanh", "0500 000 001") if said in pages[other]] == []
    assert "đã tách lại hai hồ sơ" in pages[thanh] and "đã gộp hai hồ sơ" in pages[thanh]


def test_two_presses_at_once(lasting, thanh, other, lien, signed_in):
    unite(thanh, other, {}, by=lien)
    at = f"{ROSTER}{thanh.pk}/tach-lai/{merge_of(thanh).pk}/"
    together(lambda: signed_in(lien).post(at), lambda: signed_in(lien).post(at))
    assert Membership.objects.filter(member=other, until=None).count() == 1
    assert Change.objects.filter(what="parted").count() == 2


def test_after_thirty_days_it_stays_and_what_it_held_is_forgotten(thanh, other, lien):
    unite(thanh, other, {}, by=lien)
    Merge.objects.update(at=timezone.now() - timedelta(days=31))
    with pytest.raises(PermissionDenied):
        part(merge_of(thanh), by=lien)
    Merge.objects.forget_old()
    assert (merge_of(thanh).held, merge_of(thanh).moved) == ({}, {})


def test_a_record_that_has_become_part_of_another_is_not_parted(thanh, other, lien, union, enrol):
    unite(thanh, other, {}, by=lien)
    third = enrol("Nguyễn Thị Thanh", union["ha"], username="thanh3")
    Member.objects.filter(pk=thanh.pk).update(merged_into=third)
    with pytest.raises(PermissionDenied):
        part(Merge.objects.get(kept=thanh), by=lien)


@pytest.mark.parametrize("who", ["xuan", "yen", "mai", "thanh"])
def test_nobody_else_parts_them(request, thanh, other, lien, signed_in, who):
    unite(thanh, other, {}, by=lien)
    client = signed_in(request.getfixturevalue(who))
    assert client.post(f"{ROSTER}{thanh.pk}/tach-lai/{merge_of(thanh).pk}/").status_code == 404
    assert Merge.objects.get().undone_at is None


def test_a_merge_of_another_member_is_not_found_by_her_number(thanh, other, mai, lien, signed_in):
    unite(thanh, other, {}, by=lien)
    assert signed_in(lien).post(f"{ROSTER}{mai.pk}/tach-lai/{merge_of(thanh).pk}/").status_code == 404
