"""Drawn clips: as long as the script, portrait, with sound; and captions that say every word at its time."""

from array import array
from itertools import pairwise
from pathlib import Path

import av
import pytest

from lms.demo import data_files
from lms.demo.animating import FPS
from lms.demo.filming import FilmingError, captions, film, plan, taps

LESSONS = [lesson for name in data_files.courses().values() for lesson in data_files.course(name)["lessons"]]
HOME = {"kind": "home", "items": [{"icon": "gear", "label": "Cài đặt"}]}
SHORT = {
    "title": "Bài thử",
    "seconds": 3,
    "screens": {"home": HOME},
    "clip": [
        {"at": [0, 1], "says": "Chào chị.", "words": "Chào chị", "views": [{"figure": "glad"}]},
        {"at": [1, 3], "says": "Chạm Cài đặt.", "words": "Cài đặt", "views": [{"screen": "home", "target": "Cài đặt"}]},
    ],
}


def loudest(clip: av.container.InputContainer) -> float:
    """The highest sample of the sound, 1 being full scale."""
    return max(max(array("f", bytes(frame.planes[0])[: 4 * frame.samples])) for frame in clip.decode(audio=0))


@pytest.fixture(scope="module")
def filmed(tmp_path_factory) -> Path:
    return film(SHORT, tmp_path_factory.mktemp("film") / "clip.mp4")


def test_a_clip_is_portrait_as_long_as_its_script_and_softly_sounds(filmed):
    with av.open(filmed) as clip:
        video = clip.streams.video[0]
        assert (video.width, video.height, video.frames, video.average_rate) == (720, 1280, 3 * FPS, FPS)
        assert 0.05 < loudest(clip) < 0.5


def test_the_picture_moves(filmed):
    with av.open(filmed) as clip:
        stills = [bytes(frame.planes[0]) for frame in clip.decode(video=0)]
    assert len(set(stills)) > 20


def test_a_clip_that_cannot_be_written_says_why(tmp_path: Path):
    with pytest.raises(FilmingError, match="No such file"):
        film(SHORT, tmp_path / "nowhere" / "clip.mp4")


def test_a_row_without_views_still_has_a_picture():
    bare = SHORT | {"clip": [{"at": [0, 3], "says": "Chào chị."}]}
    assert [view.length for view in plan(bare)] == [3 * FPS]


def test_the_views_of_a_lesson_fill_its_time():
    lesson = LESSONS[0]
    views = plan(lesson)
    assert sum(view.length for view in views) == 60 * FPS
    assert len(taps(views)) == len([view for row in lesson["clip"] for view in row["views"] if "target" in view])


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson["code"])
def test_the_rows_of_a_script_follow_each_other_to_its_end(lesson: dict):
    edges = [row["at"] for row in lesson["clip"]]
    assert [start for start, _ in edges] == [0, *[end for _, end in edges[:-1]]]
    assert edges[-1][1] == lesson["seconds"]


def test_the_hand_touches_after_it_has_come():
    assert taps(plan(SHORT)) == [2.0]


def test_sentences_share_their_rows_time():
    lesson = {"clip": [{"at": [0, 8], "says": "Một câu dài mười chữ đấy chị ạ. Một câu dài mười chữ đấy chị ạ."}]}
    assert captions(lesson) == "0:00 Một câu dài mười chữ đấy chị ạ.\n0:04 Một câu dài mười chữ đấy chị ạ."


def test_a_word_or_two_joins_the_caption_before_it():
    lesson = {"clip": [{"at": [60, 66], "says": "Dạ. Mời chị xem lại một lần nữa nhé."}]}
    assert captions(lesson) == "1:00 Dạ. Mời chị xem lại một lần nữa nhé."


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson["code"])
def test_captions_say_every_word_in_time(lesson: dict):
    lines = [line.split(" ", 1) for line in captions(lesson).splitlines()]
    seconds = [60 * int(moment.split(":")[0]) + int(moment.split(":")[1]) for moment, _ in lines]
    assert " ".join(text for _, text in lines) == " ".join(row["says"] for row in lesson["clip"])
    assert [later - sooner for sooner, later in pairwise([*seconds, lesson["seconds"]]) if later - sooner < 2] == []
