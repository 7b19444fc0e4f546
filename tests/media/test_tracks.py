"""The tracks of a clip as its page carries them: as short as they can be said."""

from media.templatetags.clips import _short


def test_a_part_that_lasts_as_long_as_the_one_before_is_its_bytes_alone():
    track = {"name": "low", "file": "low.mp4", "parts": [[0, 800], [4.0, 500], [4.0, 600], [4.0, 700], [1.2, 90]]}
    assert _short(track, "/clip/low.mp4") == {
        "name": "low",
        "file": "/clip/low.mp4",
        "parts": [[0, 800], [4.0, 500], 600, 700, [1.2, 90]],
    }
