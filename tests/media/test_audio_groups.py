"""The master playlist with voices: pure text."""

from fractions import Fraction

import pytest

from media.playlists import Picture, Track, master
from media.voices.audio_groups import Spoken, with_voices

LOW = Track("low", ((4.0, 50_000), (2.0, 10_000)), "avc1.64001f")
SOUND = Track("audio", ((4.0, 20_000), (2.0, 10_000)), "mp4a.40.2")
OWN = Spoken("vi", "Tiếng Việt", False, "audio.m3u8", SOUND.peak, SOUND.average)
TAY = Spoken("tyz", "Tiếng Tày", False, "voice-1.m3u8", 45_000, 41_000)
MONG = Spoken("hmn", "Tiếng Mông (do AI tạo)", True, "voice-2.m3u8", 30_000, 25_000)


def test_voices_follow_the_clips_own_sound():
    own = master([Picture(LOW, 480, 854)], SOUND, Fraction(30), "vi")
    assert with_voices(own, OWN, [TAY, MONG]) == (
        "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n"
        '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Tiếng Việt",LANGUAGE="vi",DEFAULT=YES,AUTOSELECT=YES,'
        'CHANNELS="1",URI="audio.m3u8"\n'
        '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Tiếng Tày",LANGUAGE="tyz",DEFAULT=NO,AUTOSELECT=YES,'
        'CHANNELS="1",URI="voice-1.m3u8"\n'
        '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Tiếng Mông (do AI tạo)",LANGUAGE="hmn",DEFAULT=NO,'
        'AUTOSELECT=YES,CHARACTERISTICS="vn.hoc-cung-chi-em.made-with-ai",CHANNELS="1",URI="voice-2.m3u8"\n'
        '#EXT-X-STREAM-INF:BANDWIDTH=145000,AVERAGE-BANDWIDTH=121000,CODECS="avc1.64001f,mp4a.40.2",'
        'RESOLUTION=480x854,FRAME-RATE=30.000,AUDIO="sound"\nlow.m3u8\n'
    )


def test_a_silent_clip_gets_a_sound_group_and_the_first_voice_plays():
    own = master([Picture(LOW, 480, 854)], None, Fraction(30), "vi")
    assert with_voices(own, None, [TAY]) == (
        "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n"
        '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Tiếng Tày",LANGUAGE="tyz",DEFAULT=YES,AUTOSELECT=YES,'
        'CHANNELS="1",URI="voice-1.m3u8"\n'
        '#EXT-X-STREAM-INF:BANDWIDTH=145000,AVERAGE-BANDWIDTH=121000,CODECS="avc1.64001f,mp4a.40.2",'
        'RESOLUTION=480x854,FRAME-RATE=30.000,AUDIO="sound"\nlow.m3u8\n'
    )


@pytest.mark.parametrize("voices", [[MONG], [MONG, MONG]])
def test_lighter_voices_make_no_picture_heavier(voices):
    own = master([Picture(LOW, 480, 854)], SOUND, Fraction(30), "vi")
    assert "BANDWIDTH=140000,AVERAGE-BANDWIDTH=120000" in with_voices(own, OWN, voices)


def test_a_recording_without_a_picture_becomes_one_sound_among_others():
    alone = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=40000,AVERAGE-BANDWIDTH=40000,CODECS="mp4a.40.2"\naudio.m3u8\n'
    assert with_voices(alone, OWN, [MONG]).splitlines()[-2:] == [
        '#EXT-X-STREAM-INF:BANDWIDTH=40000,AVERAGE-BANDWIDTH=40000,CODECS="mp4a.40.2",AUDIO="sound"',
        "audio.m3u8",
    ]
