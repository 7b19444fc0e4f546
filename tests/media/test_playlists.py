"""The playlists: read as they were made, and the one that we write ourselves."""

from fractions import Fraction

import pytest

from media import playlists
from media.playlists import Picture, Track

MADE = """#EXTM3U
#EXT-X-VERSION:7
#EXT-X-MAP:URI="low.mp4",BYTERANGE="846@0"
#EXTINF:4.000000,
#EXT-X-BYTERANGE:50000@846
low.mp4
#EXTINF:2.000000,
#EXT-X-BYTERANGE:10000@50846
low.mp4
#EXT-X-ENDLIST
"""
LOW = Track("low", ((4.0, 50_000), (2.0, 10_000)), "avc1.64001f")
SOUND = Track("audio", ((4.0, 20_000), (2.0, 10_000)), "mp4a.40.2")


def test_segments_are_read_with_their_seconds_and_bytes():
    assert playlists.segments(MADE) == LOW.segments
    assert playlists.initial_bytes(MADE) == 846


def test_a_track_knows_its_heaviest_moment_and_its_average():
    assert (LOW.duration, LOW.peak, LOW.average) == (6.0, 100_000, 80_000)


def test_the_master_playlist_adds_the_sound_to_every_picture():
    assert playlists.master([Picture(LOW, 480, 854)], SOUND, Fraction(30), "vi") == (
        "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n"
        '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="vi",LANGUAGE="vi",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="1",'
        'URI="audio.m3u8"\n'
        '#EXT-X-STREAM-INF:BANDWIDTH=140000,AVERAGE-BANDWIDTH=120000,CODECS="avc1.64001f,mp4a.40.2",'
        'RESOLUTION=480x854,FRAME-RATE=30.000,AUDIO="sound"\nlow.m3u8\n'
    )


def test_the_master_playlist_of_a_silent_clip_names_no_sound():
    assert playlists.master([Picture(LOW, 854, 480)], None, Fraction(25), "vi") == (
        "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n"
        '#EXT-X-STREAM-INF:BANDWIDTH=100000,AVERAGE-BANDWIDTH=80000,CODECS="avc1.64001f",'
        "RESOLUTION=854x480,FRAME-RATE=25.000\nlow.m3u8\n"
    )


def test_the_master_playlist_of_a_sound_recording_lists_the_sound_alone():
    assert playlists.master([], SOUND, Fraction(1), "vi") == (
        "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n"
        '#EXT-X-STREAM-INF:BANDWIDTH=40000,AVERAGE-BANDWIDTH=40000,CODECS="mp4a.40.2"\naudio.m3u8\n'
    )


@pytest.mark.parametrize(
    ("description", "codec"),
    [(b"\x81\x04\x0c\x00", "av01.0.04M.08"), (b"\x81\x28\xcc\x00", "av01.1.08H.10")],
    ids=["every phone's", "a studio's"],
)
def test_av1_is_spelled_as_browsers_do(description, codec):
    assert playlists.av1_codec(b"\x00\x00\x00\x0cav1C" + description) == codec
