"""GIFT as Moodle documents it: every form of question, its escapes, its points."""

import pytest
from django.utils import translation

from quizzes.exchange import gift
from quizzes.exchange.neutral import Question, tidied
from tests.quizzes.exchange.scoring_by import one, score, why


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def test_a_title_a_category_and_a_comment_are_no_part_of_the_question():
    reading = gift.read("// lời chú\n$CATEGORY: $course$/Chữ to\n\n::Nút {một}::Nút nào?{=A ~B}\n".encode())

    [question] = reading.questions
    assert (question.content["text"], question.line) == ("Nút nào?", 4)
    assert question.topic == "Chữ to"


def test_escaped_characters_are_read_as_themselves():
    question = one("gift", r"2 \= 1 \+ 1\: \{đúng\} \~ \# \\ hai\ndòng {=a\=b ~c\~d}")

    assert question.content["text"] == "2 = 1 \\+ 1: {đúng} ~ # \\ hai\ndòng"
    assert [option["text"] for option in question.content["options"]] == ["a=b", "c~d"]


def test_one_right_answer_may_share_points_with_others():
    question = one("gift", "Ai?{=Lan ~%50%Mai#Gần đúng. ~%-25%Cúc ~Đào####Hết.}")

    assert question.kind == "single"
    assert [score(question, name) for name in ("Lan", "Mai", "Cúc", "Đào")] == [1, 0.5, 0, 0]
    assert question.content["feedback"] == "Hết."


def test_without_a_wholly_right_answer_several_are_chosen():
    question = one("gift", "Hai ai?{~%50%Lan ~%50%Mai ~%-100%Cúc}")

    assert question.kind == "several"
    assert score(question, "Lan", "Mai") == 1
    assert score(question, "Lan") == 0.5
    assert score(question, "Lan", "Mai", "Cúc") == 0


@pytest.mark.parametrize(("written", "right"), [("T", "true"), ("TRUE", "true"), ("F", "false"), ("FALSE", "false")])
def test_a_statement_has_first_the_words_for_a_wrong_and_then_for_a_right_answer(written, right):
    content = one("gift", f"Câu.{{{written}#sai rồi#đúng rồi}}").content
    wrong = "false" if right == "true" else "true"

    assert (content["answer"], content[f"{wrong}_feedback"], content[f"{right}_feedback"]) == (
        right, "sai rồi", "đúng rồi",
    )  # fmt: skip


def test_a_short_answer_has_wildcards_and_points():
    question = one("gift", "Tên?{=Cài đặt =%50%Thiết*#Gần đúng. =%0%*#Chưa đúng.}")

    assert [score(question, typed) for typed in ("cài đặt", "Thiết lập", "Zalo")] == [1, 0.5, 0]
    assert question.content["wrong_feedback"] == "Chưa đúng."


@pytest.mark.parametrize(
    ("answer", "right", "wrong"),
    [
        ("#5", ["5"], ["5,1"]), ("#5:0.1", ["4,9", "5.1"], ["4,89", "5,11"]), ("#1..5", ["1", "5"], ["0,99", "5,01"]),
        ("#-3:1", ["-4", "-2"], ["-4,5"]), ("#=%100%10:0", ["10"], ["11"]),
    ],
)  # fmt: skip
def test_a_number_may_be_off(answer, right, wrong):
    question = one("gift", f"Mấy?{{{answer}}}")

    assert {score(question, typed) for typed in right} == {1}
    assert {score(question, typed) for typed in wrong} == {0}


def test_of_several_numbers_the_first_that_is_near_enough_counts():
    question = one("gift", "Năm?{#=1822:0 =%50%1822:2#Gần. ~#Xa.}")

    assert [score(question, typed) for typed in ("1822", "1824", "1900")] == [1, 0.5, 0]
    assert question.content["wrong_feedback"] == "Xa."


def test_pairs_share_the_point_and_one_without_a_left_side_is_one_choice_more():
    question = one("gift", "Nối.{=Bánh răng -> Cài đặt =Micro -> Nói = -> Nghe}")

    assert question.content["others"] == ["Nghe"]
    assert score(question, "Bánh răng=Cài đặt", "Micro=Nghe") == 0.5


@pytest.mark.parametrize(
    ("settings", "points"),
    [
        ("3 ALL VERTICAL ALL_OR_NOTHING SHOW none", "whole"), ("3 EXACT V ABS 0 123", "absolute"), ("3", "next"),
        ("3 ALL LONGEST_ORDERED_SUBSET", "longest"), ("3 RELATIVE", "next"),
    ],
)  # fmt: skip
def test_an_order_has_its_settings_first_and_then_a_step_a_line(settings, points):
    question = one("gift", f"Xếp.{{>{settings}\nMở Cài đặt\nALLOW \\= cho phép\nChạm\n####Xong.}}")

    assert question.content == {
        "text": "Xếp.", "steps": ["Mở Cài đặt", "ALLOW = cho phép", "Chạm"], "points": points, "feedback": "Xong.",
    }  # fmt: skip


def test_an_order_that_asks_for_some_steps_by_chance_asks_for_all_and_says_so():
    question = one("gift", "Xếp.{>2 RANDOM\nmột\nhai\nba}")

    assert question.remarks == ("All steps are asked for, not some of them by chance.",)


def test_points_and_a_format_before_a_short_answer_are_no_part_of_it():
    question = one("gift", "Tên?{=[plain]Cài <đặt> =%33.%[html]Thiết lập}")

    assert [answer["text"] for answer in question.content["answers"]] == ["Cài <đặt>", "Thiết lập"]
    assert score(question, "thiet lap") == 0.33


def test_a_missing_word_leaves_a_gap():
    assert one("gift", "Chị chạm {~nút =bánh răng} trước.").content["text"] == "Chị chạm _____ trước."


def test_html_becomes_words_and_what_is_lost_is_said():
    question = one("gift", "[html]<p>Một <b>nút</b>&nbsp;&lt;<strong>đỏ</strong>&gt;<script>x</script></p>{T}")

    assert question.content["text"] == "Một nút <đỏ>"
    assert question.remarks == ("Only the words are taken, not their formatting (bold letters, script).",)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("\n\nViết đi.{}", 3, "This is an essay: nobody could give points for it here."),
        ("Chỉ là chữ.", 1, "This is a description: it asks nothing."),
        ("Thiếu.{=a", 1, "A brace is missing: answers stand between { and }."),
        ("Mấy?{#năm}", 1, "“năm” is not a number."),
        ("Ai?{=a ~ ~b}", 1, "An answer is empty."),
        ("Ai?{=a ~%150%b}", 1, "Points must be between -100 and 100 per cent."),
        ("Mấy?{#=%50%* =3}", 1, "Any number at all would have points."),
        ("Xếp.{>2 ALL XYZ_RULE\na\nb}", 1, "Its rule of points (XYZ_RULE) is not known here."),
        ("Một {=a} hai {=b}", 1, "It has answers in more than one place, or braces that are not escaped."),
        ("Nối.{=a -> b =c}", 1, "A pair must be written as “= this -> that”."),
    ],
)
def test_what_cannot_come_in_is_named_with_its_line(text, line, reason):
    assert why("gift", text) == [(line, reason)]


def test_a_choice_in_which_every_answer_is_right_goes_out_as_a_choice():
    options = [{"text": text, "right": text == "a", "feedback": "", "percent": 100.0} for text in "ab"]
    asked = tidied(Question("single", {"text": "?", "options": options, "feedback": ""}))

    assert gift.write([asked]).decode() == "[plain]?{\n\t=a\n\t~%100%b}\n"
    assert gift.read(gift.write([asked])).questions == [asked]
