"""The message ready to copy: it names those on the page, and nobody else."""

import pytest

from lms.names import told_apart
from lms.reports.branch.messages import invitation
from tests.reading import texts


@pytest.fixture
def message(lien, course, signed_in):
    def message(asked: str = "") -> str:
        return "\n".join(texts(signed_in(lien).get(f"/chi-hoi/99001-1/{course.pk}/{asked}"), "textarea"))

    return message


def test_it_can_be_pasted_as_it_is(union, lien, thanh, mai, lesson, course, finish):
    finish(mai)
    assert invitation(union["ha"], course, [lien, thanh]) == (
        "Mời các chị Liên, Thanh,\n"
        "Chi hội thôn Hạ đang cùng học khóa “Làm chủ chiếc điện thoại”. Chỉ 1 bài ngắn, mỗi bài khoảng 5 phút.\n"
        "Chạm vào đây để xem, không cần đăng nhập: http://127.0.0.1:8000/k1/\n"
        "Chỗ nào chưa rõ, các chị gọi tôi chỉ giúp nhé."
    )


def test_it_names_those_who_have_not_started(message, thanh, mai, xuan, yen, finish):
    finish(mai)
    assert message().startswith("Mời các chị Liên, Thanh, Chi hội thôn Hạ")


def test_nobody_of_another_branch_is_in_it_though_she_has_not_started(message, xuan, yen, course, signed_in):
    assert "chị Xuân," in texts(signed_in(xuan).get(f"/chi-hoi/99001-2/{course.pk}/"), "textarea")[0]
    assert ("Xuân" in message(), "Yến" in message()) == (False, False)


def test_more_than_fifteen_are_all_meant_and_none_is_named(message, union, fill):
    fill(union["ha"], 180)
    assert message().startswith("Mời các chị chưa bắt đầu, Chi hội thôn Hạ")
    assert message("?trang=2") == message()


def test_who_is_learning_is_not_nudged(message, thanh, begin):
    begin(thanh)
    assert message("?ai=dang-hoc") == ""


def test_who_has_finished_is_congratulated(message, lien, thanh, mai, finish):
    finish(mai)
    assert message("?ai=da-xong") == (
        "Chúc mừng chị Mai! "
        "Chi hội thôn Hạ rất vui vì chị em đã học xong khóa “Làm chủ chiếc điện thoại”. "
        "Chị nào bên cạnh chưa xem, nhờ các chị chỉ giúp nhé: http://127.0.0.1:8000/k1/"
    )


def test_more_than_fifteen_are_congratulated_together(message, union, fill):
    fill(union["ha"], 60)
    assert message("?ai=da-xong").startswith("Chúc mừng các chị đã học xong! ")


def test_one_alone_is_not_many(union, thanh, course):
    assert invitation(union["ha"], course, [thanh]).startswith("Mời chị Thanh,\n")


def test_where_all_have_started_there_is_no_message(message, lien, begin):
    begin(lien)
    assert message() == ""


def test_it_tells_no_year_no_phone_and_no_family_name(union, lien, thanh, course):
    text = invitation(union["ha"], course, [lien, thanh])
    assert [said for said in ("1964", "0500", "8450", "Nguyễn", "Phạm") if said in text] == []


@pytest.mark.parametrize(
    ("full", "called"),
    [
        (["Phạm Thị Liên", "Lê Thị Mai"], ["Liên", "Mai"]),
        (["Phạm Thị Liên", "Lê Hồng Liên"], ["Thị Liên", "Hồng Liên"]),
        (["Phạm Thị Liên", "Lê Thị Liên", "Lê Mai"], ["Phạm Thị Liên", "Lê Thị Liên", "Mai"]),
        (["Phạm Thị Liên", "Phạm Thị Liên"], ["Phạm Thị Liên", "Phạm Thị Liên"]),
        (["Liên", "Phạm Liên"], ["Liên", "Phạm Liên"]),
        ([], []),
    ],
)
def test_two_of_one_given_name_are_told_apart(full, called):
    assert told_apart(full) == called
