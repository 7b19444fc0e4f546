"""The pictures of lessons, by the embedded default. Only renditions: originals and uploaded videos stay private."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.static import serve


def picture(request: HttpRequest, path: str) -> HttpResponse:
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response["Cache-Control"] = "public, max-age=604800"
    return response
