"""A long list is written by the worker, a part at a time; a worker that dies loses nothing and writes nobody twice."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from lms.members.models import Import, Member, Membership
from lms.members.roster import importing
from tests.members.roster.conftest import upload, xlsx
from tests.reading import texts

SYLLABLES = ["An", "Ba", "Ca", "Da", "Em", "Ga", "Hà", "Ính", "Ka", "La"]
MANY = importing.AT_ONCE + 50


def long_list(many: int = MANY) -> list[list]:
    words = [" ".join(SYLLABLES[int(digit)] for digit in f"{n:05}") for n in range(many)]
    return [["Họ tên", "NS"], *([f"Lê Thị {name}", 1950 + n % 50] for n, name in enumerate(words))]


@pytest.fixture
def kept(union, ngan, django_capture_on_commit_callbacks) -> Import:
    """The officer of a commune brings a long list and says that it is to be written."""
    kept = importing.keep_file(upload(xlsx(*long_list())), union["dong_sen"], by=ngan)
    with django_capture_on_commit_callbacks(execute=True):
        importing.bring_in(kept.pk, by=ngan)
    kept.refresh_from_db()
    return kept


def jobs() -> int:
    return DBTaskResult.objects.filter(task_path="lms.members.roster.importing.write_list").count()


def test_it_waits_for_the_worker_and_says_how_far_it_is(kept, ngan, signed_in):
    assert (jobs(), kept.done_at, Member.objects.filter(name__startswith="Lê Thị").count()) == (1, None, 0)
    importing.write_some(kept.pk)
    page = signed_in(ngan).get(f"/chi-hoi/99001/danh-sach/nhap/{kept.pk}/")
    assert texts(page, "main h1, main b") == ["Đang ghi danh sách", "38 %"]


def test_the_worker_writes_all_of_it(kept, union):
    importing.write_list.func(kept.pk)
    kept.refresh_from_db()
    assert (kept.count("new"), union["dong_sen"].members.count()) == (MANY, MANY + 1)
    assert Membership.objects.filter(unit=union["dong_sen"], until=None).count() == MANY + 1


def test_two_workers_and_a_second_press_write_nobody_twice(kept, ngan, union):
    importing.write_some(kept.pk)
    importing.bring_in(kept.pk, by=ngan)
    for _twice in range(2):
        importing.write_list.func(kept.pk)
    assert union["dong_sen"].members.count() == MANY + 1


def test_who_looks_at_a_list_whose_worker_died_has_it_go_on(kept, ngan, signed_in):
    importing.write_some(kept.pk)
    Import.objects.update(writing_at=timezone.now() - timedelta(minutes=3))
    signed_in(ngan).get(f"/chi-hoi/99001/danh-sach/nhap/{kept.pk}/")
    assert jobs() == 2


def test_who_was_written_meanwhile_stays_outside(kept, union, enrol, ngan):
    enrol(kept.rows[1]["name"], union["dong_sen"], birth_year=kept.rows[1]["year"])
    importing.write_list.func(kept.pk)
    kept.refresh_from_db()
    assert (kept.count("new"), kept.rows[1]["fate"]) == (MANY - 1, "hoi")


def test_nothing_is_changed_or_thrown_away_while_it_is_written(kept, ngan, signed_in):
    importing.change_row(kept.pk, 2, by=ngan, answer="skip")
    signed_in(ngan).post(f"/chi-hoi/99001/danh-sach/nhap/{kept.pk}/bo/")
    assert Import.objects.get().rows[1].get("answer", "") == ""


def test_it_is_taken_back_whole_by_the_worker_too(kept, ngan, union, thanh, signed_in):
    importing.write_list.func(kept.pk)
    at, hers = f"/chi-hoi/99001/danh-sach/nhap/{kept.pk}/", Member.objects.get(pk=Import.objects.get().made["new"][0])
    hers.set_pin("246802")
    hers.save()
    client = signed_in(ngan)
    client.post(f"{at}hoan-tac/")
    importing.undo_some(kept.pk)
    assert texts(client.get(at), "main h1, main b") == ["Đang hoàn tác danh sách", "38 %"]
    for _twice in range(2):
        importing.undo_list.func(kept.pk)
    assert set(union["dong_sen"].members.all()) == {ngan, hers}
    assert (texts(client.get(at), "main h1"), Import.objects.get().rows) == (["Đã hoàn tác danh sách"], [])


def test_somebody_elses_long_list_is_not_found(kept, xuan, yen, signed_in):
    for other in (xuan, yen):
        assert signed_in(other).get(f"/chi-hoi/99001/danh-sach/nhap/{kept.pk}/").status_code == 404
