"""Publishing several pages at once asks of each what publishing it from its own screen asks."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.fields import StreamField
from wagtail.models import Page


def is_finished(page: Page) -> bool:
    """Whether nothing is missing in the newest draft of this page."""
    draft = page.specific.get_latest_revision_as_object()
    try:
        draft.full_clean()
        for field in draft._meta.get_fields():
            if isinstance(field, StreamField):
                field.stream_block.clean(getattr(draft, field.name))
    except ValidationError:
        return False
    return True


def refuse_unfinished(request: HttpRequest, action_type: str, objects: list, action) -> HttpResponse | None:
    """For `before_bulk_action`: while one of them is not finished nothing is published, and each such page is named."""
    if action_type != "publish" or not objects or not isinstance(objects[0], Page):
        return None
    pages = list(objects)
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        pages += [below for page in objects for below in page.get_descendants().not_live()]
    unfinished = [page for page in pages if not is_finished(page)]
    for page in unfinished:
        words = _("“%(title)s” is not published yet: something is missing. Open it and press Publish to see what.")
        button = messages.button(reverse("wagtailadmin_pages:edit", args=[page.pk]), _("Open"))
        messages.warning(request, words % {"title": page.get_admin_display_title()}, buttons=[button])
    return redirect(action.next_url) if unfinished else None
