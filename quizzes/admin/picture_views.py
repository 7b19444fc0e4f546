"""The picture on which a trainer draws places: as large as the editor shows it, by the id that the chooser knows."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.auth import require_admin_access
from wagtail.images import get_image_model
from wagtail.images.models import SourceImageIOError

from media import missing_files


@require_admin_access
def picture(request: HttpRequest, picture_id: int) -> HttpResponse:
    chosen = get_object_or_404(get_image_model(), pk=picture_id)
    try:
        return redirect(chosen.get_rendition("max-800x1200|format-webp").url)
    except SourceImageIOError as missing:
        missing_files.note(chosen.file.name, _("Picture “%(title)s”") % {"title": chosen.title})
        raise Http404 from missing


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [path("quizzes/picture/<int:picture_id>/", picture, name="quizzes_picture")]
