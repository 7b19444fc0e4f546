"""The addresses under which phones fetch clips.

A members-only clip has a signed grant in its addresses. It stands before the build, so that what a playlist names
relative to itself is opened by it too.
"""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from media.delivery import views as delivery_views
from media.playback import views as playback_views
from media.uploads import views as uploads_views


class Grant(StringConverter):
    regex = r"[0-9]+\.[A-Za-z0-9_-]+"


register_converter(Grant, "grant")

app_name = "media"
urlpatterns = [
    path("sending/", uploads_views.create, name="sending"),
    path("sending/<uuid:token>", uploads_views.proceed, name="sending"),
    path("<uuid:uuid>/status", delivery_views.status, name="status"),
    path("<uuid:uuid>/trouble", playback_views.report, name="trouble"),
    path("<uuid:uuid>/parts/<slug:digest>.vtt", delivery_views.chapters, name="chapters"),
    path("<uuid:uuid>/<grant:grant>/parts/<slug:digest>.vtt", delivery_views.chapters, name="chapters"),
    path("<uuid:uuid>/<slug:digest>.vtt", delivery_views.captions, name="captions"),
    path("<uuid:uuid>/<grant:grant>/<slug:digest>.vtt", delivery_views.captions, name="captions"),
    path("<uuid:uuid>/<slug:build>/<str:name>", delivery_views.file, name="file"),
    path("<uuid:uuid>/<grant:grant>/<slug:build>/<str:name>", delivery_views.file, name="file"),
]
