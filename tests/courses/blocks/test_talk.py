"""A conversation without JavaScript: every answer is a link, and what was said stands in the address."""

import re
from html import unescape

import pytest

from courses.requirements import Kind
from tests.courses.practising import answer, talk

BAD, GOOD = 0, 1


@pytest.fixture
def lesson(lesson_of):
    return lesson_of(talk())


@pytest.fixture
def say(lesson, client):
    """The words of the conversation after these answers, each chosen by its link."""

    def say(*answers: int) -> str:
        address = lesson.url
        for number in answers:
            address = lesson.url + unescape(re.findall(r'href="(\?noi=[^"]+)"', page(address))[number])
        section = page(address).split("data-talk")[1].split("</section>")[0]
        html = re.sub(r"<template.*</template>", "", section, flags=re.DOTALL)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())

    def page(address: str) -> str:
        return client.get(address.split("#")[0]).content.decode()

    return say


def test_a_conversation_is_to_be_tried(lesson):
    assert [asked.kind for asked in lesson.requirements] == [Kind.TALK]


def test_it_begins_with_the_first_words_and_her_answers(say):
    said = say()

    assert "Số lạ gọi." in said
    assert "Đang nghe điện thoại Người lạ Cô đọc mã nhé. Đọc ngay Không đọc" in said
    assert "Nhanh lên cô!" not in said


def test_a_bad_answer_is_told_kindly_and_she_chooses_again(say):
    assert "Cô đọc mã nhé. Chị Đọc ngay Dừng lại chị! Đọc ngay Không đọc" in say(BAD)


def test_a_good_end_names_the_signs_and_can_be_kept(say):
    said = say(BAD, GOOD, GOOD)

    assert "Chị Tắt máy Giỏi lắm. Chị nói rất đúng." in said
    assert re.findall(r"Gấp|Giấu|Gửi", said) == ["Gấp", "Gửi"]
    assert "Không đọc mã cho ai. Nói chuyện lại từ đầu Tôi đã nhớ các dấu hiệu" in said


def test_a_bad_end_asks_to_try_again_and_counts_for_nothing(say):
    said = say(GOOD, BAD)

    assert "Lần này mắc bẫy rồi, nhưng ở đây không mất gì. Chị thử lại nhé." in said
    assert "Tôi đã nhớ các dấu hiệu" not in said


def test_an_honest_caller_shows_no_sign(lesson_of, read, client):
    lesson = lesson_of(talk(signs=[]))
    html = client.get(f"{lesson.url}?noi={lesson.body[0].id}&loi=1.1").content.decode()

    assert (
        "Không giục gấp, không bảo giấu, không đòi gửi gì: đây là chuyện thật." in html.split("<template data-turn")[0]
    )


def test_she_may_be_the_helper_whom_a_neighbour_asks(lesson_of, read):
    assert "Một chị hàng xóm hỏi nên làm gì." in read(lesson_of(talk(role="helper")))


@pytest.mark.parametrize("forged", ["9", "0.9", "a", "-1", "1.1.1", "0" * 500, "1." * 500, "٣", "1..1", "%00"])
def test_an_address_that_says_what_cannot_be_said_begins_anew(lesson, client, forged):
    answer = client.get(lesson.url, {"noi": lesson.body[0].id, "loi": forged})

    assert answer.status_code == 200
    assert answer.content.decode().count('class="her"') == client.get(lesson.url).content.decode().count('class="her"')


def test_what_was_said_in_one_conversation_is_not_said_in_another(lesson_of, client):
    lesson = lesson_of(talk(), talk())

    html = client.get(lesson.url, {"noi": lesson.body[0].id, "loi": "1"}).content.decode()

    assert [part.split("<template")[0].count('class="her"') for part in html.split("data-talk")[1:]] == [1, 0]


def test_words_of_a_trainer_are_words(lesson_of, client):
    turn = {"who": "<b>", "words": "<script>x</script>", "answers": [answer("<i>", True), answer("x", True)]}

    assert "<script>x" not in client.get(lesson_of(talk(turns=[turn])).url).content.decode()
