"""The table of pieces that a page carries: it says of the files what is true of them."""

import json
from pathlib import Path

import pytest

from media.layout import build_folder
from media.models import Clip
from media.playback.choices import offer, read_master, weight
from media.templatetags.clips import choices

MASTER = """#EXTM3U
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="vi",LANGUAGE="vi",DEFAULT=YES,URI="audio.m3u8"
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Tày",LANGUAGE="tyz",DEFAULT=NO,URI="voices/tyz.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=90000,CODECS="avc1.64001e,mp4a.40.2",RESOLUTION=480x854,FRAME-RATE=10.000,AUDIO="sound"
low.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=50000,CODECS="av01.0.04M.08,mp4a.40.2",RESOLUTION=480x854,AUDIO="sound"
saver-av1.m3u8
"""


def playlist(name: str, offset: int = 850) -> str:
    lines = [f'#EXT-X-MAP:URI="{name}.mp4",BYTERANGE="850@0"']
    lines += ["#EXTINF:4.000000,", f"#EXT-X-BYTERANGE:1000@{offset}", f"{name}.mp4"]
    return "\n".join([*lines, "#EXTINF:2.5,", f"#EXT-X-BYTERANGE:500@{offset + 1000}", f"{name}.mp4", "#EXT-X-ENDLIST"])


def of_name(address: str) -> str:
    return playlist(Path(address).stem)


@pytest.fixture
def folder(uploads, ready) -> Path:
    return uploads / build_folder(ready.uuid, ready.build)


def test_the_pieces_are_the_whole_of_each_file(ready, folder):
    found = offer(ready)
    sizes = {track["file"]: sum(size for _, size in track["parts"]) for track in found["pictures"] + found["sounds"]}
    assert sizes == {name: (folder / name).stat().st_size for name in sizes}
    assert set(sizes) == {"saver.mp4", "saver-av1.mp4", "audio.mp4"}


def test_a_picture_says_what_a_phone_needs_to_choose_it():
    low, newer = read_master(MASTER, of_name)["pictures"]
    assert low == {
        "name": "low",
        "file": "low.mp4",
        "type": 'video/mp4; codecs="avc1.64001e"',
        "parts": [[0, 850], [4.0, 1000], [2.5, 500]],
        "width": 480,
        "height": 854,
        "fps": 10.0,
        "bps": 90000,
    }
    assert (newer["name"], newer["type"], newer["fps"]) == ("saver-av1", 'video/mp4; codecs="av01.0.04M.08"', 30.0)


def test_each_language_is_a_sound_beside_its_own_playlist():
    sounds = read_master(MASTER, of_name)["sounds"]
    assert [(sound["language"], sound["label"], sound["file"]) for sound in sounds] == [
        ("vi", "vi", "audio.mp4"),
        ("tyz", "Tày", "voices/tyz.mp4"),
    ]
    assert {sound["type"] for sound in sounds} == {'audio/mp4; codecs="mp4a.40.2"'}


def test_a_clip_of_sound_alone_has_no_picture_to_choose():
    master = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=40000,CODECS="mp4a.40.2"\naudio.m3u8\n'
    found = read_master(master, of_name)
    assert (found["pictures"], [sound["file"] for sound in found["sounds"]]) == ([], ["audio.mp4"])


def test_pieces_that_do_not_follow_one_another_are_left_to_the_phones_own_player():
    with pytest.raises(ValueError, match="low.m3u8"):
        read_master(MASTER, lambda address: playlist(Path(address).stem, offset=900))


def test_a_playlist_that_is_gone_leaves_nothing_to_choose(ready, folder):
    (folder / "saver.m3u8").unlink()
    assert (offer(ready), choices(ready)) == (None, {})


def test_a_build_is_read_once(ready, folder):
    first = offer(ready)
    (folder / "master.m3u8").unlink()
    assert offer(ready) == first


def test_another_master_of_the_same_build_is_another_offer(ready, folder, monkeypatch):
    offer(ready)
    silent = "\n".join(line for line in (folder / "master.m3u8").read_text().splitlines() if "TYPE=AUDIO" not in line)
    (folder / "master-2.m3u8").write_text(silent)
    monkeypatch.setattr(Clip, "master_url", "https://cdn.example/x/master-2.m3u8?signature=1")
    assert [sound["file"] for sound in offer(ready)["sounds"]] == []


def test_what_is_said_of_each_choice_is_its_weight_with_sound(ready):
    found = choices(ready)
    table = json.loads(found["tracks"])
    assert found["pictures"] == [{"name": "saver", "label": "Bản nhẹ", "mb": 0.1}]
    assert found["sounds"] == [{"language": "vi", "label": "Tiếng Việt"}]
    assert [track["file"] for track in table["sounds"]] == [ready.file_url("audio.mp4")]


def test_a_weight_is_never_nothing():
    assert (weight({"parts": [[0, 10]]}), weight({"parts": [[0, 10], [4, 940_000]]})) == (0.1, 0.9)
