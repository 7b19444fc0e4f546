"""What a trainer types or pastes, and what learners read."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from media.captions import Cue, read_cues, validate_captions, write_webvtt

SRT = "1\n00:00:01,000 --> 00:00:03,500\n<i>Chị chạm</i>\nbánh răng.\n\n2\n00:00:04,000 --> 00:00:05,000\nXong.\n"
VTT = "WEBVTT\n\nNOTE viết tay\n\n00:01.000 --> 00:03.500 align:start\nChị chạm &amp; giữ.\n"


def mistake(text: str) -> str:
    with pytest.raises(ValidationError) as raised, translation.override("en"):
        validate_captions(text)
    return raised.value.messages[0]


def test_a_line_is_a_time_and_words():
    assert read_cues("0:08 Chị chạm hình bánh răng.\n\n1:02:03 Xong.") == [
        Cue(8, None, "Chị chạm hình bánh răng."),
        Cue(3723, None, "Xong."),
    ]


def test_srt_can_be_pasted():
    assert read_cues(SRT) == [Cue(1, 3.5, "Chị chạm bánh răng."), Cue(4, 5, "Xong.")]


def test_webvtt_can_be_pasted():
    assert read_cues(VTT) == [Cue(1, 3.5, "Chị chạm & giữ.")]


def test_a_file_saved_by_windows_can_be_pasted():
    assert read_cues("\ufeff" + SRT.replace("\n", "\r\n")) == read_cues(SRT)


def test_what_is_pasted_needs_no_empty_lines():
    assert read_cues(SRT.replace("\n\n", "\n")) == read_cues(SRT)


def test_an_arrow_and_a_bracket_between_words_are_words():
    assert read_cues("0:08 Cài đặt --> Wi-Fi < nâng cao >") == [Cue(8, None, "Cài đặt --> Wi-Fi < nâng cao >")]
    pasted = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Hoa>Tuổi < 18 và > 60</v>"
    assert read_cues(pasted) == [Cue(1, 2, "Tuổi < 18 và > 60")]


def test_nothing_said_is_nothing_to_show():
    assert write_webvtt([], 60) == "WEBVTT\n"


def test_a_line_stays_until_the_next_one_and_the_last_until_the_end():
    assert write_webvtt(read_cues("0:01 Một.\n0:08.5 Hai."), duration=12.25) == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:08.500\nMột.\n\n00:00:08.500 --> 00:00:12.250\nHai.\n"
    )


def test_the_last_line_stays_a_while_when_the_length_is_not_known():
    assert write_webvtt([Cue(8, None, "Hai.")], None) == "WEBVTT\n\n00:00:08.000 --> 00:00:13.000\nHai.\n"


def test_what_looks_like_markup_is_shown_as_it_is():
    assert "A &lt;b&gt; &amp; C" in write_webvtt([Cue(0, 1, "A <b> & C")], 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0:01 Một.\nHai.", "Line 2: begin with the minute and the second, for example 0:08."),
        ("0:01 Một.\n\n0:75 Hai.", "Line 3: a minute has 60 seconds: write 1:39, not 0:99."),
        ("0:01 Một.\n\n0:7 Hai.", "Line 3: begin with the minute and the second, for example 0:08."),
        ("0:01", "Line 1: after the time, write what is said."),
        ("0:08 Một.\n0:08 Hai.", "Line 2: its time must be later than that of the line above."),
        ("WEBVTT\n\n0:01 --> 0:02\nMột.", "Line 3: the time should look like 00:00:08.000 --> 00:00:12.000."),
        ("WEBVTT", "Line 1: the time should look like 00:00:08.000 --> 00:00:12.000."),
        ("WEBVTT\n\nNOTE 0:08", "Line 1: the time should look like 00:00:08.000 --> 00:00:12.000."),
        ("1\n00:00:01,000 --> 00:00:02,000\n\n", "Line 1: the time should look like 00:00:08.000 --> 00:00:12.000."),
        ("9" * 400 + ":00:00 Một.", "Line 1: begin with the minute and the second, for example 0:08."),
        ("1\n00:00:05,000 --> 00:00:02,000\nMột.", "Line 2: it ends before it begins."),
    ],
)
def test_a_mistake_is_named_with_its_line(text, said):
    assert mistake(text) == said
