"""A members-only clip: who has not signed in gets no address, and an address opens this one clip for some hours."""

import re

import pytest

from media.delivery import addresses
from media.models import Clip

SIGN_IN = '<a class="button wide" href="/dang-nhap/?next='


@pytest.fixture
def closed(ready) -> Clip:
    ready.members_only, ready.captions = True, "0:00 Chị chạm bánh răng."
    ready.save()
    return ready


@pytest.fixture
def clip(closed) -> Clip:
    """The one that lessons of this file are made with."""
    return closed


def page(client, lesson) -> str:
    return re.sub(r"\s+", " ", client.get(lesson.url).content.decode())


def test_a_stranger_is_asked_to_sign_in_and_learns_nothing_else(client, lesson, closed):
    html = page(client, lesson)
    assert "Chị đăng nhập để xem clip này." in html
    assert f"{SIGN_IN}{lesson.url}" in html
    for secret in (str(closed.uuid), closed.build, "bánh răng", "og:image", "/clip/", "<video", "Tôi đã xem xong"):
        assert secret not in html


def test_who_signs_in_from_there_comes_back_to_the_clip(signed_in, thanh, lesson, closed):
    html = page(signed_in(thanh), lesson)
    assert f'data-master="{closed.master_url}"' in html
    assert "Chị chạm bánh răng." in html
    assert SIGN_IN not in html


@pytest.mark.parametrize("name", ["master.m3u8", "saver.m3u8", "saver.mp4", "progressive.mp4", "poster.webp"])
def test_its_addresses_play_without_a_cookie_and_only_this_phone_keeps_them(client, closed, name):
    answer = client.get(closed.file_url(name))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, max-age=28800, immutable")
    assert client.get(closed.captions_url).status_code == 200


def test_what_a_playlist_names_is_opened_by_the_same_grant(client, closed):
    master = b"".join(client.get(closed.master_url)).decode()
    named = re.findall(r"^[\w-]+\.m3u8$", master, re.MULTILINE)
    beside = closed.master_url.removesuffix("master.m3u8")
    assert "saver.m3u8" in named
    assert {client.get(beside + name).status_code for name in named} == {200}


def test_without_a_grant_there_is_nothing(client, closed, signed_in, thanh):
    plain = [f"/clip/{closed.uuid}/{closed.build}/progressive.mp4", f"/clip/{closed.uuid}/{closed.captions_digest}.vtt"]
    assert [browser.get(address).status_code for browser in (client, signed_in(thanh)) for address in plain] == [
        404
    ] * 4


@pytest.fixture
def granted(closed) -> str:
    return addresses.grant(closed.uuid)


@pytest.fixture
def answer(client, closed):
    return lambda grant: client.get(f"/clip/{closed.uuid}/{grant}/{closed.build}/saver.mp4").status_code


def test_a_tampered_grant_is_refused(answer, granted):
    ends, signature = granted.split(".")
    tampered = [
        f"{int(ends) + 1}.{signature}",
        f"{ends}.{signature[:-1]}",
        f"{ends}.{signature}A",
        f"0{granted}",
        "1.a",
    ]
    assert [answer(grant) for grant in tampered] == [403] * 5


def test_a_grant_of_another_clip_is_refused(answer, make_clip):
    assert answer(addresses.grant(make_clip(b"x").uuid)) == 403


@pytest.mark.parametrize("sort", ["captions", "nothing"])
def test_a_refusal_is_the_same_for_every_file(client, closed, sort):
    name = {"captions": f"{closed.captions_digest}.vtt", "nothing": f"{closed.build}/none.mp4"}[sort]
    assert client.get(f"/clip/{closed.uuid}/1.a/{name}").status_code == 403


def test_a_grant_ends_after_seven_hours_at_least(answer, granted, monkeypatch):
    ends = int(granted.split(".")[0])
    assert 7 * 3600 < ends - addresses.time() <= 8 * 3600
    monkeypatch.setattr(addresses, "time", lambda: ends - 1)
    assert answer(granted) == 200
    monkeypatch.setattr(addresses, "time", lambda: ends)
    assert answer(granted) == 403


def test_within_the_hour_the_address_stays_so_that_the_phone_fetches_nothing_twice(closed, monkeypatch):
    monkeypatch.setattr(addresses, "time", lambda: 3600 * 500_000)
    first = closed.progressive_url
    monkeypatch.setattr(addresses, "time", lambda: 3600 * 500_000 + 3599)
    assert closed.progressive_url == first
    monkeypatch.setattr(addresses, "time", lambda: 3600 * 500_001)
    assert closed.progressive_url != first


def test_a_clip_that_is_closed_later_is_closed_at_once(client, ready):
    address = ready.progressive_url
    assert client.get(address).status_code == 200
    Clip.objects.update(members_only=True)
    assert client.get(address).status_code == 404


def test_a_page_that_was_open_too_long_has_words_for_it(client, signed_in, thanh, lesson, closed, ready):
    assert '<a class="button wide" href="">Chị mở lại trang này để xem tiếp</a>' in page(signed_in(thanh), lesson)
    Clip.objects.update(members_only=False)
    assert "data-ended" not in page(client, lesson)


def test_a_trainer_ticks_it_on_the_form(client, hoa, closed):
    client.force_login(hoa, backend="django.contrib.auth.backends.ModelBackend")
    html = client.get(f"/admin/clips/edit/{closed.pk}/").content.decode()
    assert "Chỉ dành cho hội viên đã đăng nhập" in html
    client.post(f"/admin/clips/edit/{closed.pk}/", {"title": "x", "captions": ""})
    assert not Clip.objects.get().members_only
