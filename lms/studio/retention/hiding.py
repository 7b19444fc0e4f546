"""What is shelved is not offered: it stands in no list of Wagtail's and in no chooser.

Pages out of use stay in the list of pages, marked by Wagtail as drafts; those in the bin do not.
"""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.views.generic.chooser import BaseChooseView
from wagtail.documents.views.documents import IndexView as DocumentIndexView
from wagtail.images.views.images import IndexView as ImageIndexView
from wagtail.models import Page

from lms.studio.retention.deletions import GUARDED
from lms.studio.retention.shelf import binned_pages, hidden

CHOOSERS = "construct_content_chooser_queryset"


def offered(queryset: QuerySet) -> QuerySet:
    """Without what is shelved."""
    if not issubclass(queryset.model, GUARDED):
        return queryset
    if issubclass(queryset.model, Page):
        return queryset.exclude(binned_pages())
    return queryset.exclude(pk__in=hidden(queryset.model))


def hide() -> None:
    """Called once, at the start. Wagtail has hooks for choosers of pages, pictures and files, and none for lists."""
    BaseChooseView.construct_queryset_hook_name = CHOOSERS
    for name in (CHOOSERS, "construct_image_chooser_queryset", "construct_document_chooser_queryset"):
        hooks.register(name, _in_chooser)
    hooks.register("construct_page_chooser_queryset", _in_chooser)
    hooks.register("construct_explorer_page_queryset", _in_explorer)
    for view in (BaseListingView, ImageIndexView, DocumentIndexView):
        if "get_base_queryset" in vars(view):
            _filter(view)


def _in_chooser(queryset: QuerySet, request: HttpRequest) -> QuerySet:
    return offered(queryset)


def _in_explorer(parent: Page, pages: QuerySet, request: HttpRequest) -> QuerySet:
    return offered(pages)


def _filter(view: Any) -> None:
    whole = view.get_base_queryset

    def get_base_queryset(self) -> QuerySet:
        return offered(whole(self))

    view.get_base_queryset = get_base_queryset
