"""Pages as Wagtail puts them into its tree, without asking first whether they are right: nearly every test needs some,
and asking takes longer than writing."""

from typing import TypeVar

from django.db.models import F
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

AnyPage = TypeVar("AnyPage", bound=Page)


def lay(parent: Page, page: AnyPage) -> AnyPage:
    """Write `page` as the last child of `parent`."""
    parent.numchild += 1
    page.depth, page.path = parent.depth + 1, Page._get_path(parent.path, parent.depth + 1, parent.numchild)
    page._cached_parent_obj = parent
    page._set_core_field_defaults()
    with disable_reference_index_auto_update():
        page.save(clean=False, log_action=None)
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + 1)
    return page
