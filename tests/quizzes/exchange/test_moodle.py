"""Moodle XML: its kinds, its fractions, its texts and its pictures."""

import base64

import pytest
from django.utils import translation

from quizzes.exchange import moodle
from quizzes.exchange.neutral import Question, tidied
from tests.quizzes.exchange.asking import picture
from tests.quizzes.exchange.scoring_by import one, score, why


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def quiz(kind: str, *parts: str, text: str = "Gì?", format: str = "html", files: str = "") -> str:
    asked = f'<questiontext format="{format}"><text>{text}</text>{files}</questiontext>'
    return f'<quiz><question type="{kind}"><name><text>n</text></name>{asked}{"".join(parts)}</question></quiz>'


def answer(text: str, fraction: float, more: str = "") -> str:
    return f'<answer fraction="{fraction}" format="plain_text"><text>{text}</text>{more}</answer>'


def test_a_single_choice_gives_the_fraction_of_its_answer_and_nobody_loses_points():
    question = one(
        "moodle", quiz("multichoice", "<single>true</single>", answer("a", 100), answer("b", 50), answer("c", -50))
    )

    assert [score(question, text) for text in "abc"] == [1, 0.5, 0]


def test_several_choices_add_up_between_nothing_and_the_whole():
    thirds = [answer(text, 33.33333) for text in "abc"]
    question = one("moodle", quiz("multichoice", "<single>false</single>", *thirds, answer("d", -50)))

    assert score(question, "a", "b", "c") == pytest.approx(1)
    assert score(question, "a", "d") == 0
    assert score(question, "a", "b", "d") == pytest.approx(0.166667)


def test_all_or_nothing_of_the_plugin_stays_so():
    question = one("moodle", quiz("multichoiceset", answer("a", 100), answer("b", 100), answer("c", 0)))

    assert (score(question, "a", "b"), score(question, "a")) == (1, 0)


@pytest.mark.parametrize(
    ("said", "kind"),
    [("", "single"), ("<single>1</single>", "single"), ("<single>0</single>", "several"), ("<single/>", "several")],
)
def test_a_choice_is_single_unless_it_says_otherwise(said, kind):
    assert one("moodle", quiz("multichoice", said, answer("a", 100), answer("b", 0))).kind == kind


@pytest.mark.parametrize("names", [("true", "false"), ("Đúng", "Sai")])
def test_a_statement_in_old_files_has_true_first(names):
    question = one("moodle", quiz("truefalse", answer(names[0], 0), answer(names[1], 100)))

    assert (question.kind, question.content["answer"]) == ("true_false", "false")


def test_a_number_has_a_tolerance_of_plus_or_minus_and_a_unit():
    near = answer("3.5", 100, "<tolerance>0.5</tolerance>")
    units = "<units><unit><multiplier>1</multiplier><unit_name>km</unit_name></unit></units>"
    question = one("moodle", quiz("numerical", near, answer("*", 0, "<feedback><text>Xa.</text></feedback>"), units))

    assert [score(question, typed) for typed in ("3", "4 km", "4,01")] == [1, 1, 0]
    assert (question.content["unit"], question.content["wrong_feedback"]) == ("km", "Xa.")


@pytest.mark.parametrize(("usecase", "scores"), [("0", [1, 1, 0.5]), ("1", [1, 0, 0])])
def test_a_short_answer_is_folded_unless_case_matters(usecase, scores):
    asked = quiz("shortanswer", f"<usecase>{usecase}</usecase>", answer("Cài đặt", 100), answer("thiết*", 50))
    question = one("moodle", asked)

    assert [score(question, typed) for typed in ("Cài đặt", "cai dat", "Thiết lập")] == scores


def test_matching_gives_each_pair_its_share_and_keeps_choices_more():
    parts = [("Bánh răng", "Cài đặt"), ("Micro", "Nói"), ("", "Nghe")]
    subquestions = [
        f'<subquestion format="html"><text>{left}</text><answer><text>{right}</text></answer></subquestion>'
        for left, right in parts
    ]
    question = one("moodle", quiz("matching", *subquestions))

    assert score(question, "Bánh răng=Cài đặt", "Micro=Nghe") == 0.5


def steps(*texts: str) -> list[str]:
    return [answer(text, 1) for text in texts]


def test_an_order_has_moodles_rule_and_its_steps_stand_in_their_right_order():
    rule = "<gradingtype>RELATIVE_NEXT_EXCLUDE_LAST</gradingtype>"
    question = one("moodle", quiz("ordering", rule, *steps("một", "hai", "ba")))

    assert score(question, "một", "hai", "ba") == 1
    assert score(question, "ba", "một", "hai") == 0.5


@pytest.mark.parametrize(
    ("rule", "points"),
    [("", "next"), ("RELATIVE", "next"), ("ABSOLUTE", "absolute"), ("abs", "absolute"), ("ALL_OR_NOTHING", "whole")],
)
def test_an_order_may_have_an_older_name_of_its_rule_or_none(rule, points):
    said = f"<gradingtype>{rule}</gradingtype>" if rule else ""

    assert one("moodle", quiz("ordering", said, *steps("một", "hai"))).content["points"] == points


@pytest.mark.parametrize(
    ("said", "remarks"),
    [
        ("<selecttype>ALL</selecttype><selectcount>2</selectcount>", ()),
        ("<selecttype>RANDOM</selecttype><selectcount>3</selectcount>", ()),
        (
            "<selecttype>RANDOM</selecttype><selectcount>2</selectcount>",
            ("All steps are asked for, not some of them by chance.",),
        ),
    ],
)
def test_an_order_asks_for_all_steps_and_says_where_moodle_would_not(said, remarks):
    assert one("moodle", quiz("ordering", said, *steps("một", "hai", "ba"))).remarks == remarks


@pytest.mark.parametrize(
    ("format", "text", "read"),
    [
        ("html", "<![CDATA[<p>a</p><p>b &amp; c<br>d</p>]]>", "a\n\nb & c\nd"),
        ("html", "<![CDATA[a <!-- <b>lời chú</b> -->c < d > <!-- hở]]>", "a c < d > hở"),
        ("html", "<![CDATA[<p><![if !supportLists]>1.<![endif]> một <![lạ]>hai</p>]]>", "1. một hai"),
        ("không rõ", "<![CDATA[<p>a</p>]]>", "a"),
        ("wiki_like", "<![CDATA[a <b>b</b>]]>", "a <b>b</b>"),
        ("plain_text", "<![CDATA[1 < 2 & \n3]]>", "1 < 2 &\n3"),
        ("moodle_auto_format", "<![CDATA[một\nhai <i>ba</i>]]>", "một\nhai ba"),
        ("markdown", "**đậm**", "**đậm**"),
    ],
)
def test_a_text_is_read_by_its_format(format, text, read):
    assert (
        one("moodle", quiz("truefalse", answer("true", 100), answer("false", 0), text=text, format=format)).content[
            "text"
        ]
        == read
    )


def shown(data: bytes, name: str = "n%C3%BAt.png") -> str:
    file = f'<file name="nút.png" path="/" encoding="base64">{base64.b64encode(data).decode()}</file>'
    text = f'&lt;img src="@@PLUGINFILE@@/{name}"&gt; Nút nào?'
    return quiz("truefalse", answer("true", 100), answer("false", 0), text=text, files=file)


def test_the_picture_of_a_question_comes_along():
    question = one("moodle", shown(picture().data))

    assert (question.content["text"], question.picture.size, question.picture.data) == (
        "Nút nào?", (200, 100), picture().data,
    )  # fmt: skip


def test_the_picture_of_an_old_file_stands_beside_its_text():
    data = f"<image>hinh/nút.png</image><image_base64>{base64.b64encode(picture().data).decode()}</image_base64>"
    question = one("moodle", quiz("truefalse", data, answer("true", 100), answer("false", 0)))

    assert (question.content["text"], question.picture.data, question.remarks) == ("Gì?", picture().data, ())


@pytest.mark.parametrize("data", [b"<svg onload=alert(1)>", b"\x89PNG\r\n\x1a\n broken", b"GIF89a", b""])
def test_what_only_says_that_it_is_a_picture_stops_its_question(data):
    assert why("moodle", shown(data)) == [(1, "nút.png is not a picture that can be read.")]


def test_a_picture_that_lies_elsewhere_is_not_fetched_and_that_is_said():
    asked = shown(picture().data).replace("@@PLUGINFILE@@/", "http://127.0.0.1/")
    question = one("moodle", asked)

    assert (question.picture, question.remarks) == (
        None, ("A picture is left out: a question has one picture, beside its text.",),
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["essay", "cloze", "calculated", "ddmarker", "random", "description", "gapselect"])
def test_a_kind_that_is_not_here_is_named_with_its_line(kind):
    said = f"There are no questions of the kind “{kind}” here."

    assert why("moodle", f"<quiz>\n\n<question type='{kind}'></question></quiz>") == [(3, said)]


def test_categories_become_topics():
    category = '<question type="category"><category><text>$course$/top/An toàn//mạng</text></category></question>'
    [question] = moodle.read(
        quiz("truefalse", answer("true", 100), answer("false", 0)).replace("<quiz>", f"<quiz>{category}").encode()
    ).questions

    assert question.topic == "An toàn/mạng"


@pytest.mark.parametrize(
    ("kind", "parts", "reason"),
    [
        ("truefalse", [answer("true", 0), answer("false", 0)], "Just one of true and false must have the whole point."),
        (
            "truefalse",
            [answer("true", 100), answer("false", 100)],
            "Just one of true and false must have the whole point.",
        ),
        ("numerical", [answer("*", 100)], "Any number at all would have points."),
        (
            "matching",
            ["<subquestion><text>Nút</text><answer><text/></answer></subquestion>"],
            "Nothing belongs to “Nút”.",
        ),
        ("ordering", ["<gradingtype>XYZ</gradingtype>", answer("a", 1)], "Its rule of points (XYZ) is not known here."),
    ],
)
def test_what_cannot_be_scored_stops_its_question(kind, parts, reason):
    assert why("moodle", quiz(kind, *parts)) == [(1, reason)]


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ([answer("a", 50), answer("b", 0)], "No answer has the whole point."),
        ([answer("a", 1000)], "Points must be between -100 and 100 per cent."),
        ([answer("a", "nan")], "“nan” is not a number."),
        ([], "This question has no answers."),
    ],
)
def test_points_that_make_no_sense_stop_their_question(parts, reason):
    assert why("moodle", quiz("multichoice", *parts)) == [(1, reason)]


def test_a_text_goes_out_in_one_piece():
    asked = tidied(Question("true_false", {"text": "5 > & 3 ]]>", "answer": "true", "feedback": ""}))
    written = moodle.write([asked])

    assert b"<text><![CDATA[5 > & 3 ]]]]><![CDATA[>]]></text>" in written
    assert moodle.read(written).questions == [asked]
