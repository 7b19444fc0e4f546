"""No screen shows another person's name without writing down who looked. All addresses of the product are tried, also
those that are still to come: a new one fails here until it notes, or until this test knows what to put into it."""

from collections.abc import Callable, Iterator
from io import BytesIO
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone
from pypdf import PdfReader

from lms.accounts.cards import registry as cards
from lms.accounts.views import choose_pin
from lms.certificates.issuing import issue
from lms.members import access_log
from lms.members.models import Sighting
from lms.members.roster import importing
from lms.progress import vouching
from lms.progress.models import LearningEvent, Meeting
from lms.progress.views import confirming
from lms.reports.exports import jobs, tasks
from tests.courses.practising import task
from tests.reports.opening import book, content

HER = "Nguyễn Thị Thanh"
SHOWING_HER = {
    "invite",
    "cards",
    "cards_pdf",
    "roster:list",
    "roster:import",
    "roster:changes",
    "roster:edit",
    "roster:move",
    "roster:leave",
    "roster:unite",
    "roster:unite_choose",
    "certificates:one",
    "certificates:pdf",
    "certificates:picture",
    "progress:confirm",
    "person:page",
    "person:vouch",
    "person:take_back",
    "reports:course",
    "reports:meeting",
    "reports:at_once",
    "exports:file",
}
PICTURE = "picture"  # the one address without a name
HERSELF = {"choose_pin"}  # the page that she opens with her own invitation


def patterns(resolver: URLResolver, space: str = "", above: tuple = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every address that a view of ours answers: its name, and the words that stand open in it."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver) and str(pattern.pattern) == "admin/":
            continue  # Wagtail's desk knows accounts, not what anybody has learnt
        elif isinstance(pattern, URLResolver):
            inside = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from patterns(pattern, inside, (*above, *pattern.pattern.converters))
        elif pattern.callback.__module__.startswith("lms."):
            name = f"{space}{pattern.name}" if pattern.name else PICTURE
            yield name, (*above, *pattern.pattern.converters)


OURS = dict(patterns(get_resolver()))


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def address(union, lien, mai, thanh, make_lesson, course) -> Callable[[str], str]:
    """The address of a view, filled in with what is Thanh's."""
    lesson = make_lesson()
    make_lesson("bai-2", "Bài sau")  # she is still learning
    lesson.body = [task()]
    lesson.save_revision().publish()
    block = lesson.body[0].id
    vouching.write_meeting(lien, [thanh], [lesson], timezone.localdate(), unit=union["ha"])
    export = tasks.ask(lien, union["ha"], "csv")
    jobs.make(export.pk)
    sheet = cards.new_sheet()
    cards.make(sheet, [thanh], by=lien, instead=False)
    tokens = {
        "choose_pin": choose_pin.invitation(thanh),
        "progress:confirm": confirming.signer.sign_object([thanh.pk, lesson.pk, str(block)]),
    }
    known = {
        "code": "99001-1", "course_id": course.pk, "member_id": thanh.pk, "form": "xlsx", "export_id": export.pk,
        "number": issue(None, member=thanh, course=course).number, "lesson_id": lesson.pk, "block": block,
        "name": "anh.png", "kept_id": UUID(int=1), "sheet": sheet,
        "secret": cards.on_sheet(sheet, [thanh], by=lien)[0][1],
        "pk": importing.keep_text("nguyen thi thanh", union["ha"], by=lien).pk, "other_id": mai.pk, "merge_id": 1,
        "meeting_id": Meeting.objects.get().pk,
        "event_id": LearningEvent.objects.filter(kind=LearningEvent.Kind.VOUCHED).first().pk,
    }  # fmt: skip

    def address(name: str) -> str:
        given = {word: tokens[name] if word == "token" else known[word] for word in OURS[name]}
        asked = "?ai=dang-hoc" if name == "reports:course" else ""
        if name.startswith("roster:") and "number" in given:
            given["number"] = 1  # of a row, not of a certificate
        return "/uploads/images/anh.png" if name == PICTURE else reverse(name, kwargs=given) + asked

    return address


def said(response: HttpResponse) -> str:
    """The words of a page or of a file. A picture that is there says her name."""
    data, kind = content(response), response.get("Content-Type", "")
    if "spreadsheet" in kind:
        return " ".join(str(cell) for sheet in book(data) for row in sheet.iter_rows(values_only=True) for cell in row)
    if "pdf" in kind:
        return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split())
    return HER if kind == "image/png" else data.decode()


def test_whoever_sees_her_name_stands_in_her_log(address, lien, thanh, signed_in):
    liens, showing, unnoticed = signed_in(lien), set(), []
    for name in OURS:
        Sighting.objects.all().delete()
        if HER in said(liens.get(address(name))):
            showing.add(name)
            unnoticed += [name] if [row["viewer"] for row in access_log.of(thanh)] != [lien.pk] else []
    assert (showing - HERSELF, set(unnoticed) - HERSELF) == (SHOWING_HER, set())
