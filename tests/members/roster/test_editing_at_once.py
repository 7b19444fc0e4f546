"""Two people mend one record: nobody's change is overwritten without a question."""

import re
from html import unescape

import pytest
from django.test import Client

from lms.members.models import Member
from tests.together import together


@pytest.fixture
def her(thanh) -> str:
    return f"/chi-hoi/99001-1/danh-sach/{thanh.pk}/"


@pytest.fixture
def liens(signed_in, lien) -> Client:
    return signed_in(lien)


@pytest.fixture
def deputys(signed_in, union, enrol) -> Client:
    return signed_in(enrol("Lê Thị Đào", union["ha"], role="branch_deputy", pin="135792"))


def opened(browser: Client, address: str) -> dict[str, str]:
    """The form as she sees it."""
    page = browser.get(address).content.decode()
    fields = {"name": "Nguyễn Thị Thanh", "year": "1964", "phone": "0500 000 001", "group": "", "sort_name": ""}
    return fields | {"seen": unescape(re.search(r'name="seen" value="([^"]+)"', page)[1])}


def kept() -> tuple[str, int | None, str]:
    return Member.objects.values_list("name", "birth_year", "phone").get(name__startswith="Nguyễn Thị Than")


def words(page: bytes) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.decode())).split())


def test_changes_of_different_fields_are_both_kept(liens, deputys, her):
    mine, hers = opened(liens, her), opened(deputys, her)
    deputys.post(her, hers | {"phone": "0500 000 099"})

    answer = liens.post(her, mine | {"year": "1965"}, follow=True)

    assert kept() == ("Nguyễn Thị Thanh", 1965, "+84500000099")
    assert "người khác vừa sửa: Số điện thoại (nếu có)." in words(answer.content)


def test_she_is_shown_what_the_first_changed_and_chooses(liens, deputys, her):
    mine, hers = opened(liens, her), opened(deputys, her)
    deputys.post(her, hers | {"phone": "0500 000 099"})
    mine |= {"phone": "0500 000 077", "name": "Nguyễn Thị Thanh Hà"}

    answer = liens.post(her, mine)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Đang ghi: 0500 000 099 Chị viết: 0500 000 077" in words(answer.content)
    assert kept() == ("Nguyễn Thị Thanh", 1964, "+84500000099")
    mine["seen"] = unescape(re.search(r'name="seen" value="([^"]+)"', page)[1])

    liens.post(her, mine | {"choose_phone": "theirs"})

    assert kept() == ("Nguyễn Thị Thanh Hà", 1964, "+84500000099")


def test_she_may_keep_her_own(liens, deputys, her):
    mine, hers = opened(liens, her), opened(deputys, her)
    deputys.post(her, hers | {"phone": ""})
    mine |= {"phone": "0500 000 077"}
    page = liens.post(her, mine).content.decode()
    mine["seen"] = unescape(re.search(r'name="seen" value="([^"]+)"', page)[1])

    liens.post(her, mine | {"choose_phone": "mine"})

    assert kept() == ("Nguyễn Thị Thanh", 1964, "+84500000077")


def test_a_second_change_while_she_chooses_is_shown_as_well(liens, deputys, her):
    mine, hers = opened(liens, her), opened(deputys, her)
    deputys.post(her, hers | {"phone": "0500 000 099"})
    mine |= {"phone": "0500 000 077"}
    page = liens.post(her, mine).content.decode()
    mine["seen"] = unescape(re.search(r'name="seen" value="([^"]+)"', page)[1])
    deputys.post(her, opened(deputys, her) | {"phone": "0500 000 088"})

    answer = liens.post(her, mine | {"choose_phone": "mine"})

    assert "Đang ghi: 0500 000 088 Chị viết: 0500 000 077" in words(answer.content)


def test_the_stamp_of_another_member_is_worth_nothing(liens, her, mai):
    other = opened(liens, f"/chi-hoi/99001-1/danh-sach/{mai.pk}/")

    answer = liens.post(her, opened(liens, her) | {"seen": other["seen"], "year": "1966"})

    assert (answer.status_code, kept()[1]) == (302, 1966)


@pytest.mark.usefixtures("lasting")
def test_of_two_at_the_same_moment_one_is_asked(lasting, liens, deputys, her):
    mine, hers = opened(liens, her), opened(deputys, her)

    codes = together(
        lambda: liens.post(her, mine | {"phone": "0500 000 077"}).status_code,
        lambda: deputys.post(her, hers | {"phone": "0500 000 099"}).status_code,
    )

    assert sorted(codes) == [302, 422]
