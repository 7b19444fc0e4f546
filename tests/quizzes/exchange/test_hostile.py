"""Files made to harm: each ends in a reason, quickly, and touches nothing."""

import zipfile
from io import BytesIO
from time import perf_counter

import pytest
from django.utils import translation

from quizzes.exchange import zips
from quizzes.exchange.formats import FORMATS, format_of, read
from quizzes.exchange.neutral import UnreadableFileError

LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<quiz>&c;</quiz>"""
OUTSIDE = '<!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>'
DOCTYPE = "A file with a document type (DOCTYPE) or entities of its own is not taken."
TOO_MUCH = "This file holds too much."


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def packed(**files: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return made.getvalue()


def refused(format: str, data: bytes) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as broken:
        read(data, format)
    return broken.value


@pytest.mark.parametrize("format", ["moodle", "qti21"])
@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE])
def test_entities_neither_grow_nor_fetch(format, text):
    assert refused(format, text.encode()).why == DOCTYPE


def test_depth_and_number_of_parts_are_limited():
    deep = "<quiz>" + "<a>" * 100 + "</a>" * 100 + "</quiz>"
    wide = "<quiz>" + "<a/>" * 100_001 + "</quiz>"

    assert {refused("moodle", text.encode()).why for text in (deep, wide)} == {
        "This file is nested too deeply or has too many parts."
    }


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"<quiz>\n<question>\n</quiz>", 3, "something is opened and not closed again"),
        (b"<quiz>\n<question>", 2, "it ends too early"),
        (b"<quiz>\n1 < 2</quiz>", 2, "a character stands here that may not, such as < or &"),
        (b"<quiz>&nbsp;</quiz>", 1, "there is a name such as &nbsp; that XML does not know"),
        (b"<quiz/>\n<quiz/>", 2, "something stands after its end"),
    ],
)
def test_a_broken_file_is_named_with_line_and_reason(data, line, reason):
    broken = refused("moodle", data)

    assert (broken.line, broken.why) == (line, f"This is not valid XML: {reason}.")


def test_an_older_qti_is_named_alone_and_in_a_package():
    manifest = b"<manifest><resources><resource type='imsqti_xmlv1p2' href='a.xml'/></resources></manifest>"
    alone = b"<questestinterop><item/></questestinterop>"

    assert format_of(alone, "a.xml") == "qti21"
    assert {
        refused("qti21", data).why for data in (alone, packed(**{"imsmanifest.xml": manifest, "a.xml": alone}))
    } == {"This is QTI 1.2. Please take it out as QTI 2.1 or later, or as Moodle XML."}


def test_an_unknown_encoding_is_a_reason():
    assert refused("moodle", b'<?xml version="1.0" encoding="nowhere"?><quiz/>').why.startswith("This is not valid XML")


@pytest.mark.parametrize("format", ["qti21", "xlsx"])
def test_a_zip_that_grows_is_not_unpacked(format):
    bomb = packed(**{"imsmanifest.xml": b"\0" * 20_000_000})

    assert refused(format, bomb).why == TOO_MUCH


def test_a_zip_that_lies_about_its_size_is_not_believed(monkeypatch):
    monkeypatch.setattr(zips, "LARGEST", 1000)
    package = zips.Unpacked(packed(a=b"x" * 900))
    package._left = 100

    with pytest.raises(UnreadableFileError, match=TOO_MUCH):
        package.read("a")


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "a/../../b", "..\\x"])
def test_names_that_lead_out_of_a_zip_are_refused(name):
    assert "leads out of it" in refused("qti21", packed(**{name: b"x"})).why


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "data", [b"PK\x05\x06" + b"\0" * 18, b"PK\x03\x04", b"\x00\xff" * 50, b"<", b"[", b"\x1f\x8b\x08", b'a;b\n"', b"{"]
)
def test_what_is_no_file_of_a_format_ends_in_a_reason(format, data):
    try:
        assert read(data, format).questions == []
    except UnreadableFileError as broken:
        assert broken.why


def test_an_excel_file_of_something_else_is_damaged():
    assert refused("xlsx", packed(**{"xl/workbook.xml": b"<x/>"})).why == "This Excel file is damaged."


@pytest.mark.parametrize(("format", "text"), [("gift", "a\n\n"), ("aiken", "ANSWER: A\n")])
def test_a_text_of_endless_entries_is_not_read_to_its_end(format, text):
    assert refused(format, text.encode() * 5_000).why == TOO_MUCH


@pytest.mark.parametrize(
    ("format", "data"),
    [
        ("gift", "?{" + "=x->y" * 101 + "}"), ("gift", "?{>2\n" + "x\n" * 101 + "}"), ("aiken", "?\n" + "A. x\n" * 101),
        ("moodle", "<quiz><question type='multichoice'><questiontext/>" + "<answer/>" * 101 + "</question></quiz>"),
        ("moodle", "<quiz><question type='match'><questiontext/>" + "<subquestion/>" * 101 + "</question></quiz>"),
        (
            "qti21",
            "<assessmentItem><itemBody><choiceInteraction>" + "<simpleChoice/>" * 101
            + "</choiceInteraction></itemBody></assessmentItem>",
        ),
    ],
)  # fmt: skip
def test_a_question_of_endless_answers_is_not_looked_at(format, data):
    data += "ANSWER: A" if format == "aiken" else ""

    assert [refusal.why for refusal in read(data.encode(), format).refused] == ["This question has too many answers."]


def test_an_excel_file_that_holds_far_more_than_questions_is_not_opened():
    sheet = b"<row><c><v>%d</v></c></row>" * 500_000
    assert refused("xlsx", packed(**{"xl/workbook.xml": b"<x/>", "xl/sheet.xml": sheet})).why == TOO_MUCH


@pytest.mark.parametrize("bit", ["<", "<!", "<!--", "<a ", "&", "<![CDATA[", "]]>", "<p>", "{", "\\"])
def test_one_endless_text_takes_no_time(bit):
    text = bit * (1_000_000 // len(bit))
    began = perf_counter()

    assert read(f"[html]{text}{{T}}".encode(), "gift")
    assert perf_counter() - began < 2


def test_no_more_than_so_many_questions_come_in():
    reading = read("".join(f"Câu {number}.{{T}}\n\n" for number in range(302)).encode(), "gift")

    assert len(reading.questions) == 300
    assert [(refusal.line, refusal.why) for refusal in reading.refused] == [
        (601, "No more than 300 questions come in at once.")
    ]


@pytest.mark.parametrize(
    ("data", "name", "format"),
    [
        (b"<quiz/>", "a.txt", "moodle"), (b"\xef\xbb\xbf<?xml version='1.0'?><assessmentItem/>", "a", "qti21"),
        (b"<qti-assessment-item/>", "a.xml", "qti21"), (b"G\nA. a\nB. b\nANSWER: A", "a.txt", "aiken"),
        (b"G\rA. a\rB. b\rANSWER: A", "a.txt", "aiken"),
        ("G\nA. a\nB. ế\nANSWER: A".encode("utf-16"), "a.txt", "aiken"),
        (b"ANSWER: x{T}", "a.txt", "gift"), (b"a;b", "A.CSV", "csv"), (b"PK\x03\x04", "a.xlsx", "xlsx"),
        (b"PK\x03\x04", "a.zip", "qti21"),
    ],
)  # fmt: skip
def test_a_file_tells_its_format_itself(data, name, format):
    assert format_of(data, name) == format
