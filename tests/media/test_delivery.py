"""What a phone gets: whole files, parts of them, and nothing that is not of this build."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from media.models import Clip, Status

YEAR = "public, max-age=31536000, immutable"


@pytest.fixture
def content(ready, uploads) -> bytes:
    return (uploads / f"clips/{ready.uuid}/{ready.build}/progressive.mp4").read_bytes()


@pytest.fixture
def get(client, ready):
    return lambda **headers: client.get(ready.progressive_url, headers=headers)


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_the_whole_file(get, content, ready):
    response = get()
    assert (response.status_code, body(response)) == (200, content)
    assert response["Content-Type"] == "video/mp4"
    assert response["Content-Length"] == str(len(content))
    assert response["Cache-Control"] == YEAR
    assert (response["ETag"], response["Accept-Ranges"]) == (f'"{ready.build}"', "bytes")


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-1", 0, 2),
        ("bytes=100-199", 100, 200),
        ("bytes=100-", 100, None),
        ("bytes=-50", -50, None),
        ("bytes=0-99999999", 0, None),
    ],
)
def test_a_part_of_the_file(get, content, asked, start, stop):
    response = get(range=asked)
    first = start % len(content)
    part = content[start:stop]
    assert (response.status_code, body(response)) == (206, part)
    assert response["Content-Range"] == f"bytes {first}-{first + len(part) - 1}/{len(content)}"
    assert response["Content-Length"] == str(len(part))


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
def test_a_part_that_is_not_there(get, content, asked):
    response = get(range=asked)
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(content)}")
    assert not response.has_header("Cache-Control")


@pytest.mark.parametrize("asked", ["bytes=5-2", "bytes=-", "lines=1-2", "bytes=0-1,4-5"])
def test_what_is_no_range_gives_the_whole_file(get, asked):
    assert get(range=asked).status_code == 200


def test_a_part_is_only_of_use_to_who_has_the_rest_of_the_same_build(get, ready):
    assert get(range="bytes=0-1", if_range=f'"{ready.build}"').status_code == 206
    assert get(range="bytes=0-1", if_range='"another"').status_code == 200


def test_what_was_kept_is_not_sent_again(get, ready):
    assert get(if_none_match=f'"{ready.build}"').status_code == 304


def test_head_tells_the_length_and_sends_nothing(client, ready, content):
    response = client.head(ready.progressive_url, headers={"range": "bytes=0-1"})
    assert (response.status_code, response["Content-Length"], body(response)) == (206, "2", b"")


def test_a_part_is_never_compressed(get, content):
    response = get(range="bytes=0-999", accept_encoding="gzip")
    assert (response.has_header("Content-Encoding"), body(response)) == (False, content[:1000])


@pytest.mark.parametrize(
    ("name", "content_type"),
    [("master.m3u8", "application/vnd.apple.mpegurl"), ("saver.mp4", "video/mp4"), ("poster.webp", "image/webp")],
)
def test_each_kind_of_file_is_named_for_what_it_is(client, ready, name, content_type):
    assert client.get(ready.file_url(name))["Content-Type"] == content_type


@pytest.mark.parametrize(
    "name", ["none.mp4", "master.txt", "..", "%2e%2e", "..%2f..%2fsecret-key", "Master.m3u8", "a.mp4%00"]
)
def test_anything_else_is_not_there(client, ready, name):
    address = ready.file_url("x").removesuffix("x")
    assert client.get(address + name).status_code == 404


def test_a_build_that_is_not_shown_is_not_there(client, ready):
    address = ready.progressive_url
    Clip.objects.update(build="newer")
    assert client.get(address).status_code == 404


def test_captions_are_kept_for_ever_under_their_own_address(client, ready):
    ready.captions = "0:00 Chị chạm bánh răng."
    response = client.get(_saved(ready).captions_url)
    assert response.content.decode() == "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nChị chạm bánh răng.\n"
    assert (response["Content-Type"], response["Cache-Control"]) == ("text/vtt; charset=utf-8", YEAR)


def test_corrected_captions_have_another_address(client, ready):
    ready.captions = "0:00 Một."
    before = _saved(ready).captions_url
    ready.captions = "0:00 Hai."
    assert _saved(ready).captions_url != before
    assert client.get(before).status_code == 404


def test_a_page_can_ask_how_far_the_clip_is(client, make_clip):
    clip = make_clip(b"x")
    Clip.objects.update(status=Status.WORKING, percent=40)
    response = client.get(f"/clip/{clip.uuid}/status")
    assert response.json() == {"status": "working", "percent": 40, "is_playable": False}
    assert "no-store" in response["Cache-Control"]


def _saved(clip: Clip) -> Clip:
    clip.save()
    return clip


def test_a_range_of_thousands_of_digits_is_no_range(client, ready):
    response = client.get(ready.progressive_url, headers={"Range": "bytes=0-" + "9" * 5000})
    assert response.status_code == 200


@pytest.mark.parametrize("tags", ['"{build}"', '"another", "{build}"', 'W/"another",  "{build}"', 'W/"{build}"', "*"])
def test_any_of_the_parts_that_were_kept_may_be_named(get, ready, tags):
    assert get(if_none_match=tags.format(build=ready.build)).status_code == 304


def test_a_part_costs_one_query(get):
    get()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        get(range="bytes=0-99")
    assert len(queries) == 1


def test_a_web_server_in_front_is_told_which_file_and_does_the_rest(get, ready, settings):
    settings.CLIP_ACCEL = "/kho"
    response = get(range="bytes=0-99")
    assert response["X-Accel-Redirect"] == f"/kho/clips/{ready.uuid}/{ready.build}/progressive.mp4"
    assert (response.status_code, response.content) == (200, b"")
    assert (response["Content-Type"], response["Cache-Control"]) == ("video/mp4", YEAR)


def test_a_web_server_in_front_hears_of_nothing_that_is_refused(client, ready, settings):
    settings.CLIP_ACCEL = "/kho"
    Clip.objects.update(members_only=True)
    refused = client.get(ready.progressive_url)
    assert (refused.status_code, refused.has_header("X-Accel-Redirect")) == (404, False)
    Clip.objects.update(members_only=False)
    assert client.get(ready.file_url("none.mp4")).status_code == 404


def test_no_other_site_may_read_our_clips(client, ready):
    answers = [client.get(ready.progressive_url), client.options(ready.progressive_url)]
    assert [answer.has_header("Access-Control-Allow-Origin") for answer in answers] == [False, False]


def test_through_a_cache_near_her_an_open_clip_has_that_address_and_may_be_read(client, ready, settings):
    settings.CDN_URL = "https://cdn.hoc.example"
    address = ready.master_url
    assert address == f"https://cdn.hoc.example/clip/{ready.uuid}/{ready.build}/master.m3u8"
    path = address.removeprefix(settings.CDN_URL)
    for answer in (client.get(path), client.options(path)):
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Access-Control-Allow-Headers"] == "Range"
    Clip.objects.update(members_only=True)
    assert Clip.objects.get().master_url.startswith("/clip/")
