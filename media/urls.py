"""The addresses under which phones fetch clips."""

from django.urls import path

from media import serving

app_name = "media"
urlpatterns = [
    path("<uuid:uuid>/status", serving.status, name="status"),
    path("<uuid:uuid>/<slug:digest>.vtt", serving.captions, name="captions"),
    path("<uuid:uuid>/<slug:build>/<str:name>", serving.file, name="file"),
]
