"""The head prints a sheet of cards: for whom, what is on it, and who may."""

import io
import re
from collections.abc import Callable

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from lms.accounts.cards import registry, sheets
from lms.accounts.models import Card
from lms.members.models import Member
from lms.units.models import Unit
from tests.reading import queries, texts

PAGE = "/chi-hoi/99001-1/the/"


@pytest.fixture
def ask_for(lien, signed_in) -> Callable[..., HttpResponse]:
    """What her head presses on the page of cards."""
    client = signed_in(lien)

    def ask_for(**pressed) -> HttpResponse:
        return client.post(PAGE, {"sheet": registry.new_sheet()} | pressed)

    ask_for.client = client
    return ask_for


def holders() -> list[str]:
    return sorted(Card.objects.live().values_list("member__name", flat=True))


def words(client: Client, ready: str) -> str:
    pages = PdfReader(io.BytesIO(client.get(f"{ready}the-hoc.pdf").content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_she_prints_for_those_without_a_card_and_not_for_herself(ask_for, lien, thanh, mai):
    assert ask_for(who="without").status_code == 302
    assert holders() == ["Hoàng Thị Mai", "Nguyễn Thị Thanh"]


def test_who_has_a_card_is_not_printed_again_unless_she_says_so(ask_for, thanh, mai):
    ask_for(who="chosen", member=thanh.pk)
    ask_for(who="without")
    assert holders() == ["Hoàng Thị Mai", "Nguyễn Thị Thanh"]
    ask_for(who="all")
    assert holders() == ["Hoàng Thị Mai"] * 2 + ["Nguyễn Thị Thanh"] * 2


def test_cards_handed_out_before_end_only_when_she_says_so(ask_for, thanh):
    for instead, live in [({}, 1), ({}, 2), ({"instead": "on"}, 1)]:
        ask_for(who="chosen", member=thanh.pk, **instead)
        assert thanh.cards.live().count() == live


def test_pressing_twice_prints_once(ask_for, thanh):
    sheet = registry.new_sheet()
    ready = [ask_for(who="all", instead="on", sheet=sheet).url for _press in range(2)]
    assert (thanh.cards.live().count(), len(set(ready))) == (1, 1)


def test_the_sheet_names_her_and_her_unit_and_says_how(ask_for, thanh):
    page = words(ask_for.client, ask_for(who="all").url)
    assert [said in page for said in ("Nguyễn Thị Thanh", "Chi hội thôn Hạ", "quét mã", "chọn mã PIN")] == [True] * 4
    assert [said in page for said in ("1964", "0500", "Phạm Thị Liên")] == [False] * 3


def test_the_file_is_tagged_and_has_a_title_and_a_language(ask_for, thanh):
    file = ask_for.client.get(ask_for(who="all").url + "the-hoc.pdf")
    pdf = PdfReader(io.BytesIO(file.content))
    assert (pdf.metadata.title, pdf.root_object["/Lang"]) == ("Thẻ học – Chi hội thôn Hạ", "vi")
    assert (pdf.root_object["/MarkInfo"]["/Marked"], file["Content-Type"]) == (True, "application/pdf")
    assert "no-store" in file["Cache-Control"]


def test_what_is_stored_opens_nothing(ask_for, thanh):
    sheet = re.search(r"/the/([\w-]+)/$", ask_for(who="all").url)[1]
    token = registry.token(sheet, thanh.pk)
    stored = str(Card.objects.values())
    assert (len(token), token in stored, sheet in stored) == (32, False, False)
    assert Card.objects.get().hash == registry.hashed(token)


def test_the_sheet_can_be_opened_for_an_hour(ask_for, thanh):
    ready = ask_for(who="all").url
    assert ask_for.client.get(ready).status_code == 200
    Card.objects.update(made_at=timezone.now() - registry.SHOWN_FOR)
    assert ask_for.client.get(ready).status_code == 410
    assert ask_for.client.get(ready + "the-hoc.pdf").url == ready


def test_nobody_opens_anothers_sheet(ask_for, union, enrol, thanh, signed_in):
    deputy = enrol("Lê Thị Phó", union["ha"], role="branch_deputy")
    ready = ask_for(who="all").url
    assert signed_in(deputy).get(ready).status_code == 410


@pytest.mark.parametrize("who", ["xuan", "yen", "thanh", "mai", "hoa", None])
def test_outside_her_branch_nobody_finds_the_cards(request, ask_for, na, who, signed_in, client):
    reader = signed_in(request.getfixturevalue(who)) if who else client
    ready = ask_for(who="all").url
    answers = [reader.get(PAGE), reader.post(PAGE, {"sheet": registry.new_sheet(), "who": "all"})]
    answers += [reader.get(ready), reader.get(ready + "the-hoc.pdf")]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert Card.objects.exclude(made_by__name="Phạm Thị Liên").count() == 0


def test_somebody_of_another_branch_cannot_be_chosen(ask_for, thanh, xuan):
    assert ask_for(who="chosen", member=[thanh.pk, xuan.pk]).status_code == 404
    assert holders() == []


def test_the_officer_prints_the_heads_card(ngan, lien, signed_in):
    signed_in(ngan).post(PAGE, {"sheet": registry.new_sheet(), "member": lien.pk})
    assert holders() == ["Phạm Thị Liên"]


def test_the_officer_finds_in_her_commune_only_who_belongs_there_directly(ngan, thanh, union, enrol, signed_in):
    enrol("Lê Thị Xã", union["dong_sen"])
    page = signed_in(ngan).get("/chi-hoi/99001/the/")
    assert texts(page, ".names li > label > span:nth-of-type(1)") == ["Lê Thị Xã"]


def test_a_head_cannot_print_her_own_card(ask_for, lien):
    assert ask_for(who="chosen", member=lien.pk).status_code == 404
    assert holders() == []


@pytest.mark.parametrize(
    "sent",
    [{}, {"who": "chosen"}, {"sheet": "", "who": "all"}, {"sheet": "../" * 11, "who": "all"}, {"sheet": "a" * 33}],
)
def test_what_makes_no_sense_prints_nothing(ask_for, thanh, sent):
    assert (ask_for(**sent).status_code, holders()) == (422, [])


@pytest.mark.parametrize("pk", ["x", "-1", "9" * 30, "१", ""])
def test_an_absurd_number_is_not_found(ask_for, thanh, pk):
    assert ask_for(member=pk).status_code == 404


@pytest.mark.parametrize("sheet", ["x", "%00", "a" * 500])
def test_a_made_up_sheet_is_over(ask_for, sheet):
    assert ask_for.client.get(f"{PAGE}{sheet}/").status_code == 410


def written(union: dict[str, Unit], *people: tuple[int | None, str]) -> list[str]:
    """What tells these apart, all of the same name, by year of birth and phone."""
    same = [
        Member(pk=pk, name="Lê Thị Na", birth_year=year, phone=phone, unit=union["ha"])
        for pk, (year, phone) in enumerate(people)
    ]
    return [sheets.apart(member, same) for member in same]


@pytest.mark.parametrize(
    ("people", "apart"),
    [
        ([(1970, "")], [""]),
        ([(1970, ""), (1980, "")], ["sinh năm 1970", "sinh năm 1980"]),
        ([(1970, ""), (None, "")], ["sinh năm 1970", "số 2"]),
        ([(1970, "+84500000123"), (1970, "")], ["điện thoại …123", "số 2"]),
        ([(1970, "+84500000123"), (1970, "+84500000123")], ["số 1", "số 2"]),
    ],
)
def test_people_of_one_name_are_told_apart_by_as_little_as_will_do(union, people, apart):
    assert written(union, *people) == apart


def test_her_namesake_tells_her_apart_even_when_only_one_is_printed(ask_for, union, enrol, thanh):
    enrol("Nguyễn Thị Thanh", union["to_1"], birth_year=1980)
    page = words(ask_for.client, ask_for(member=thanh.pk).url)
    assert ("sinh năm 1964" in page, "1980" in page) == (True, False)


def some_more(unit: Unit, number: int) -> None:
    members = [Member(name=f"Lê Thị {n}", unit=unit) for n in range(number)]
    for member in members:
        member.derive()
    Member.objects.bulk_create(members)


def test_however_many_they_are_page_and_file_cost_the_same(ask_for, union):
    counts = []
    for more in (1, 40):
        some_more(union["ha"], more)
        with CaptureQueriesContext(connection) as making:
            ready = ask_for(who="all", instead="on").url
        counts.append([len(making)])
        counts[-1] += [queries(ask_for.client, address) for address in (PAGE, ready, ready + "the-hoc.pdf")]
    assert counts[0] == counts[1]


def test_a_name_cannot_become_markup(ask_for, union, enrol):
    enrol('#panic() "x" <b>*Na*', union["ha"])
    assert '#panic() "x" <b>*Na*' in words(ask_for.client, ask_for(who="all").url)


def test_a_card_goes_with_its_member(thanh, ask_for):
    ask_for(who="all")
    thanh.delete()
    with pytest.raises(ObjectDoesNotExist):
        Card.objects.get()


def test_the_page_counts_and_offers_only_whom_she_may_print_for(ask_for, lien, thanh, mai):
    page = ask_for.client.get(PAGE)
    assert texts(page, "button[value=without]") == ["In thẻ cho 2 chị chưa có thẻ"]
    assert texts(page, ".names li > span") == ["Phạm Thị Liên", "nhận thẻ từ Hội cấp trên"]


def test_a_long_branch_is_chosen_from_page_by_page(ask_for, union):
    some_more(union["ha"], 60)
    pages = [ask_for.client.get(PAGE, {"trang": number}) for number in (1, 2)]
    assert [len(texts(page, ".names li")) for page in pages] == [50, 11]
    assert [len(texts(page, "details[open] .names")) for page in pages] == [0, 1]
