"""What phones say went wrong: counted by the day, without names, and bounded whatever comes in."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from media.models import Clip, Trouble
from media.playback import troubles


@pytest.fixture(autouse=True)
def a_new_minute():
    cache.clear()


@pytest.fixture
def say(client):
    def say(clip: Clip, kind: str, **more) -> int:
        return client.post(reverse("media:trouble", args=[clip.uuid]), {"kind": kind}, **more).status_code

    return say


def counters() -> list[tuple]:
    return list(Trouble.objects.order_by("kind").values_list("clip", "kind", "times"))


def test_each_kind_is_counted_by_the_day(clip, say):
    said = [say(clip, kind) for kind in ("stall", "stall", "decode")]
    assert said == [204, 204, 204]
    assert counters() == [(clip.pk, "decode", 1), (clip.pk, "stall", 2)]
    Trouble.objects.update(day=timezone.localdate() - timedelta(days=1))
    say(clip, "stall")
    assert Trouble.objects.filter(kind="stall").count() == 2


@pytest.mark.parametrize("kind", ["", "STALL", "x" * 100_000, "<script>", "stall\0"])
def test_what_is_no_kind_is_refused(clip, say, kind):
    assert (say(clip, kind), counters()) == (400, [])


def test_only_a_clip_that_is_there_is_counted(clip, say):
    assert say(Clip(uuid=uuid4()), "stall") == 404
    assert counters() == []


def test_it_is_only_posted_and_only_from_our_own_pages(clip):
    address = reverse("media:trouble", args=[clip.uuid])
    foreign = Client(enforce_csrf_checks=True)
    assert (foreign.get(address).status_code, foreign.post(address, {"kind": "stall"}).status_code) == (405, 403)
    assert counters() == []


def test_a_flood_from_one_address_is_not_counted(clip, say):
    said = [say(clip, "stall") for _ in range(troubles.MOST_A_MINUTE + 2)]
    assert said[-3:] == [204, 429, 429]
    assert counters() == [(clip.pk, "stall", troubles.MOST_A_MINUTE)]
    assert say(clip, "stall", REMOTE_ADDR="10.0.0.9") == 204


@pytest.mark.parametrize(
    ("behind_a_proxy", "answers"), [(True, {204, 429}), (False, {429})], ids=["behind a proxy", "without one"]
)
def test_phones_behind_a_proxy_are_told_apart_by_what_the_proxy_saw(clip, say, settings, behind_a_proxy, answers):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if behind_a_proxy else None
    for number in range(troubles.MOST_A_MINUTE + 1):
        say(clip, "stall", headers={"X-Forwarded-For": f"10.1.1.{number}, 10.0.0.8"})
    again = [say(clip, "stall", headers={"X-Forwarded-For": f"10.0.0.9, {seen}"}) for seen in ("10.0.0.9", "10.0.0.8")]
    assert set(again) == answers


def test_a_counter_stops_where_it_says_enough(clip, say):
    Trouble.objects.create(clip=clip, kind="stall", day=timezone.localdate(), times=troubles.MOST_A_DAY)
    say(clip, "stall")
    assert counters() == [(clip.pk, "stall", troubles.MOST_A_DAY)]


def test_what_is_old_is_forgotten(clip, say):
    for days in (89, 91):
        Trouble.objects.create(clip=clip, kind="fetch", day=timezone.localdate() - timedelta(days=days), times=1)
    say(clip, "stall")
    assert counters() == [(clip.pk, "fetch", 1), (clip.pk, "stall", 1)]


def test_nothing_is_kept_of_who_said_it():
    assert {field.name for field in Trouble._meta.fields} == {"id", "clip", "day", "kind", "times"}


def test_a_trainer_reads_what_went_wrong_in_plain_words(clip, hoa, client):
    today = timezone.localdate()
    Trouble.objects.create(clip=clip, kind="stall", day=today, times=3)
    Trouble.objects.create(clip=clip, kind="stall", day=today - timedelta(days=1), times=4)
    Trouble.objects.create(clip=clip, kind="decode", day=today - timedelta(days=31), times=9)
    with translation.override("vi"):
        assert troubles.recent(clip) == [("dừng hình để tải", 7)]
    client.force_login(hoa)
    page = client.get(reverse("clips:edit", args=[clip.pk])).content.decode()
    assert "7 lần: dừng hình để tải" in page


@pytest.mark.parametrize("clips", [1, 3])
def test_the_list_says_how_often_in_one_query(clip, hoa, client, clips, django_assert_num_queries):
    for number in range(1, clips):
        Clip.objects.create(title=f"1.{number}", status=Clip.Status.READY, media="clip.mp4", build="b1")
    for each in Clip.objects.all():
        Trouble.objects.create(clip=each, kind="stall", day=timezone.localdate(), times=5)
    with django_assert_num_queries(1):
        assert [each.troubles_lately for each in troubles.with_troubles(Clip.objects.all())] == [5] * clips
    client.force_login(hoa)
    page = client.get(reverse("clips:index")).content.decode()
    assert len(re.findall(r"<td[^>]*>\s*5\s*</td>", page)) == clips
