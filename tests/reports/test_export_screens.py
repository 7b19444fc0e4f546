"""The way to the file: a short list at once, a long one by a page that says how far it is. Hers alone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from lms.members.models import Sighting
from lms.reports.exports import jobs, tasks, views, xlsx
from lms.reports.models import Export
from tests.reading import queries, texts
from tests.reports.opening import comma_rows, content, rows

OFFER = "/chi-hoi/99001-1/xuat/"
OUTSIDERS = ["xuan", "yen", "thanh", "mai", "hoa", "anonymous"]


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def long_lists(monkeypatch):
    """As if two rows were many."""
    monkeypatch.setattr(views, "AT_ONCE", 1)


@pytest.fixture
def browser(request, signed_in, client):
    def browser(who: str):
        return client if who == "anonymous" else signed_in(request.getfixturevalue(who))

    return browser


@pytest.fixture
def export(union, lien, thanh, course) -> Export:
    """Liên's, written."""
    asked = tasks.ask(lien, union["ha"], "xlsx")
    jobs.make(asked.pk)
    return Export.objects.get()


def test_the_screen_of_the_unit_leads_there(lien, course, signed_in):
    page = signed_in(lien).get("/chi-hoi/99001-1/").content.decode()
    assert [f'href="{address}"' in page for address in (OFFER, "/chi-hoi/99001-1/bao-cao/")] == [True, True]


def test_a_short_list_comes_at_once(lien, thanh, signed_in):
    liens = signed_in(lien)
    assert texts(liens.get(OFFER), "main .next a") == ["Tải file Excel", "Tải dạng CSV"]
    assert len(rows(content(liens.get(f"{OFFER}xlsx/")), "Danh sách")) == 3
    assert len(comma_rows(content(liens.get(f"{OFFER}csv/")))) == 3
    assert Export.objects.count() == 0


def test_a_long_list_is_prepared_and_waits_for_her(lien, thanh, signed_in, long_lists):
    liens = signed_in(lien)
    assert texts(liens.get(OFFER), "main button") == ["Chuẩn bị file Excel", "Chuẩn bị dạng CSV"]
    page = liens.post(OFFER, {"dang": "xlsx"}).url
    assert texts(liens.get(page), "#ban-xuat b") == ["0 %"]
    jobs.make(Export.objects.get().pk)
    assert texts(liens.get(page), "#ban-xuat > p")[0] == "File đã xong: 2 hội viên."
    assert len(rows(content(liens.get(f"{page}tai-ve/")), "Danh sách")) == 3
    assert texts(liens.get("/ban-xuat/"), "ul#danh-sach h2") == ["Chi hội thôn Hạ"]


def test_a_long_list_does_not_come_at_once(lien, thanh, signed_in, long_lists):
    assert signed_in(lien).get(f"{OFFER}xlsx/").url == OFFER


def test_what_does_not_fit_into_a_sheet_comes_as_csv(lien, thanh, signed_in, long_lists, monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_ROWS", 1)
    liens = signed_in(lien)
    assert texts(liens.get(OFFER), "main button") == ["Chuẩn bị dạng CSV"]
    assert liens.post(OFFER, {"dang": "xlsx"}).status_code == 422
    assert Export.objects.count() == 0


def test_a_second_wish_leads_to_the_first(lien, thanh, signed_in, long_lists):
    liens = signed_in(lien)
    first = liens.post(OFFER, {"dang": "xlsx"}).url
    answer = liens.post(OFFER, {"dang": "csv"}, follow=True)
    assert answer.redirect_chain[0][0] == first
    assert texts(answer, ".notice[role=status]") == ["Mỗi lần một danh sách: bản này vẫn đang được chuẩn bị cho chị."]


@pytest.mark.parametrize("form", ["", "xls", "XLSX", "%00", "pdf", "x" * 3000])
def test_a_form_that_is_none(lien, course, signed_in, form):
    assert signed_in(lien).post(OFFER, {"dang": form}).status_code == 422
    assert signed_in(lien).get(f"{OFFER}{form or 'khac'}/").status_code == 404
    assert Export.objects.count() == 0


def test_a_failure_is_told_and_tried_again(lien, export, signed_in):
    Export.objects.update(status=Export.Status.FAILED, failure=Export.Failure.LOST)
    liens, page = signed_in(lien), f"/ban-xuat/{export.pk}/"
    assert texts(liens.get(page), ".notice") == ["Đang xử lý thì bị dừng giữa chừng. Chị thử lại nhé."]
    assert liens.post(f"{page}lai/").url == page
    assert Export.objects.get().status == Export.Status.QUEUED


def test_looking_takes_up_what_a_killed_worker_left(lien, export, signed_in):
    dead = {"status": Export.Status.WORKING, "locked_until": timezone.now() - timedelta(seconds=1), "attempts": 1}
    Export.objects.update(**dead)
    page = signed_in(lien).get(f"/ban-xuat/{export.pk}/")
    assert (len(texts(page, "#ban-xuat progress")), Export.objects.get().status) == (1, Export.Status.QUEUED)


@pytest.mark.parametrize("who", [*OUTSIDERS, "ngan"])
def test_it_belongs_to_who_asked_for_it(browser, export, who):
    other, at = browser(who), f"/ban-xuat/{export.pk}/"
    found = [other.get(at).status_code, other.get(f"{at}tai-ve/").status_code, other.post(f"{at}lai/").status_code]
    assert found == [404] * 3


@pytest.mark.parametrize("who", OUTSIDERS)
def test_who_does_not_look_after_the_unit_gets_no_list_of_it(browser, export, who):
    other = browser(who)
    found = [other.get(f"{OFFER}{form}").status_code for form in ("", "xlsx/", "csv/")]
    assert [*found, other.post(OFFER, {"dang": "csv"}).status_code] == [404] * 4
    assert Export.objects.count() == 1


@pytest.mark.parametrize("who", ["thanh", "mai", "hoa", "anonymous"])
def test_who_looks_after_nobody_has_no_lists(browser, export, who):
    assert browser(who).get("/ban-xuat/").status_code == 404


def test_the_list_of_lists_shows_hers_alone(lien, ngan, export, signed_in):
    shown = [texts(signed_in(viewer).get("/ban-xuat/"), "ul#danh-sach li") for viewer in (lien, ngan)]
    assert [len(lists) for lists in shown] == [1, 0]


def test_who_has_lost_her_office_does_not_get_her_file_any_more(lien, export, signed_in):
    liens, at = signed_in(lien), f"/ban-xuat/{export.pk}/"
    assert [liens.get(f"{at}{end}").status_code for end in ("", "tai-ve/")] == [200, 200]
    lien.roles.update(until=timezone.localdate())
    assert [liens.get(f"{at}{end}").status_code for end in ("", "tai-ve/")] == [404, 404]
    assert liens.get("/ban-xuat/").status_code == 404


def test_the_file_has_no_address_of_its_own(lien, export, signed_in):
    assert default_storage.exists(export.file)
    assert signed_in(lien).get(f"/uploads/{export.file}").status_code == 404
    assert signed_in(lien).get(f"/uploads/images/{export.file}").status_code == 404


def test_neither_page_nor_file_is_kept_by_the_browser(lien, export, signed_in):
    for address in (OFFER, f"{OFFER}xlsx/", "/ban-xuat/", f"/ban-xuat/{export.pk}/", f"/ban-xuat/{export.pk}/tai-ve/"):
        assert "no-store" in signed_in(lien).get(address)["Cache-Control"]


def test_what_is_not_there(lien, export, signed_in):
    odd = [str(uuid4()), "0", "%00", "x" * 3000, f"{export.pk}x"]
    assert {at: signed_in(lien).get(f"/ban-xuat/{at}/").status_code for at in odd} == dict.fromkeys(odd, 404)


def test_a_file_that_is_gone_is_not_found(lien, export, signed_in):
    default_storage.delete(export.file)
    assert signed_in(lien).get(f"/ban-xuat/{export.pk}/tai-ve/").status_code == 404


def test_everybody_in_the_file_is_told_so(lien, thanh, xuan, export, signed_in):
    assert list(Sighting.objects.values_list("viewer", "unit", "what")) == [(lien.pk, lien.unit_id, "export")]
    hers, others = (texts(signed_in(one).get("/toi/ai-da-xem/"), "ul.names .quiet") for one in (thanh, xuan))
    assert (hers, others) == ([f"{timezone.localdate():%d/%m/%Y} · trong file danh sách đã xuất"], [])


def test_the_list_costs_the_same_for_one_and_three(union, lien, export, signed_in):
    costs = [queries(signed_in(lien), "/ban-xuat/")]
    for _more in range(2):
        Export.objects.create(asked_by=lien, unit=union["ha"], form="csv", status=Export.Status.READY)
    costs.append(queries(signed_in(lien), "/ban-xuat/"))
    assert costs == [7, 7]


@pytest.mark.parametrize(("address", "cost"), [("", 5), ("csv/", 11)])
def test_a_list_costs_the_same_for_three_and_thirty(union, lien, course, fill, signed_in, address, cost):
    costs = []
    for size in (3, 30):
        fill(union["ha"], size)
        costs.append(queries(signed_in(lien), OFFER + address))
    assert costs == [cost, cost]
