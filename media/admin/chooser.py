"""Choosing a clip for a lesson, or uploading one right there without leaving the lesson."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, CreateView
from wagtail.admin.viewsets.chooser import ChooserViewSet


class TitleFilterForm(BaseFilterForm):
    q = forms.CharField(label=_("Title"), required=False)

    def filter(self, objects: QuerySet) -> QuerySet:
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        return objects.filter(title__icontains=self.search_query)


class ClipChooseView(ChooseView):
    filter_form_class = TitleFilterForm


class ClipChooseResultsView(ChooseResultsView):
    filter_form_class = TitleFilterForm


class ClipUploadView(CreateView):
    def get_creation_form_kwargs(self) -> dict:
        return super().get_creation_form_kwargs() | {"for_user": self.request.user}


class ClipChooserViewSet(ChooserViewSet):
    model = "media.Clip"
    icon = "media"
    choose_view_class = ClipChooseView
    choose_results_view_class = ClipChooseResultsView
    create_view_class = ClipUploadView
    choose_one_text = _("Choose a clip")
    choose_another_text = _("Choose another clip")
    edit_item_text = _("Edit this clip")
    search_tab_label = _("Clips already here")
    creation_tab_label = _("Upload a video")
    create_action_label = _("Upload")
    create_action_clicked_label = _("Uploading…")
    creation_form_class = "media.admin.forms.NewClipForm"


clip_chooser = ClipChooserViewSet("clip_chooser", url_prefix="clips/choose")
