"""The picture on which a trainer draws places: as large as the editor shows it, by the id that the chooser knows."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from wagtail import hooks
from wagtail.admin.auth import require_admin_access
from wagtail.images import get_image_model


@require_admin_access
def picture(request: HttpRequest, picture_id: int) -> HttpResponse:
    chosen = get_object_or_404(get_image_model(), pk=picture_id)
    return redirect(chosen.get_rendition("max-800x1200|format-webp").url)


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [path("quizzes/picture/<int:picture_id>/", picture, name="quizzes_picture")]
