"""Who looked at whose record: written once an hour, kept for a year, and read by her whom it is about."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lms.members import access_log
from lms.members.access_log import What
from lms.members.models import Import, Membership, Sighting
from tests.reading import queries, texts
from tests.together import together

PAGE = "/toi/ai-da-xem/"


@pytest.fixture
def log(signed_in):
    """Her log as she reads it, without the days."""

    def log(member) -> list[str]:
        return texts(signed_in(member).get(PAGE), "ul.names li > span:not(.quiet)")

    return log


def written() -> list[tuple]:
    return list(Sighting.objects.order_by("pk").values_list("viewer__name", "member__name", "unit__name", "what"))


def test_a_page_of_names_is_written_in_one_insert(lien, thanh, mai):
    with CaptureQueriesContext(connection) as captured:
        access_log.note(lien, [thanh, mai], What.LIST)
    assert len(captured) == 1
    assert written() == [
        ("Phạm Thị Liên", "Nguyễn Thị Thanh", None, "list"),
        ("Phạm Thị Liên", "Hoàng Thị Mai", None, "list"),
    ]


def test_looking_again_within_the_hour_writes_nothing(lien, thanh):
    for _time in range(3):
        access_log.note(lien, [thanh], What.LIST)
        access_log.note_rosters(lien, [thanh.unit_id], What.EXPORT)
    assert Sighting.objects.count() == 2


def test_an_hour_later_and_elsewhere_it_is_another_sighting(lien, thanh):
    access_log.note(lien, [thanh], What.LIST)
    Sighting.objects.update(hour=timezone.now() - timedelta(hours=2))
    access_log.note(lien, [thanh], What.LIST)
    access_log.note(lien, [thanh], What.RECORD)
    assert Sighting.objects.count() == 3


def test_who_looks_at_herself_is_not_written_down(lien):
    access_log.note(lien, [lien], What.LIST)
    assert written() == []


def test_two_phones_of_one_head_at_once_make_one_sighting(lasting, union, enrol):
    viewer, member = (enrol(name, union["ha"]) for name in ("Phạm Thị Liên", "Lê Thị Na"))
    together(*[lambda: access_log.note(viewer, [member], What.LIST)] * 2)
    assert Sighting.objects.count() == 1


def test_she_reads_who_looked_in_which_office_and_where(lien, thanh, log, signed_in):
    access_log.note(lien, [thanh], What.LIST)
    assert log(thanh) == ["Chị Liên · Chi hội trưởng", "Chi hội thôn Hạ"]
    said = texts(signed_in(thanh).get(PAGE), "ul.names .quiet")
    assert said == [f"{timezone.localdate():%d/%m/%Y} · trong danh sách"]


def test_a_day_with_many_looks_is_one_line(lien, thanh, log):
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    for hour in range(3):
        Sighting.objects.create(viewer=lien, member=thanh, what=What.LIST, hour=noon - timedelta(hours=hour))
    assert len(log(thanh)) == 2


def test_the_office_is_the_one_she_held_that_day(lien, thanh, log):
    access_log.note(lien, [thanh], What.LIST)
    Sighting.objects.update(hour=timezone.now() - timedelta(days=30))
    lien.roles.update(since=timezone.localdate() - timedelta(days=60), until=timezone.localdate())
    assert log(thanh)[0] == "Chị Liên · Chi hội trưởng"
    lien.roles.update(until=timezone.localdate() - timedelta(days=40))
    assert log(thanh) == ["Chị Liên", "Chi hội thôn Hạ"]


def test_nobody_reads_what_is_about_another(lien, thanh, mai, xuan, log):
    access_log.note(lien, [thanh], What.LIST)
    assert [log(member) for member in (mai, lien, xuan)] == [[], [], []]


def test_the_log_tells_no_more_of_the_viewer_than_her_office(lien, thanh, signed_in):
    access_log.note(lien, [thanh], What.LIST)
    page = signed_in(thanh).get(PAGE).content.decode()
    assert [said for said in ("Phạm", "1976", "0500", "84500") if said in page] == []


def test_a_stranger_is_asked_to_sign_in(client, db):
    assert client.get(PAGE).url.startswith("/dang-nhap/")


def test_nobody_has_looked(thanh, signed_in):
    assert texts(signed_in(thanh).get(PAGE), "main p")[-1] == "Chưa có ai xem."


def test_a_file_of_a_whole_unit_is_told_to_everybody_on_its_roster_that_day(lien, thanh, mai, xuan, log):
    access_log.note_rosters(lien, [lien.unit_id], What.EXPORT)
    assert [len(log(member)) for member in (thanh, mai, xuan, lien)] == [2, 2, 0, 0]


def test_who_came_later_or_had_left_before_was_not_in_the_file(union, lien, thanh, mai, log):
    access_log.note_rosters(lien, [lien.unit_id], What.EXPORT)
    today = timezone.localdate()
    Membership.objects.filter(member=thanh).update(since=today + timedelta(days=1))
    Membership.objects.filter(member=mai).update(since=date(2020, 1, 1), until=today - timedelta(days=1))
    assert (log(thanh), log(mai)) == ([], [])


def test_who_moved_that_very_day_is_told(union, lien, thanh, log):
    access_log.note_rosters(lien, [lien.unit_id], What.EXPORT)
    thanh.unit = union["thuong"]
    thanh.save()
    assert len(log(thanh)) == 2


def test_what_was_seen_of_a_second_record_of_hers_is_hers(union, enrol, lien, thanh, log):
    double = enrol("Nguyễn Thị Thanh", union["ha"])
    access_log.note(lien, [double], What.LIST)
    double.merged_into = thanh
    double.save()
    assert len(log(thanh)) == 2


def test_a_viewer_whose_record_is_gone_is_still_counted(union, enrol, thanh, log):
    gone = enrol("Lê Thị Na", union["ha"])
    access_log.note(gone, [thanh], What.LIST)
    gone.delete()
    assert log(thanh) == ["Một người không còn ở đây"]


def test_twenty_stand_on_a_page_and_it_costs_the_same(lien, thanh, signed_in):
    now, costs = timezone.now().replace(minute=0), []
    for days in (1, 3, 30):
        Sighting.objects.all().delete()
        Sighting.objects.bulk_create(
            Sighting(viewer=lien, member=thanh, what=What.LIST, hour=now - timedelta(days=day)) for day in range(days)
        )
        costs.append(queries(signed_in(thanh), PAGE))
    assert costs == [costs[0]] * 3
    pages = [texts(signed_in(thanh).get(f"{PAGE}?trang={number}"), "ul.names li") for number in (1, 2)]
    assert [len(page) for page in pages] == [20, 10]


def test_what_is_older_than_a_year_is_deleted_and_old_lists_with_it(lien, thanh, mai, union, capsys):
    Import.objects.create(unit=union["ha"], by=lien, at=timezone.now() - timedelta(days=8))
    access_log.note(lien, [thanh, mai], What.LIST)
    Sighting.objects.filter(member=thanh).update(hour=timezone.now() - timedelta(days=366))
    call_command("forget_old")
    said = "Deleted: 1 looks, 0 changes, 0 things from the bin; forgotten: 1 lists\n"
    assert ([row[1] for row in written()], Import.objects.count(), capsys.readouterr().out) == (
        ["Hoàng Thị Mai"],
        0,
        said,
    )
