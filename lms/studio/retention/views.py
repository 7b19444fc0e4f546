"""The one screen that stands before every deletion of content, and the bin."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

from lms.studio.models import Shelved
from lms.studio.retention import dependents, shelf
from lms.studio.retention.deletions import Deletion
from media.models import Clip


@dataclass(frozen=True)
class Candidate:
    """Something that somebody wants deleted. `below`: how many pages go with it."""

    content: Model
    dependents: dependents.Dependents
    below: int = 0

    @property
    def may_go(self) -> bool:
        return not self.dependents

    @property
    def may_retire(self) -> bool:
        """A group of accounts is not offered to anybody; a page that is no longer public is out of use already."""
        if isinstance(self.content, Group):
            return False
        return self.content.live if isinstance(self.content, Page) else not shelf.is_shelved(self.content)


def confirm(request: HttpRequest, deletion: Deletion) -> HttpResponse:
    """What hangs on it, in numbers; out of use where something does, into the bin where nothing does."""
    candidates = [_candidate(content) for content in deletion.contents]
    free = [candidate for candidate in candidates if candidate.may_go]
    if deletion.answers_json:
        return _answer_json(request, candidates[0])
    if request.method == "POST" and request.POST.get("do") == "retire":
        held = [candidate for candidate in candidates if not candidate.may_go and candidate.may_retire]
        return _retire(request, held, candidates)
    if request.method == "POST" and free:
        return _bin(request, free, candidates)
    context = {
        "candidates": candidates,
        "free": free,
        "held": [candidate for candidate in candidates if not candidate.may_go],
        "retirable": [candidate for candidate in candidates if not candidate.may_go and candidate.may_retire],
        "days": shelf.KEPT.days,
        "action": request.get_full_path(),
        "back": _back(request, deletion.contents),
        "header_title": _("Delete"),
        "header_icon": "bin",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": _("Delete")},
        ],
    }
    return render(request, "studio/retention/confirm.html", context, status=409 if request.method == "POST" else 200)


def _candidate(content: Model) -> Candidate:
    below = content.get_descendant_count() if isinstance(content, Page) else 0
    return Candidate(content, dependents.of(content), below)


def _retire(request: HttpRequest, held: list[Candidate], candidates: list[Candidate]) -> HttpResponse:
    for candidate in held:
        shelf.retire(candidate.content, by=request.user)
    names = ", ".join(str(candidate.content) for candidate in held)
    messages.success(request, _("Out of use: %(names)s. What is recorded can still be read.") % {"names": names})
    return redirect(_back(request, [candidate.content for candidate in candidates]))


def _bin(request: HttpRequest, free: list[Candidate], candidates: list[Candidate]) -> HttpResponse:
    back = _back(request, [candidate.content for candidate in candidates])
    for candidate in free:
        if isinstance(candidate.content, Group):
            candidate.content.delete()
        else:
            shelf.bin(candidate.content, by=request.user)
    names = ", ".join(str(candidate.content) for candidate in free)
    words = _("In the bin: %(names)s. You can bring it back for %(days)s days.")
    button = messages.button(reverse("bin"), _("Open the bin"))
    messages.success(request, words % {"names": names, "days": shelf.KEPT.days}, buttons=[button])
    return redirect(back)


def _answer_json(request: HttpRequest, candidate: Candidate) -> JsonResponse:
    """For the page that uploads several at once."""
    if not candidate.may_go:
        return JsonResponse({"success": False, "error": _("This is being used and stays.")}, status=409)
    shelf.bin(candidate.content, by=request.user)
    return JsonResponse({"success": True, "image_id": candidate.content.pk, "doc_id": candidate.content.pk})


LISTS = {get_image_model(): "wagtailimages:index", get_document_model(): "wagtaildocs:index", Clip: "clips:index"}


def _back(request: HttpRequest, contents: list[Model]) -> str:
    wanted = get_valid_next_url_from_request(request)
    if wanted or not contents:
        return wanted or reverse("wagtailadmin_home")
    first = contents[0]
    if isinstance(first, Page):
        return reverse("wagtailadmin_explore", args=[first.get_parent().pk])
    if isinstance(first, Group):
        return reverse("wagtailusers_groups:index")
    if type(first) in LISTS:
        return reverse(LISTS[type(first)])
    snippet: Any = first  # Wagtail gives every registered snippet its viewset
    return reverse(snippet.snippet_viewset.get_url_name("list"))


@require_safe
def bin(request: HttpRequest) -> HttpResponse:
    """What is in the bin, and what is out of use: both can be brought back."""
    rows = [row for row in Shelved.objects.select_related("content_type", "by") if _may(request, row)]
    title = _("Bin")
    context = {
        "binned": [(row, _days_left(row)) for row in rows if row.kind == shelf.Kind.BINNED],
        "retired": [row for row in rows if row.kind == shelf.Kind.RETIRED],
        "days": shelf.KEPT.days,
        "header_title": title,
        "header_icon": "bin",
        "breadcrumbs_items": [{"url": reverse("wagtailadmin_home"), "label": _("Home")}, {"url": "", "label": title}],
    }
    return render(request, "studio/retention/bin.html", context)


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Shelved, pk=pk)
    if not _may(request, row):
        return HttpResponse(status=404)
    shelf.restore(row, by=request.user)
    messages.success(request, _("Brought back: %(name)s.") % {"name": row.title})
    return redirect("bin")


def _may(request: HttpRequest, row: Shelved) -> bool:
    """Who may delete it may bring it back."""
    content = row.content
    if content is None:
        return False
    if isinstance(content, Page):
        return content.permissions_for_user(request.user).can_edit()
    policy = policy_registry.get_by_type(type(content))
    return policy.user_has_permission_for_instance(request.user, "delete", content)


def _days_left(row: Shelved) -> int:
    return max(0, (row.at + shelf.KEPT - timezone.now()) // timedelta(days=1))
