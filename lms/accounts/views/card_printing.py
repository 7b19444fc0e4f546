"""For the head: whom she prints cards for, and the sheet itself.

Making cards writes and is a POST; the file is behind an address of its own, because the browser inside Zalo can keep
what it gets by a link but not what a form answers. Who looks after others herself gets her card from above.
"""

from typing import Annotated, NamedTuple, TypedDict

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_stubs_ext import Annotations

from lms.accounts.cards import registry, sheets
from lms.accounts.models import Card
from lms.members import access_log, scope
from lms.members.models import Member, Role
from lms.members.requests import MemberRequest
from lms.units.models import Unit

PAGE = 50  # names to choose from on a page
MOST = 1000  # cards on a sheet
SMALL = (Unit.Level.BRANCH, Unit.Level.GROUP)


class Wanted(NamedTuple):
    """What she asked for: the cards of whom, or why not."""

    members: list[Member]
    wrong: str = ""


class WithCard(TypedDict):
    has_card: bool


def roster(viewer: Member, unit: Unit) -> QuerySet[Annotated[Member, Annotations[WithCard]]]:
    """A branch with its groups; of larger units only those who belong there directly."""
    inside = {"unit__path__startswith": unit.path} if unit.level in SMALL else {"unit": unit}
    live = Card.objects.live().filter(member=OuterRef("pk"))
    members = scope.members(viewer).filter(**inside).annotate(has_card=Exists(live))
    return members.select_related("unit").order_by("sort_key", "pk")


def withheld(viewer: Member, people: QuerySet[Member]) -> set[int]:
    """Ids of those who look after others and get their cards from above her. Two queries."""
    offices = Role.objects.current().filter(kind__in=scope.SEEING)
    holders = list(people.filter(pk__in=offices.values("member")))
    return {holder.pk for holder in holders} - scope.may_invite(viewer, holders)


@never_cache
def cards(request: MemberRequest, code: str) -> HttpResponse:
    unit: Unit = get_object_or_404(scope.units(request.user), code=code)
    people, wrong = roster(request.user, unit), ""
    others = withheld(request.user, people)
    hers = people.exclude(pk__in=others)
    if request.method == "POST":
        members, wrong = _wanted(request, hers)
        if not wrong:
            sheet = request.POST.get("sheet", "")
            registry.make(sheet, members, by=request.user, instead="instead" in request.POST)
            return redirect("cards_ready", unit.code, sheet)
    page = Paginator(people, PAGE).get_page(request.GET.get("trang"))
    access_log.note(request.user, page, access_log.What.CARD)
    context = {"unit": unit, "page": page, "wrong": wrong, "sheet": registry.new_sheet(), "most": MOST}
    context |= {"total": hers.count(), "without": hers.filter(has_card=False).count(), "others": others}
    return render(request, "accounts/cards.html", context, status=422 if wrong else 200)


def _wanted(request: HttpRequest, hers: QuerySet[Annotated[Member, Annotations[WithCard]]]) -> Wanted:
    if not registry.is_sheet(request.POST.get("sheet", "")):
        return Wanted([], _("Something was missing. Please try once more."))
    members: list[Member]
    match request.POST.get("who"):
        case "all":
            members = list(hers[: MOST + 1])
        case "without":
            members = list(hers.filter(has_card=False)[:MOST])
        case _:
            members = _chosen(request, hers)
    if len(members) > MOST:
        return Wanted([], _("These are more than %(most)s cards. Please print for those without one.") % {"most": MOST})
    return Wanted(members, "" if members else _("Please choose at least one sister."))


def _chosen(request: HttpRequest, hers: QuerySet[Annotated[Member, Annotations[WithCard]]]) -> list[Member]:
    """Whose boxes are ticked. Somebody who is not hers is not found."""
    ids = {int(pk) for pk in request.POST.getlist("member") if pk.isascii() and pk.isdigit() and len(pk) < 19}
    chosen: list[Member] = list(hers.filter(pk__in=ids)[: MOST + 1])
    if len(chosen) < len(set(request.POST.getlist("member"))):
        raise Http404
    return chosen


@never_cache
def ready(request: MemberRequest, code: str, sheet: str) -> HttpResponse:
    """The sheet is made: how to open it, and what to do with it."""
    unit, printed = _printed(request, code, sheet)
    context = {"unit": unit, "sheet": sheet, "number": len(printed)}
    return render(request, "accounts/cards_ready.html", context, status=200 if printed else 410)


@never_cache
def pdf(request: MemberRequest, code: str, sheet: str) -> HttpResponse:
    unit, printed = _printed(request, code, sheet)
    if not printed:
        return redirect("cards_ready", code, sheet)
    access_log.note(request.user, [member for member, _secret in printed], access_log.What.CARD)
    namesakes = roster(request.user, unit).filter(name__in={member.name for member, _secret in printed})
    sheet_of_cards = sheets.pdf(unit, printed, list(namesakes))
    response = HttpResponse(sheet_of_cards, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="the-hoc-{unit.code}.pdf"'
    return response


def _printed(request: MemberRequest, code: str, sheet: str) -> tuple[Unit, list[tuple[Member, str]]]:
    unit: Unit = get_object_or_404(scope.units(request.user), code=code)
    return unit, registry.on_sheet(sheet, list(roster(request.user, unit)), by=request.user)
