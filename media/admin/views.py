"""The clips screen of the Wagtail admin: upload, see what becomes of it, correct, try again, remove.

Who may do what is said by Django's own permissions on Clip, so a group of trainers can be given them.
"""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from media.admin import poster_views, voice_views
from media.admin.forms import ClipForm
from media.models import Clip, Status
from media.playback.troubles import with_troubles
from media.tasks import queue, queue_again, requeue_lost
from media.templatetags.clips import clock
from media.uploads.models import sweep

LEFT_OUT_NAMED = 5  # so many faulty cues are named, of all that are counted


class PosterColumn(Column):
    cell_template_name = "media/admin/poster_cell.html"


class StateColumn(Column):
    cell_template_name = "media/admin/state_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        user = parent_context["request"].user
        return super().get_cell_context_data(instance, parent_context) | {"can_change": may_change(user)}


class ClipIndexView(generic.IndexView):
    def get(self, request, *args, **kwargs):
        requeue_lost()
        sweep()
        return super().get(request, *args, **kwargs)

    def get_base_queryset(self):
        return with_troubles(super().get_base_queryset())


if TYPE_CHECKING:

    class _View(generic.CreateView): ...

else:
    _View = object


class TellsWhatIsLeftOut(_View):
    """A pasted file with some faulty cues is taken all the same; the trainer is told which are missing."""

    def save_instance(self):
        clip = super().save_instance()
        if "captions" in self.form.changed_data and (left_out := self.form.left_out):
            named = " ".join(left_out[:LEFT_OUT_NAMED])
            messages.warning(
                self.request,
                ngettext(
                    "%(count)d place of what is said could not be read and is left out. %(named)s",
                    "%(count)d places of what is said could not be read and are left out. %(named)s",
                    len(left_out),
                )
                % {"count": len(left_out), "named": named},
            )
        return clip


class ClipCreateView(TellsWhatIsLeftOut, generic.CreateView):
    pass


class ClipEditView(TellsWhatIsLeftOut, generic.EditView):
    pass


class ClipDeleteView(generic.DeleteView):
    """What learners see would miss its clip at once, and nothing brings it back: first it is taken out there."""

    @cached_property
    def places(self) -> list:
        return [place for place, _references in self.usage]

    def form_valid(self, form):
        if self.places:
            raise PermissionDenied
        return super().form_valid(form)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"places": self.places, "is_protected": bool(self.places)}


class ClipViewSet(ModelViewSet):
    model = Clip
    icon = "media"
    menu_label = _("Clips")
    menu_order = 250
    add_to_admin_menu = True
    copy_view_enabled = False  # a copy would share its files with the original
    index_view_class = ClipIndexView
    add_view_class = ClipCreateView
    edit_view_class = ClipEditView
    delete_view_class = ClipDeleteView
    delete_template_name = "media/admin/delete.html"
    index_template_name = "media/admin/index.html"
    create_template_name = "media/admin/create.html"
    edit_template_name = "media/admin/edit.html"
    search_fields = ["title"]
    search_backend_name = None
    list_filter = ["status", "ai_made"]
    list_display = [
        PosterColumn("poster", label=_("Picture")),
        TitleColumn("title", label=_("Title"), url_name="clips:edit", sort_key="title"),
        StateColumn("status", label=_("Status"), sort_key="status"),
        Column("length", label=_("Length"), accessor=lambda clip: clock(clip.duration)),
        Column("troubles_lately", label=_("Trouble in 30 days")),
        DateColumn("created_at", label=_("Uploaded"), sort_key="created_at"),
    ]

    def get_form_class(self, for_update=False):
        return ClipForm

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("retry/<int:pk>/", require_admin_access(retry), name="retry"),
            path("progress/", require_admin_access(progress), name="progress"),
            path("poster/<int:pk>/", require_admin_access(poster_views.poster), name="poster"),
            path("voices/<int:pk>/", require_admin_access(voice_views.voices), name="voices"),
            path("voices/<int:pk>/remove/<int:voice>/", require_admin_access(voice_views.remove), name="remove_voice"),
        ]


clips = ClipViewSet("clips")


def may_change(user) -> bool:
    return user.has_perm("media.change_clip")


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    if not may_change(request.user):
        raise PermissionDenied
    clip = get_object_or_404(Clip, pk=pk)
    if clip.status == Status.FAILED and not queue_again(clip.pk):
        queue(clip.pk)
    return redirect("clips:edit", clip.pk)


@require_safe
@never_cache
def progress(request: HttpRequest) -> JsonResponse:
    """The state of the clips asked for, as it now looks, by their number."""
    if not clips.permission_policy.user_has_any_permission(request.user, ["add", "change", "delete", "view"]):
        raise PermissionDenied
    requeue_lost()
    asked = [int(pk) for pk in request.GET.getlist("clip")[:100] if pk.isdecimal() and len(pk) < 19]
    can_change = may_change(request.user)
    states = {
        clip.pk: render_to_string("media/admin/state.html", {"clip": clip, "can_change": can_change}, request)
        for clip in Clip.objects.filter(pk__in=asked)
    }
    return JsonResponse(states)
