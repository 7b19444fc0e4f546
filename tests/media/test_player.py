"""The player as it comes from the server: it plays without any script."""

import gzip
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation

from courses.models import Lesson
from courses.requirements import Kind, Requirement
from courses.shells import Reader
from lms.progress.queries import Todo
from lms.progress.state import LessonState
from lms.web.bundling import smaller
from media.checks import no_second_queue
from media.models import Clip, Status


@pytest.fixture(autouse=True)
def in_vietnamese_numbers():
    with translation.override("vi"):
        yield


def player(clip: Clip, resume: float = 0) -> str:
    """In a lesson's block "b1"; `resume`: where its reader has stopped."""
    request = HttpRequest()
    request.user = AnonymousUser()
    todo = Todo(Lesson(), LessonState(position={"b1": ("2026", resume)}))
    todo.items = [(Requirement("b1", Kind.WATCH, clip_seconds=60), False)]
    request._reader = Reader(request, {"lesson": 1}, {"todo": todo})
    html = render_to_string("media/player.html", {"clip": clip, "block_id": "b1", "request": request})
    return re.sub(r"\s+", " ", html)


def test_it_plays_the_one_file_and_fetches_nothing_before(ready):
    html = player(ready)
    assert f'<source src="{ready.progressive_url}" type="video/mp4">' in html
    assert 'preload="none"' in html
    assert "0:01 · 0,1 MB" in re.sub(r"<[^>]*>", "", html)


def test_each_picture_is_named_with_what_it_costs(ready):
    html = player(ready)
    names = re.findall(r'data-do="picture" data-value="(\w*)" data-mb="0,1" aria-pressed="false">([^<]*)<', html)
    assert names == [("saver", "Bản nhẹ - 0,1 MB"), ("", "Nghe thôi - 0,1 MB")]
    assert "Tiếng nói" not in html  # there is one language only


def test_a_clip_whose_pieces_cannot_be_read_plays_with_nothing_to_choose(ready, uploads):
    for playlist in uploads.rglob("*.m3u8"):
        playlist.unlink()
    html = player(ready)
    assert ('data-tracks=""' in html, 'data-do="picture"' in html, "<video" in html) == (True, False, True)


def test_the_parts_of_a_clip_can_be_read(ready):
    ready.chapters = "0:00 Mở Cài đặt\n1:05 Kéo thanh trượt"
    ready.save()
    lines = re.findall(r'<li data-at="([\d.]+)"><span class="clip__time">([\d:]+)</span> ([^<]*)</li>', player(ready))
    assert lines == [("0.0", "0:00", "Mở Cài đặt"), ("65.0", "1:05", "Kéo thanh trượt")]


def test_all_of_the_player_is_six_kilobytes_on_the_wire():
    assert len(gzip.compress(smaller("media/player.js").encode(), 9)) <= 6 * 1024


def test_it_says_what_a_script_needs(ready):
    ready.duration = 61.5
    found = dict(re.findall(r'data-(\w+)="([^"]*)"', player(ready, resume=34.25)))
    assert (found["clip"], found["block"], found["duration"], found["resume"]) == (
        str(ready.uuid),
        "b1",
        "61.5",
        "34.25",
    )


def test_it_goes_on_where_she_stopped_even_without_a_script(ready):
    html = player(ready, resume=34.25)
    assert f'src="{ready.progressive_url}#t=34.25"' in html
    assert "0:34" in html


def test_captions_are_on_and_can_be_read_below(ready):
    ready.captions = "0:00 Chị chạm bánh răng."
    ready.save()
    html = player(ready)
    assert f'<track kind="captions" src="{ready.captions_url}" srclang="vi" label="Tiếng Việt" default>' in html
    assert '<span class="clip__time">0:00</span> Chị chạm bánh răng.' in html


@pytest.mark.parametrize("ai_made", [True, False])
def test_what_was_made_by_ai_is_marked(ready, ai_made):
    ready.ai_made = ai_made
    assert ("clip__ai" in player(ready)) is ai_made


def test_a_clip_being_prepared_tells_how_far_it_is_and_can_be_read():
    clip = Clip(title="x", status=Status.WORKING, percent=40, cues=[[0, None, "Chị chạm bánh răng."]])
    html = player(clip)
    assert "<span data-percent>40</span> %" in html
    assert f'data-status="/clip/{clip.uuid}/status"' in html
    assert "Chị chạm bánh răng." in html
    assert "<video" not in html


def test_a_failed_clip_can_still_be_read():
    html = player(Clip(title="x", status=Status.FAILED, cues=[[0, None, "Chị chạm bánh răng."]]))
    assert ("data-status" in html, "<video" in html, "Chị chạm bánh răng." in html) == (False, False, True)


def test_a_clip_that_is_replaced_goes_on_playing(ready):
    ready.status = Status.QUEUED
    assert "<video" in player(ready)


def test_nothing_is_written_into_the_page_that_the_policy_forbids(ready):
    assert re.findall(r"<script(?![^>]*src=)|<style|style=|onclick=", player(ready)) == []


def test_a_second_queue_is_refused_at_the_start(settings):
    settings.HLS_USE_CELERY = True
    assert [error.id for error in no_second_queue(None)] == ["media.E001"]
