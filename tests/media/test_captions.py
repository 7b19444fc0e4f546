"""What a trainer types or pastes, and what learners read."""

from time import process_time

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from media.captions.cues import Cue, write_webvtt
from media.captions.reading import CHARACTERS_AT_MOST, read_captions, read_cues, validate_captions

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


ROLLING = """WEBVTT
Kind: captions
Language: vi

00:00:00.160 --> 00:00:02.470 align:start position:0%
 
xin<00:00:00.480><c> chào</c><00:00:00.800><c> các chị</c>

00:00:02.470 --> 00:00:02.480 align:start position:0%
xin chào các chị
 

00:00:02.480 --> 00:00:05.030 align:start position:0%
xin chào các chị
hôm<00:00:02.879><c> nay</c>

00:00:05.030 --> 00:00:05.040 align:start position:0%
hôm nay
 

00:00:05.040 --> 00:00:08.000 align:start position:0%
hôm nay
mình<00:00:05.500><c> học</c>
"""


def test_rolling_captions_say_each_line_once():
    assert [(cue.start, cue.text) for cue in read_cues(ROLLING)] == [
        (0.16, "xin chào các chị"),
        (2.48, "hôm nay"),
        (5.04, "mình học"),
    ]


def test_what_is_said_twice_is_not_rolling():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nKhông.\n\n00:02.000 --> 00:03.000\nKhông.\n"
    assert read_cues(text) == [Cue(1, 2, "Không."), Cue(2, 3, "Không.")]


def test_a_transcript_has_its_times_on_lines_of_their_own():
    panel = "0:00\n0 giây\nxin chào\ncác chị\n0:04\n4 giây\nhôm nay\n1:02:03\n1 giờ, 2 phút, 3 giây\nhết rồi\n"
    assert read_cues(panel) == [
        Cue(0, None, "xin chào các chị"),
        Cue(4, None, "hôm nay"),
        Cue(3723, None, "hết rồi"),
    ]


def test_sbv_can_be_pasted():
    sbv = "0:00:01.000,0:00:03.500\nChị chạm\nbánh răng.\n\n0:00:04.000,0:00:05.000\nXong.\n"
    assert read_cues(sbv) == [Cue(1, 3.5, "Chị chạm bánh răng."), Cue(4, 5, "Xong.")]


TTML = """<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"
    ttp:frameRate="25" ttp:tickRate="10000000"><head/><body><div begin="1s">
  <p begin="00:00:00.500" end="00:00:02.5">Chị <span>chạm</span><br/>bánh &amp; răng.</p>
  <p begin="00:00:03:05" dur="2s">Khung hình.</p>
  <p begin="80000000t" end="90000000t">Nhịp.</p>
  <p begin="sau này" end="99s">Không rõ.</p>
</div></body></tt>"""


def test_ttml_can_be_pasted(in_english):
    reading = read_captions(TTML)
    assert reading.cues == [Cue(1.5, 3.5, "Chị chạm bánh & răng."), Cue(4.2, 6.2, "Khung hình."), Cue(9, 10, "Nhịp.")]
    assert [faulty.messages for faulty in reading.skipped] == [["Line 4: its time cannot be read."]]


def test_xml_that_grows_is_not_read():
    bomb = '<?xml version="1.0"?><!DOCTYPE tt [<!ENTITY a "aaaa">]><tt><body><p begin="1s" end="2s">&a;</p></body></tt>'
    assert mistake(bomb) == "Line 1: begin with the minute and the second, for example 0:08."
    assert mistake("<tt><body><p begin='1s' end='2s'>&a;</p></body></tt>") == "Line 1: this TTML file is damaged."


def test_a_faulty_cue_is_left_out_and_named(in_english):
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nMột.\n\n0:3 --> 0:4\nHai.\n\n00:05.000 --> 00:06.000\nBa.\n"
    reading = read_captions(text)
    assert reading.cues == [Cue(1, 2, "Một."), Cue(5, 6, "Ba.")]
    assert [faulty.messages for faulty in reading.skipped] == [
        ["Line 6: the time should look like 00:00:08.000 --> 00:00:12.000."]
    ]


@pytest.mark.parametrize(
    "text",
    [
        "0:01 Một." + "\n" * 150_000,
        "\n" * 150_000 + "0:01 Một.",
        " \n" * 75_000 + "0:01 Một.",
        "0:01 " + "<a" * 70_000,
        "0:01 " + "1:" * 70_000,
        "0:01\n" + "1 giây, " * 20_000 + "!",
    ],
    ids=["blank lines after", "blank lines before", "blanks", "brackets", "colons", "spoken times"],
)
def test_reading_takes_no_longer_than_the_text_is_long(text):
    began = process_time()
    assert len(read_cues(text)) == 1
    assert process_time() - began < 1


def test_a_text_that_is_too_long_is_refused():
    assert mistake("0:01 " + "a" * CHARACTERS_AT_MOST) == "This text is too long: at most 200000 letters."
    lines = "\n".join(f"{n // 60}:{n % 60:02} x" for n in range(3001))
    assert mistake(lines) == "This text is too long: at most 3000 lines."


def test_what_is_said_is_read_when_it_is_saved_and_not_when_it_is_seen(clip):
    clip.captions = "0:02 Hai."
    clip.save(update_fields=["captions"])
    clip.refresh_from_db()
    clip.captions = "không đọc lại"
    assert (clip.cues, clip.transcript) == ([[2, None, "Hai."]], [(2, "Hai.")])
    assert clip.webvtt == "WEBVTT\n\n00:00:02.000 --> 00:01:00.000\nHai.\n"
