"""What a trainer meets in Wagtail: the product's own name, her guide, and nothing that she does not need."""

import re

import pytest
from django.forms import CheckboxSelectMultiple
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from wagtail.blocks import Block, ListBlock, StreamBlock

from courses.blocks import lesson_blocks
from courses.blocks.talk import Talk
from lms.studio.wagtail_hooks import ADDS
from quizzes.kinds import questions
from quizzes.kinds.choosing import OptionsBlock

GUIDE = "/admin/huong-dan/"


@pytest.fixture
def desk(hoa, at_the_desk) -> Client:
    return at_the_desk(hoa)


def words(desk: Client, address: str) -> str:
    """The text of a screen."""
    return re.sub(r"\s+", " ", strip_tags(desk.get(address).content.decode()))


def test_the_sign_in_page_says_where_she_is(client, home):
    page = words(client, reverse("wagtailadmin_login"))

    assert "Học cùng chị em Dành cho người soạn bài" in page
    assert "Đăng nhập - Học cùng chị em" in page


def test_the_guide_is_there_for_a_trainer(desk):
    assert f'href="{GUIDE}"' in desk.get("/admin/").content.decode()
    assert "Mở mục Clip ở thực đơn, bấm Thêm clip." in words(desk, GUIDE)


def test_the_guide_is_for_trainers_only(thanh, signed_in, client):
    assert [reader.get(GUIDE).status_code for reader in (signed_in(thanh), client)] == [302, 302]


def test_the_first_screen_leads_into_each_course(desk, course):
    assert f"Soạn bài trong {course.title}" in words(desk, "/admin/")


def test_without_a_course_the_first_screen_leads_to_making_one(desk, home):
    assert "Tạo khóa học" in words(desk, "/admin/")


def test_a_picture_asks_for_no_tags(desk, home):
    form = desk.get(reverse("wagtailimages:add")).context["form"]

    assert "tags" not in form.fields
    assert {"title", "file", "description"} <= set(form.fields)


def test_a_lesson_asks_for_nothing_but_the_lesson(desk, course):
    form = desk.get(reverse("wagtailadmin_pages:add", args=["courses", "lesson", course.pk])).context["form"]

    assert list(form.fields) == [
        "title", "goal", "body", "source", "verified_on", "review_by", "code", "may_change", "slug",
    ]  # fmt: skip


def test_new_answers_start_empty():
    """A missing field would stand in the form as the word "undefined"."""
    options = OptionsBlock((1, 1))

    assert [item["value"] for item in options.get_form_state(options.get_default())] == [
        {"text": None, "right": False, "feedback": None, "percent": None}
    ] * 2


def lists(block: Block, name: str = "") -> set[str]:
    """The names of all fields in it to which parts can be added."""
    inside = dict(getattr(block, "child_blocks", {}))
    if isinstance(block, ListBlock):
        inside = {"": block.child_block}
    found = set().union(*(lists(child, field) for field, child in inside.items()))
    return found | ({name} if isinstance(block, (ListBlock, StreamBlock)) else set())


def test_every_button_that_adds_a_part_says_what_it_adds():
    lesson, quiz = StreamBlock(lesson_blocks()), StreamBlock(questions())

    assert lists(lesson, "body") | lists(quiz, "questions") | {"draws"} == set(ADDS)


def test_the_signs_of_a_fraud_are_boxes_to_tick():
    assert isinstance(Talk().child_blocks["signs"].field.widget, CheckboxSelectMultiple)
