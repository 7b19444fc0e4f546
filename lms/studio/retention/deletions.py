"""What a request to one of Wagtail's own screens would delete.

Every screen that deletes content is known here by its view class, also those of bulk actions and of the upload of
several pictures, so that one screen of ours can take its place. `tests/studio/test_retention.py` walks all addresses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.admin.views import generic
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.generic import multiple_upload
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

from courses.models import Hotline
from media.models import Clip
from quizzes.models import Quiz, Topic

GUARDED = (Page, get_image_model(), get_document_model(), Clip, Quiz, Topic, Hotline, Group)


@dataclass(frozen=True)
class Deletion:
    """`many`: pressed in a list, for several at once. `answers_json`: the upload of several pictures asks for it."""

    contents: list[Model]
    many: bool = False
    answers_json: bool = False


def asked(request: HttpRequest, view: Callable, arguments: dict) -> Deletion | None:
    """What this request would delete; None where that is nothing guarded. Raises PermissionDenied, Http404."""
    match = request.resolver_match
    if match and match.view_name == "wagtail_bulk_action":
        return _in_bulk(request, arguments)
    model = deletes(match.view_name if match else "", view)
    if model is None:
        return None
    view_class: Any = getattr(view, "view_class", object)  # a page's is found by its type, behind a function
    number = unquote(str(arguments[_argument(view_class, arguments)]))
    content = get_object_or_404(model, pk=number if number.isdecimal() else 0)
    content = content.specific if isinstance(content, Page) else content
    _check(request, content)
    return Deletion([content], answers_json=issubclass(view_class, multiple_upload.DeleteView))


def deletes(name: str, view: Callable) -> type[Model] | None:
    """The guarded model of which the view with this name deletes one row."""
    if name == "wagtailadmin_pages:delete":
        return Page
    view_class: Any = getattr(view, "view_class", object)
    if not issubclass(view_class, generic.DeleteView | multiple_upload.DeleteView):
        return None
    model = getattr(view, "view_initkwargs", {}).get("model") or getattr(view_class, "model", None)
    model = model or view_class().get_model()
    return model if issubclass(model, GUARDED) else None


def _argument(view_class: type, arguments: dict) -> str:
    named = getattr(view_class, "pk_url_kwarg", "page_id")
    return named if named in arguments else next(iter(arguments))


def _in_bulk(request: HttpRequest, arguments: dict) -> Deletion | None:
    if arguments["action"] != "delete":
        return None
    try:
        model = apps.get_model(arguments["app_label"], arguments["model_name"])
    except LookupError:
        return None
    action = bulk_action_registry.get_bulk_action_class(arguments["app_label"], arguments["model_name"], "delete")
    if action is None or not issubclass(model, GUARDED):
        return None
    contents, _refused = action(request, model).get_actionable_objects()
    return Deletion([content.specific if isinstance(content, Page) else content for content in contents], many=True)


def _check(request: HttpRequest, content: Model) -> None:
    if isinstance(content, Page):
        allowed = content.permissions_for_user(request.user).can_delete()
    else:
        policy = policy_registry.get_by_type(type(content))
        allowed = policy.user_has_permission_for_instance(request.user, "delete", content)
    if not allowed:
        raise PermissionDenied
